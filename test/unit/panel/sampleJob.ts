import type { Phase } from "../../../src/protocol/phase";
import type { RunSnapshot, TaskRecord } from "../../../src/protocol/run";
import { metricsOf } from "../../../src/runs/timing";
import { BEGIN, sampleRun, sampleTask } from "./sampleRun";

/**
 * A map/reduce job that went well on several engines, with so many map tasks, of which one failed and was tried again;
 * then a reduce task an engine, and the last merge. The same each time.
 */
export function sampleJob({ engines, tasks: splits }: { engines: number; tasks: number }): RunSnapshot {
  const free = Array.from({ length: engines }, (_, engine) => 5 + 9 * engine);
  const tasks: TaskRecord[] = [];
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const add = (engine: number, phase: Phase, took: number, more: Partial<TaskRecord> = {}) => {
    const submitted = free[engine] ?? 0;
    const started = submitted + 0.3 + random();
    const completed = started + took;
    const received = completed + 0.2 + random() * 2;
    free[engine] = received + random();
    const times = { submitted, started, completed, received };
    const absolute = Object.fromEntries(Object.entries(times).map(([name, time]) => [name, BEGIN + time]));
    const cpuSeconds = took / 1000;
    tasks.push(sampleTask(tasks.length, { engine, phase, cpuSeconds, ...absolute, ...more }));
  };
  const meet = () => free.fill(Math.max(...free));
  for (let split = 0; split < splits; split++) {
    const engine = free.indexOf(Math.min(...free));
    const isBad = split === Math.floor(splits / 3);
    if (isBad) add(engine, "map", 12, { status: "error" });
    add(engine, "map", 5 + 30 * random() ** 3, { records: 100, bytesIn: 65_536, attempt: isBad ? 2 : 1 });
  }
  meet();
  for (let engine = 0; engine < engines; engine++) add(engine, "shuffle", 6 + 4 * random());
  meet();
  for (let engine = 0; engine < engines; engine++) add(engine, "reduce", 20 + 25 * random());
  meet();
  add(0, "reduce", 15, { label: "merge" });
  return sampleRun(tasks, {
    id: `job-${splits}`,
    kind: "mapreduce",
    source: { filename: "/course/sample.py", title: "mapper", language: "python" },
    cores: engines,
    metrics: metricsOf(tasks),
    job: { reason: "records: mapper gets one line and yields pairs", input: ["text/*.txt"], outcome: "done" },
  });
}
