import type { LabsError } from "../base/errors";
import type { TaskStatus } from "../protocol/engineCalls";

/** What the command line's exit status means. */
export const exitStatus = {
  done: 0,
  userCodeFailed: 1,
  wrongUsage: 2,
  engineFailed: 3,
  interrupted: 130,

  /** The status for an error that ended a command. */
  of(error: LabsError): number {
    const statuses = { usage: 2, task: 1, crash: 3, cancelled: 130 } as const;
    return statuses[error.kind];
  },

  /** The status for how tasks ended; the gravest decides. */
  ofTasks(statuses: readonly TaskStatus[]): number {
    if (statuses.includes("interrupted")) return exitStatus.interrupted;
    if (statuses.includes("died")) return exitStatus.engineFailed;
    if (statuses.includes("error") || statuses.includes("timeout")) return exitStatus.userCodeFailed;
    return exitStatus.done;
  },
} as const;
