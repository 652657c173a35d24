import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { builtFolder } from "../../support/builtFolder";
import { alone } from "../alone";
import type { Benchmark, Entry } from "../contest";
import { interpreter } from "../interpreter";
import { OURS, Ours, seconds } from "../ours";
import { freshPythonPeer } from "../pythonPeer";

const ENGINES = 4;

/** From nothing to an answer of each of four engines; every measurement has a process of its own. */
export const start: Benchmark = {
  name: "start",
  contests: [
    {
      title: `start: ${ENGINES} engines, from nothing to each one's first answer`,
      unit: "ms",
      figure: (time) => time * 1000,
      rounds: 11,
      entries: [
        async () => ({ name: OURS, measure: () => alone("start", "python"), end() {} }),
        startNode,
        startBare,
        startPool("spawn"),
        startPool("forkserver"),
        freshPythonPeer({
          name: "ipyparallel Cluster",
          script: "ipp.py",
          work: "start",
          parameters: { engines: ENGINES },
          rounds: 1,
        }),
      ],
    },
  ],
};

/** What is measured in a process of its own: see alone.ts. */
export async function startOnce(backend: string): Promise<number> {
  const ours = await Ours.make(ENGINES, backend === "node" ? "node" : "python");
  const time = await seconds(() => ours.direct().push({ a: 1 }));
  await ours.end();
  return time;
}

async function startNode(): ReturnType<Entry> {
  const name = `${OURS}, Node engines`;
  if (!existsSync(join(builtFolder(), "nodeEngine.js"))) return { name, missing: "not built" };
  return { name, measure: () => alone("start", "node"), end() {} };
}

async function startBare(): ReturnType<Entry> {
  const { executable } = await interpreter();
  const answer = () =>
    new Promise((resolve, reject) => {
      const code = "import os; os.write(1, b'1')";
      const child = spawn(executable, ["-c", code], { stdio: ["ignore", "pipe", "inherit"] });
      child.once("error", reject).stdout.once("data", resolve);
    });
  const measure = async () => [await seconds(() => Promise.all(Array.from({ length: ENGINES }, answer)))];
  return { name: "bare interpreters", measure, end() {} };
}

function startPool(method: string): Entry {
  const name = `multiprocessing Pool, ${method}`;
  return freshPythonPeer({
    name,
    script: "pool.py",
    work: "start",
    parameters: { method, engines: ENGINES },
  });
}
