import type { RunRecord } from "../../protocol/run";
import { tasksOfEngines } from "../client";
import { serialFraction } from "../timing";
import { clockOffsets } from "./clocks";
import { type DoneTask, doneTasks, type TimedTask } from "./doneTasks";
import { amdahlBound, gustafsonSpeedup, processorsOf } from "./laws";
import { type Stages, stagesOf } from "./stages";
import { type Cause, causes, type EngineTime, timeSpent } from "./timeSpent";
import { NOTABLE, type Obstacle, type Verdict } from "./verdict";

/** From this part of what is possible on, a speed-up is as good as it can be. */
const WELL = 0.95;
/** Tasks whose CPU time is less than this part of their durations waited for something else than a core. */
const COMPUTING = 0.7;
/** What handing work out costs: the more, the smaller its parts are. */
const handingOut: readonly Cause[] = ["starting", "queueing", "moving"];

/** What is explained. */
export interface Explained {
  readonly tasks: readonly TimedTask[];
  /** How many engines the run had, at work or not. */
  readonly engines: number;
  /** Cores that the engines shared; absent where that is not known, as of engines on several hosts. */
  readonly cores?: number | undefined;
  /** Seconds that the same work took on one engine, where that was measured. */
  readonly baseline?: number | undefined;
  readonly finished: boolean;
  readonly outcome?: NonNullable<RunRecord["job"]>["outcome"];
}

/** Where a part of the engines' time went. */
export interface CauseTime {
  readonly cause: Cause;
  readonly seconds: number;
  /** Of all engines' time, 0 to 1. */
  readonly share: number;
}

/** How fast a run was, how fast it could have been, and where the difference went. Durations in seconds. */
export interface Explanation {
  /** Engines that took part: that did at least one task. */
  readonly engines: number;
  /** Cores, where they are known. */
  readonly cores?: number | undefined;
  /** How many engines could work at the same time, which is the most that computing can be sped up. */
  readonly processors: number;
  readonly wall: number;
  /** On one engine: measured, or the sum of what the tasks worked. */
  readonly serial: number;
  /** Whether `serial` was measured. */
  readonly isMeasured: boolean;
  /** serial / wall. */
  readonly speedup: number;
  /** speed-up / processors. */
  readonly efficiency: number;
  /** The part of the work that only one engine could do, 0 to 1: Amdahl's `f`. */
  readonly serialWork: number;
  /** See {@link amdahlBound}. */
  readonly amdahl: number;
  /** See {@link gustafsonSpeedup}; its `s` is the part of the wall time in which only one engine had work. */
  readonly gustafson: number;
  /** Of Karp and Flatt, on `processors`: see {@link serialFraction}. Null on one. */
  readonly serialFraction: number | null;
  /** Of engines × wall seconds, where each went: one entry a cause, in the order of {@link causes}. */
  readonly spent: readonly CauseTime[];
  /** The most, in seconds, by which an engine's clock had to be set to agree with this machine's. */
  readonly clockError: number;
  readonly verdict: Verdict;
}

/** Explains a run; undefined while no task has ended, and for one that took no time. */
export function explainRun(run: Explained): Explanation | undefined {
  const offsets = clockOffsets(run.tasks);
  const tasks = doneTasks(tasksOfEngines(run.tasks), (engine) => offsets.get(engine) ?? 0);
  const [first] = tasks;
  if (!first) return undefined;
  const range = { from: first.submitted, to: most(tasks.map(({ received }) => received)) };
  const wall = (range.to - range.from) / 1000;
  if (!(wall > 0)) return undefined;
  const stages = stagesOf(tasks);
  const engines = timeSpent(tasks, stages, range);
  const total = (cause: Cause) => sum(engines.map(({ spent }) => spent[cause])) / 1000;
  const spent = causes.map((cause) => {
    const seconds = total(cause);
    return { cause, seconds, share: seconds / (wall * engines.length) };
  });
  const processors = processorsOf(engines.length, run.cores);
  const isMeasured = run.baseline !== undefined && run.baseline > 0;
  const serial = isMeasured ? (run.baseline ?? 0) : total("working");
  const speedup = serial / wall;
  const alone = serialPart(tasks, stages, engines.length, wall);
  const figures = {
    engines: engines.length,
    cores: run.cores,
    processors,
    wall,
    serial,
    isMeasured,
    speedup,
    efficiency: speedup / processors,
    serialWork: alone.work,
    amdahl: amdahlBound(alone.work, processors),
    gustafson: gustafsonSpeedup(alone.wall, processors),
    serialFraction: serialFraction(speedup, processors),
    spent,
    clockError: most([0, ...[...offsets.values()].map(Math.abs)]) / 1000,
  };
  return { ...figures, verdict: verdictOf(run, figures, engines) };
}

/** The parts of the work, and of the wall time, in stages that had work for one engine only. */
function serialPart(tasks: readonly DoneTask[], { list, indexOf }: Stages, engines: number, wall: number) {
  if (engines < 2) return { work: 0, wall: 0 };
  let [all, alone] = [0, 0];
  for (const task of tasks) {
    if (task.isLost) continue;
    const worked = task.completed - task.started - task.waited;
    all += worked;
    if (list[indexOf.get(task) ?? 0]?.engines.size === 1) alone += worked;
  }
  return { work: all > 0 ? alone / all : 0, wall: Math.min(1, alone / 1000 / wall) };
}

type Figures = Omit<Explanation, "verdict">;

function verdictOf(run: Explained, figures: Figures, engines: readonly EngineTime[]): Verdict {
  const { speedup, processors } = figures;
  const pending = run.tasks.some(({ status }) => status === "pending");
  if (!run.finished) return { kind: "unfinished" };
  const failed = run.tasks.filter(({ status }) => status !== "ok").length;
  if (run.outcome === undefined ? failed > 0 : run.outcome !== "done" || pending) {
    return { kind: "failed", failed, tasks: run.tasks.length };
  }
  if (figures.engines === 1) return { kind: "alone", engines: run.engines, tasks: run.tasks.length };
  if (speedup > processors * (2 - WELL)) return beyond(run, figures);
  if (speedup >= processors * WELL) return { kind: "well" };
  const [worked, overhead] = [secondsOf(figures, "working"), secondsOf(figures, ...handingOut)];
  if (speedup < 1 && worked < overhead) return { kind: "tiny", worked, overhead };
  const [obstacle, share] = largestObstacle(figures);
  if (share < NOTABLE) return { kind: "unclear" };
  return { kind: "obstacle", obstacle, share, ...(obstacle === "slowest" && whoWaited(engines, figures)) };
}

function secondsOf({ spent }: Figures, ...of: readonly Cause[]): number {
  return sum(spent.flatMap(({ cause, seconds }) => (of.includes(cause) ? seconds : [])));
}

function beyond({ tasks }: Explained, figures: Figures): Verdict {
  const cpu = sum(tasks.map(({ cpuSeconds }) => cpuSeconds));
  const cpuShare = cpu / (secondsOf(figures, "working") || 1);
  return cpuShare < COMPUTING ? { kind: "overlapped", cpuShare } : { kind: "beyond" };
}

/** What took most of the engines' time that could have been work, and its share. */
function largestObstacle(figures: Figures) {
  const { spent, engines, wall, serial, isMeasured } = figures;
  const shares: [Obstacle, number][] = spent.flatMap(({ cause, share }) =>
    cause === "working" ? [] : [[cause, cause === "core" ? share - sharingCores(figures) : share]],
  );
  if (isMeasured) {
    shares.push(["slower", (secondsOf(figures, "working") - serial) / (wall * engines)]);
  }
  return shares.reduce((largest, one) => (one[1] > largest[1] ? one : largest));
}

/**
 * The share of their time in which engines may have waited for each other's cores: while `p` of `n` engines compute, the
 * `n - p` others wait, as long as nothing else has the cores. What they waited beyond that is another program's doing.
 */
function sharingCores(figures: Figures): number {
  const { engines, processors, wall } = figures;
  const computed = secondsOf(figures, "working", "lost") / (wall * engines);
  return computed * (engines / processors - 1);
}

/** Who waited for whom: engines are named only where one alone is to be named. */
function whoWaited(engines: readonly EngineTime[], { wall }: Figures) {
  const waiting = engines.filter(({ spent }) => spent.slowest >= NOTABLE * wall * 1000);
  const by = new Map<number, number>();
  for (const { waitedFor } of engines)
    for (const [engine, time] of waitedFor) by.set(engine, (by.get(engine) ?? 0) + time);
  const [slowest] = [...by].sort(([, a], [, b]) => b - a);
  // The slowest of one phase may not be that of the next.
  const isOne = slowest !== undefined && slowest[1] > 0.9 * sum([...by.values()]);
  const [only] = waiting;
  return {
    ...(isOne && { slowest: slowest[0] }),
    ...(waiting.length === 1 && only && { waiter: only.engine, share: only.spent.slowest / 1000 / wall }),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
