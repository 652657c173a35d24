import type { Engine } from "../engines/engine";
import type { CallOutcome, EngineCall, TaskError, TaskStatus } from "../protocol/engineCalls";
import type { Phase } from "../protocol/phase";
import type { Run } from "../runs/run";

export interface RecordOptions {
  /** Aborting interrupts what runs and drops what waits. */
  readonly signal?: AbortSignal;
  /** Interrupts what still runs after so many seconds; 0 or absent for no limit. */
  readonly timeoutSeconds?: number;
  /** Told of an engine that still runs a second after it was interrupted. */
  readonly onNotStopping?: (engine: Engine) => void;
}

/** A call that is a task of a run. */
export interface RecordedCall {
  readonly phase: Phase;
  readonly call: EngineCall;
  /** Title of the cell, shown with the task. */
  readonly label?: string;
  readonly attempt?: number;
  /** What to say of the engine's death in place of its mere reason: "died (signal 9)". */
  readonly onDeath?: (reason: string) => string;
}

/** How a call ended on one engine. */
export interface RecordedOutcome extends Omit<CallOutcome, "status"> {
  readonly engine: number;
  /** Id of its task in the run. */
  readonly task: number;
  readonly status: TaskStatus;
}

/** Has one engine do one call, which is a task of the run. Rejects only when the engine cannot start. */
export async function recordCall(
  engine: Engine,
  run: Run,
  { phase, call, label, attempt = 1, onDeath }: RecordedCall,
  { signal, timeoutSeconds, onNotStopping }: RecordOptions,
): Promise<RecordedOutcome> {
  const { id } = engine.info;
  const task = run.beginTask(id, phase, { attempt, ...(label !== undefined && { label }) });
  await engine.start().catch((error) => {
    run.endTask(task, { status: "died" });
    throw error;
  });
  addEngine(engine, run);
  const overdue = timeoutSeconds ? [AbortSignal.timeout(timeoutSeconds * 1000)] : [];
  const outcome = await engine.call(call, {
    signal: AbortSignal.any([...overdue, ...(signal ? [signal] : [])]),
    onEvent: (event) => run.taskEvent(task, event),
    onNotStopping: () => onNotStopping?.(engine),
  });
  addEngine(engine, run);
  const stopped = outcome.status === "interrupted" || outcome.status === "died";
  const status = stopped && overdue.some(({ aborted }) => aborted) ? "timeout" : outcome.status;
  const told = status === "died" && onDeath ? { error: death(outcome.error, onDeath) } : {};
  const { values: _, ...end } = { ...outcome, ...told };
  run.endTask(task, { ...end, status });
  return { ...outcome, ...told, status, engine: id, task: task.id };
}

function death(error: TaskError | undefined, say: (reason: string) => string): TaskError {
  const { name = "EngineDied", message = "died", traceback = "" } = error ?? {};
  return { name, message: say(message), traceback };
}

/** The process that an engine now is; one that died has none. */
export function addEngine({ info: { id, pid, host } }: Engine, run: Run): void {
  if (pid) run.addEngine({ id, pid, host });
}
