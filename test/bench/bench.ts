/** `bench [NAME…] [--large] [--json FILE]`: measures the product against its peers; see the benchmarks' own files. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, constants, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { processesWithVariable, signal } from "../support/processTree";
import { ALONE } from "./alone";
import { activation } from "./benchmarks/activation";
import { broadcast } from "./benchmarks/broadcast";
import { bytes } from "./benchmarks/bytes";
import { attachOnce, ipyparallel } from "./benchmarks/ipyparallel";
import { language } from "./benchmarks/language";
import { mapreduce, serveJob } from "./benchmarks/mapreduce";
import { output } from "./benchmarks/output";
import { pi } from "./benchmarks/pi";
import { start, startOnce } from "./benchmarks/start";
import { tasks } from "./benchmarks/tasks";
import { tiny } from "./benchmarks/tiny";
import { type Benchmark, type Contest, endAll, hold } from "./contest";
import { interpreter } from "./interpreter";
import { rowsOf, tableOf } from "./table";

const benchmarks: readonly Benchmark[] = [
  start,
  broadcast,
  bytes,
  tasks,
  tiny,
  activation,
  language,
  output,
  mapreduce,
  pi,
  ipyparallel,
];

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { json: { type: "string" }, large: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const known = benchmarks.map(({ name }) => name);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown) throw new Error(`There is no benchmark ${unknown}; there are ${known.join(", ")}.`);
  const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

  leaveNothing();
  const { executable, version } = await interpreter();
  const machine = { cores: availableParallelism(), node: process.version, python: version, executable };
  console.log(`Node ${process.version}, Python ${version} (${executable}), ${machine.cores} cores`);
  const held: object[] = [];
  for (const { name, contests } of chosen)
    for (const contest of contests)
      if (values.large || !contest.isLarge) held.push({ benchmark: name, ...(await report(contest)) });
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, contests: held }, null, 2)}\n`);
}

/** Whatever a contestant leaves goes with the bench: its temporary files, and processes that know their folder. */
function leaveNothing(): void {
  const folder = mkdtempSync(join(tmpdir(), "labs-bench-"));
  process.env["TMPDIR"] = folder;
  process.once("exit", () => {
    if (process.platform === "linux")
      for (const { pid } of processesWithVariable("TMPDIR", folder)) signal(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
}

async function report(contest: Contest): Promise<object> {
  const before = loadavg();
  const rows = rowsOf(contest, await hold(contest, progress));
  progress("");
  console.log(`\n${tableOf(contest, rows)}`);
  const { title, unit, target } = contest;
  return { title, unit, ...(target && { target }), load: [before[0], loadavg()[0]], rows };
}

/** Says on a terminal what is under way. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`);
}

/** An interrupted bench lets its contestants stop what they started. */
function endOnSignals(): void {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(name, () => void endAll().finally(() => process.exit(128 + constants.signals[name])));
}

async function measureAlone([name, backend = "", text = ""]: readonly string[]): Promise<void> {
  if (name === "mapreduce") return serveJob(backend, text);
  process.once("disconnect", () => process.exit());
  if (name !== "start" && name !== "attach") throw new Error(`${name} cannot be measured alone`);
  console.log(await (name === "attach" ? attachOnce : startOnce)(backend));
  process.disconnect();
}

const args = process.argv.slice(2);
endOnSignals();
(args[0] === ALONE ? measureAlone(args.slice(1)) : main(args)).catch(async (error: unknown) => {
  await endAll();
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
