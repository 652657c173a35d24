import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { promisify } from "node:util";
import { messageOf } from "../base/errors";
import { findPython } from "../engines/cpython/findPython";
import { createEngines } from "../engines/createEngines";
import { exitStatus } from "./exitStatus";

/** What `doctor` found of one backend. */
interface Finding {
  readonly backend: string;
  readonly works: boolean;
  /** Program that it runs on, and its version. */
  readonly where?: string;
  readonly version?: string;
  /** Time from nothing to a first answer, in ms. */
  readonly startMs?: number;
  /** What is wrong and how to mend it. */
  readonly advice?: string;
}

/** `parallel-labs doctor`: tries each backend for real. Exit status 0 when at least one works. */
export async function doctor(options: {
  readonly json?: boolean;
  readonly python?: string;
}): Promise<number> {
  const findings = [await python(options.python), await node(), await ipyparallel(options.python)];
  const cores = availableParallelism();
  const works = findings.some((finding) => finding.works);
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ ok: works, result: findings, run: null, cores, node: process.version })}\n`,
    );
  } else {
    process.stdout.write(`${cores} core${cores === 1 ? "" : "s"}, Node ${process.versions.node}\n`);
    for (const finding of findings) process.stdout.write(`${describe(finding)}\n`);
  }
  return works ? exitStatus.done : exitStatus.engineFailed;
}

async function python(chosen?: string): Promise<Finding> {
  try {
    const { executable } = await findPython(chosen ? { chosen } : {});
    return await tryEngine("python", executable);
  } catch (error) {
    return { backend: "python", works: false, advice: messageOf(error) };
  }
}

async function node(): Promise<Finding> {
  try {
    return await tryEngine("node", process.execPath);
  } catch (error) {
    return { backend: "node", works: false, advice: messageOf(error) };
  }
}

async function tryEngine(backend: "python" | "node" | "ipyparallel", executable: string): Promise<Finding> {
  const cluster = createEngines({ backend, count: 1, executable, cwd: process.cwd(), outputLimit: 1 << 20 });
  try {
    const begin = performance.now();
    await cluster.start();
    const startMs = Math.round(performance.now() - begin);
    const version = cluster.engines[0]?.info.version ?? "";
    return { backend, works: true, where: executable, version, startMs };
  } finally {
    await cluster.stop();
  }
}

async function ipyparallel(chosen?: string): Promise<Finding> {
  const backend = "ipyparallel";
  try {
    const { executable } = await findPython(chosen ? { chosen } : {});
    const code = "import ipyparallel; print(ipyparallel.__version__)";
    const { stdout } = await promisify(execFile)(executable, ["-c", code]).catch(() => ({ stdout: "" }));
    const version = stdout.trim();
    if (version) return { ...(await tryEngine(backend, executable)), where: executable };
    return { backend, works: false, advice: `to get it: ${executable} -m pip install ipyparallel` };
  } catch (error) {
    return { backend, works: false, advice: messageOf(error) };
  }
}

function describe({ backend, works, where, version, startMs, advice }: Finding): string {
  const name = backend.padEnd(12);
  const place = where ? ` ${version} at ${where}` : "";
  return works
    ? `✔ ${name}${place}, first engine ready in ${startMs} ms`
    : `✘ ${name}${place}${advice ? `${place ? ":" : ""} ${advice}` : ""}`;
}
