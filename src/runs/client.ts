import { CLIENT } from "../protocol/remote";
import type { RunRecord } from "../protocol/run";

/** What an engine of a run is called. */
export function engineName(id: number): string {
  return id === CLIENT ? "Client" : `Engine ${id}`;
}

/** Whether a run was of client cells. */
export function isOfClient({ tasks }: Pick<RunRecord, "tasks">): boolean {
  return tasks.some(({ engine }) => engine === CLIENT);
}

/** The tasks of engines; those of the client where no engine has any. */
export function tasksOfEngines<T extends { readonly engine: number }>(tasks: readonly T[]): readonly T[] {
  const own = tasks.filter(({ engine }) => engine !== CLIENT);
  return own.length > 0 ? own : tasks;
}
