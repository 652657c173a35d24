import type { TaskStatus } from "../../../src/protocol/engineCalls";
import type { Phase } from "../../../src/protocol/phase";
import { CLIENT } from "../../../src/protocol/remote";
import type { EngineOutput, RunSnapshot, TaskRecord } from "../../../src/protocol/run";

/** How an engine stands in a run: how its work ended, or how far it has come. */
export type EngineStatus = TaskStatus | "waiting" | "running" | "notRun";

/** One engine's part in a run, derived from its tasks. Times in ms since the epoch, durations in seconds. */
export interface EngineSummary {
  readonly id: number;
  readonly pid?: number;
  readonly host?: string;
  readonly status: EngineStatus;
  readonly tasks: readonly TaskRecord[];
  /** When its first task started. */
  readonly started?: number;
  /** When its last task ended; absent while it works. */
  readonly finished?: number;
  /** What its tasks took, once one has ended. */
  readonly spent?: TimeSpent;
  readonly output: EngineOutput;
  /** Whether it put anything out. */
  readonly hasOutput: boolean;
}

/** Sums over the tasks that have ended, in seconds. */
export interface TimeSpent {
  /** Their durations without the time in which they waited for a core, as in a run's serial time. */
  readonly worked: number;
  readonly waitedForCore: number;
  /** Of what they worked, that in each phase of a job; empty for code that ran as it is. */
  readonly phases: ReadonlyMap<Phase, number>;
  /** 0 where it was not measured. */
  readonly cpu: number;
}

/** The engines alone: a client has a row among them, and is none. */
export function withoutClient(engines: readonly EngineSummary[]): readonly EngineSummary[] {
  return engines.filter(({ id }) => id !== CLIENT);
}

/** Summaries of all engines of a run, by id: those that were listed and those that only got a task. */
export function engineSummaries(run: RunSnapshot): EngineSummary[] {
  const tasks = new Map<number, TaskRecord[]>(run.record.engines.map(({ id }) => [id, []]));
  for (const task of run.record.tasks) {
    const own = tasks.get(task.engine);
    if (own) own.push(task);
    else tasks.set(task.engine, [task]);
  }
  return [...tasks]
    .sort(([a], [b]) => a - b)
    .map(([id, all]) => {
      const own = run.finished ? all : withAssumedStart(all);
      const engine = run.record.engines.find((candidate) => candidate.id === id);
      const output = run.outputs.find((candidate) => candidate.engine === id) ?? {
        engine: id,
        items: [],
        notKept: 0,
      };
      return {
        id,
        ...(engine && { pid: engine.pid, host: engine.host }),
        tasks: own,
        output,
        hasOutput: output.items.length > 0 || output.notKept > 0,
        ...summary(own, run.finished),
        ...(run.record.job?.outcome === "done" && own.length > 0 && { status: "ok" as const }),
      };
    });
}

/**
 * An engine tells when a task started only once it has ended. Until then the first task that it has been handed
 * counts as started when the engine was free for it.
 */
function withAssumedStart(tasks: readonly TaskRecord[]): readonly TaskRecord[] {
  const position = tasks.findIndex(({ status }) => status === "pending");
  const task = tasks[position];
  if (!task || task.started !== undefined) return tasks;
  const ends = tasks.flatMap(({ completed }) => completed ?? []);
  return tasks.with(position, { ...task, started: largest([task.submitted, ...ends]) });
}

function summary(tasks: readonly TaskRecord[], runFinished: boolean) {
  const starts = tasks.flatMap(({ started }) => started ?? []);
  const ends = tasks.flatMap(({ completed, received }) => completed ?? received ?? []);
  const atWork = !runFinished && tasks.some(({ status }) => status === "pending");
  return {
    status: engineStatus(tasks, runFinished),
    ...(starts.length > 0 && { started: smallest(starts) }),
    ...(ends.length > 0 && !atWork && { finished: largest(ends) }),
    ...(ends.length > 0 && { spent: timeSpent(tasks) }),
  };
}

function timeSpent(tasks: readonly TaskRecord[]): TimeSpent {
  let [worked, waitedForCore, cpu] = [0, 0, 0];
  const phases = new Map<Phase, number>();
  for (const { phase, started, completed, waitSeconds, cpuSeconds } of tasks) {
    if (started === undefined || completed === undefined) continue;
    const took = Math.max(0, (completed - started) / 1000 - waitSeconds);
    worked += took;
    if (phase !== "run") phases.set(phase, (phases.get(phase) ?? 0) + took);
    waitedForCore += waitSeconds;
    cpu += cpuSeconds;
  }
  return { worked, waitedForCore, cpu, phases };
}

/** How far an engine's tasks have come, or when all have ended the gravest of their outcomes. */
function engineStatus(tasks: readonly TaskRecord[], runFinished: boolean): EngineStatus {
  const ended = tasks.filter(({ status }) => status !== "pending");
  if (!runFinished && ended.length < tasks.length) {
    return "running";
  }
  for (const status of ["died", "error", "timeout", "interrupted", "ok"] as const) {
    if (ended.some((task) => task.status === status)) return status;
  }
  return runFinished ? "notRun" : "waiting";
}

/** The start and the end of a run as its bars show it, in ms since the epoch. */
export function runRange(run: RunSnapshot, now: number): { readonly from: number; readonly to: number } {
  const { tasks, created, job } = run.record;
  const from = tasks.length > 0 ? smallest(tasks.map(({ submitted }) => submitted)) : created;
  const ends = tasks.flatMap(({ completed, received }) => received ?? completed ?? []);
  // While the same job runs on one engine, to compare, this part of it is over.
  const isOver = run.finished || job?.serial !== undefined;
  const to = largest([from, ...ends, ...(isOver ? [] : [now])]);
  return { from, to };
}

// Not Math.min and Math.max over a spread: a run may have more tasks than a call may have arguments.
function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
}
