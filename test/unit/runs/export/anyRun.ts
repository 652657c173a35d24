import fc from "fast-check";
import type { TaskRecord } from "../../../../src/protocol/run";
import { BEGIN, sampleRun, sampleTask } from "../../panel/sampleRun";

const time = fc.double({ min: 0, max: 5000, noNaN: true });

/** A task of any engine and status whose times are in any order that a record may have, overlaps included. */
const anyTask = fc.record({
  engine: fc.integer({ min: 0, max: 3 }),
  phase: fc.constantFrom("run", "map", "shuffle", "reduce"),
  status: fc.constantFrom("ok", "error", "died", "interrupted", "timeout", "pending"),
  attempt: fc.integer({ min: 1, max: 3 }),
  label: fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
  times: fc.tuple(time, time, time, time),
  /** How many of a task's four times are there. */
  told: fc.integer({ min: 1, max: 4 }),
});

/** Runs of any tasks, as an export may be asked for. */
export const anyRun = fc.array(anyTask, { maxLength: 30 }).map((tasks) =>
  sampleRun(
    tasks.map(({ times, told, label, ...more }, id): TaskRecord => {
      const [submitted = 0, started, completed, received] = times
        .toSorted((a, b) => a - b)
        .map((one, at) => (at < told ? BEGIN + one : undefined));
      const { started: _, completed: __, received: ___, ...task } = sampleTask(id, more);
      return {
        ...task,
        submitted,
        ...(label !== undefined && { label }),
        ...(started !== undefined && { started }),
        ...(completed !== undefined && { completed }),
        ...(received !== undefined && { received }),
      };
    }),
  ),
);
