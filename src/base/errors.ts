/**
 * The four kinds of failure, which are never mixed:
 * `usage` the user's mistake or a missing piece (says what to do), `task` the user's code raised,
 * `crash` an engine could not start or died, `cancelled` somebody asked to stop.
 */
export type FailureKind = "usage" | "task" | "crash" | "cancelled";

/** An error whose message is one sentence for the user. `code` is stable; tests and callers match on it. */
export class LabsError extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "LabsError";
  }
}

/** What to say of any thrown thing. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export const errors = {
  wrongUsage: (message: string) => new LabsError("usage", "wrong-usage", message),

  diskFull: (message: string) => new LabsError("usage", "disk-full", message),

  noPython: (looked: readonly string[]) =>
    new LabsError(
      "usage",
      "no-python",
      `No Python was found (looked for ${looked.join(", ")}): install Python 3.9 or newer, or name one in the setting parallelLabs.python.path (on the command line, with --python).`,
    ),

  oldPython: (path: string, version: string) =>
    new LabsError(
      "usage",
      "old-python",
      `${path} is Python ${version}, and engines need 3.9 or newer: choose another in the setting parallelLabs.python.path (on the command line, with --python).`,
    ),

  brokenPython: (path: string, said: string) =>
    new LabsError(
      "usage",
      "broken-python",
      `${path} did not answer as a Python interpreter (${said}): choose another in the setting parallelLabs.python.path (on the command line, with --python).`,
    ),

  engineStart: (id: number, said: string, cause?: unknown) =>
    new LabsError("crash", "engine-start", `Engine ${id} could not start: ${said}`, cause),

  clusterStart: (said: string, cause?: unknown) =>
    new LabsError("crash", "engine-start", `The ipyparallel cluster cannot be used: ${said}.`, cause),

  engineStopped: (id: number) =>
    new LabsError("crash", "engine-stopped", `Engine ${id} is stopped: start the engines first.`),

  engineLost: (message: string) => new LabsError("crash", "engine-died", message),

  noSuchEngine: (id: number, count: number) =>
    new LabsError(
      "usage",
      "no-such-engine",
      `There is no engine ${id}: targets go from 0 to ${count - 1} with ${count} engine${count === 1 ? "" : "s"}.`,
    ),

  noSuchMember: (id: number, ids: readonly number[]) =>
    new LabsError(
      "usage",
      "no-such-engine",
      ids.length > 0
        ? `There is no engine ${id}: the cluster has ${ids.join(", ")}.`
        : `There is no engine ${id}: the cluster has none.`,
    ),

  notSendable: (what: string) =>
    new LabsError(
      "usage",
      "not-sendable",
      `${what} cannot be sent to engines: send plain data (numbers, text, lists, objects with text keys) or bytes.`,
    ),

  task: (message: string, cause?: unknown) => new LabsError("task", "task-failed", message, cause),

  cancelled: (what: string) => new LabsError("cancelled", "cancelled", `${what} was cancelled.`),
} as const;
