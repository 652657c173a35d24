import { join } from "node:path";
import { pool as createPool } from "workerpool";
import { sourceFolder } from "../../support/builtFolder";
import type { Benchmark, Entry } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { pythonPeer } from "../pythonPeer";

const COUNT = 10_000;
const ENGINES = 2;
const parameters = { count: COUNT, engines: ENGINES };

/** Many tasks of one item each, results in order. */
export const tasks: Benchmark = {
  name: "tasks",
  contests: [
    {
      title: `tasks: ${COUNT} tasks of one item each on ${ENGINES} engines`,
      unit: "µs a task",
      figure: (time) => (time * 1e6) / COUNT,
      rounds: 9,
      target: { below: 150 },
      entries: [
        mapOurs,
        execWorkerpool,
        pythonPeer({ name: "multiprocessing Pool.imap", script: "pool.py", work: "tasks", parameters }),
        pythonPeer({ name: "ProcessPoolExecutor.map", script: "executor.py", work: "tasks", parameters }),
        pythonPeer({
          name: "ipyparallel load-balanced view",
          script: "ipp.py",
          work: "tasks",
          parameters,
          rounds: 1,
        }),
      ],
    },
  ],
};

async function mapOurs(): ReturnType<Entry> {
  const ours = await Ours.started(ENGINES);
  const items = Array.from({ length: COUNT }, (_, at) => at);
  const work = () => ours.balanced().map("abs", items, { chunkSize: 1 });
  await work();
  return { name: OURS, measure: async () => [await seconds(work)], end: () => ours.end() };
}

/** What our engines would cost a task if each were an `exec` of its own. */
async function execWorkerpool(): ReturnType<Entry> {
  const script = join(sourceFolder(), "test", "bench", "peers", "taskWorker.cjs");
  const pool = createPool(script, { workerType: "thread", minWorkers: ENGINES, maxWorkers: ENGINES });
  const work = () => Promise.all(Array.from({ length: COUNT }, (_, at) => pool.exec("abs", [at])));
  await work();
  return {
    name: "workerpool exec, threads",
    measure: async () => [await seconds(work)],
    end: async () => void (await pool.terminate(true)),
  };
}
