import type { EngineOutput, OutputItem, RunRecord, RunSnapshot, TaskRecord } from "../../../src/protocol/run";

/** When sample runs begin, ms since the epoch. */
export const BEGIN = 1_700_000_000_000;

/** A task that ran from 10 to 110 ms after {@link BEGIN} and went well, but for what `more` says. */
export function sampleTask(id: number, more: Partial<TaskRecord> = {}): TaskRecord {
  return {
    id,
    engine: id,
    phase: "run",
    attempt: 1,
    status: "ok",
    submitted: BEGIN,
    started: BEGIN + 10,
    completed: BEGIN + 110,
    received: BEGIN + 112,
    cpuSeconds: 0.09,
    waitSeconds: 0,
    bytesIn: 100,
    bytesOut: 50,
    records: 0,
    ...more,
  };
}

/** A task that was handed out and has not started. */
export function pendingTask(id: number, more: Partial<TaskRecord> = {}): TaskRecord {
  const { started, completed, received, ...task } = sampleTask(id, { status: "pending", cpuSeconds: 0 });
  return { ...task, ...more };
}

/** A finished run of these tasks, on the engines that they name. */
export function sampleRun(
  tasks: readonly TaskRecord[],
  more: { readonly outputs?: readonly EngineOutput[]; readonly finished?: boolean } & Partial<RunRecord> = {},
): RunSnapshot {
  const { outputs = [], finished = true, ...record } = more;
  const ids = [...new Set(tasks.map(({ engine }) => engine))].sort((a, b) => a - b);
  return {
    record: {
      id: "run-1",
      kind: "run",
      backend: "python",
      source: { filename: "/course/count.py", title: "Count", language: "python" },
      engines: ids.map((id) => ({ id, pid: 4000 + id, host: "laptop" })),
      cores: 2,
      created: BEGIN - 5,
      tasks,
      metrics: {
        wall: 0.112,
        serial: 0.1,
        speedup: 0.9,
        efficiency: 0.9,
        imbalance: 1,
        serialFraction: null,
      },
      ...record,
    },
    outputs,
    finished,
  };
}

/** Output of `engine` in its task of the same id. */
export function sampleOutput(engine: number, items: readonly OutputItem[], notKept = 0): EngineOutput {
  return { engine, items, notKept };
}

/** Something that a task printed. */
export function printed(text: string, stream: "stdout" | "stderr" = "stdout", task = 0): OutputItem {
  return { task, kind: "text", stream, text };
}
