import type { RunSnapshot, TaskRecord } from "../../../src/protocol/run";
import type { EngineStatus } from "./engineSummary";
import type { CellCounts, RunStatus } from "./runStatus";

/** A cell of a run in which each cell runs once, on whichever engine is free. */
export interface CellState {
  readonly title: string;
  readonly status: EngineStatus;
  /** The last one, where it was tried several times; absent while no engine has taken the cell. */
  readonly task?: TaskRecord;
}

/** The cells of a run in the order of the file; none where the run was of something else. */
export function cellStates({ record, finished }: RunSnapshot): CellState[] {
  const { cells = [], tasks } = record;
  if (cells.length === 0) return [];
  const tasksOf = new Map<string, TaskRecord[]>();
  for (const task of tasks) {
    const { label = "", attempt } = task;
    const own = tasksOf.get(label) ?? [];
    tasksOf.set(label, own);
    // Of cells with the same title the first was handed out first.
    const before = attempt > 1 ? own.findIndex(({ status }) => status === "died") : -1;
    if (before >= 0) own[before] = task;
    else own.push(task);
  }
  return cells.map((title) => {
    const task = tasksOf.get(title)?.shift();
    return { title, status: statusOf(task, finished), ...(task && { task }) };
  });
}

/** How a run of cells stands, by its cells: an engine may have failed at one and done the others well. */
export function cellsStatus(states: readonly CellState[], finished: boolean): RunStatus {
  if (!finished) return { kind: states.some(({ task }) => task) ? "running" : "starting" };
  const count = (status: EngineStatus) => states.filter((state) => state.status === status).length;
  const cells: CellCounts = {
    died: count("died"),
    failed: count("error"),
    timedOut: count("timeout"),
    interrupted: count("interrupted"),
    notRun: count("notRun"),
    all: states.length,
  };
  if (cells.notRun === cells.all) return { kind: "notRun" };
  if (cells.died > 0) return { kind: "died", cells };
  if (cells.failed > 0) return { kind: "failed", cells };
  if (cells.timedOut > 0) return { kind: "timedOut", cells };
  return cells.interrupted + cells.notRun > 0 ? { kind: "interrupted", cells } : { kind: "done" };
}

function statusOf(task: TaskRecord | undefined, finished: boolean): EngineStatus {
  if (!task || task.status === "pending") return finished ? "notRun" : task ? "running" : "waiting";
  return task.status;
}
