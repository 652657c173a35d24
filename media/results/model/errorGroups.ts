import type { TaskError } from "../../../src/protocol/engineCalls";
import type { RunSnapshot } from "../../../src/protocol/run";
import { type ErrorGroup, groupErrors } from "../../../src/runs/groupErrors";

/** An error that several engines have in common, as it came on the first of them. */
export interface CommonError extends ErrorGroup {
  readonly error: TaskError;
}

/** The errors that more than one engine raised at the same line, saying the same. */
export function commonErrors(run: RunSnapshot): readonly CommonError[] {
  return groupErrors(run).flatMap((group) => {
    if (group.engines.length < 2) return [];
    const error = errorOf(run, group);
    return error ? [{ ...group, error }] : [];
  });
}

function errorOf({ outputs }: RunSnapshot, group: ErrorGroup): TaskError | undefined {
  const { items = [] } = outputs.find(({ engine }) => engine === group.engines[0]) ?? {};
  for (const item of items) {
    if (item.kind !== "error") continue;
    const { filename, line, name, message } = item.error;
    const isIt = filename === group.filename && line === group.line && name === group.name;
    if (isIt && message === group.message) return item.error;
  }
  return undefined;
}
