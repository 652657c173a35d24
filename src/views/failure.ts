import { errors, LabsError } from "../base/errors";
import type { TaskError, TaskStatus } from "../protocol/engineCalls";

/** A task's failure, which names the engine and keeps the traceback. */
export class EngineTaskError extends LabsError {
  constructor(
    kind: "task" | "crash",
    readonly engine: number,
    message: string,
    readonly taskError?: TaskError,
  ) {
    super(kind, kind === "task" ? "task-failed" : "engine-died", message);
  }
}

/** The error to throw for a call that did not end well on an engine. */
export function failureOf(engine: number, status: TaskStatus, error?: TaskError): LabsError {
  if (status === "died") {
    return new EngineTaskError("crash", engine, `engine ${engine} ${error?.message ?? "died"}`, error);
  }
  if (status === "interrupted") return errors.cancelled(`The call on engine ${engine}`);
  if (status === "timeout")
    return new EngineTaskError("task", engine, `engine ${engine} ran out of time`, error);
  const said = error ? `${error.name}: ${error.message}` : "the call failed";
  return new EngineTaskError("task", engine, `engine ${engine}: ${said}`, error);
}
