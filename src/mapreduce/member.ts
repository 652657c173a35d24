import { errors, type LabsError } from "../base/errors";
import type { Engine } from "../engines/engine";
import type { CallOutcome, TaskError } from "../protocol/engineCalls";
import { JOB_UNKNOWN, type JobStep, type JobSteps } from "../protocol/jobSteps";
import { type Phase, stepLabels } from "../protocol/phase";
import type { Run } from "../runs/run";
import { EngineTaskError, failureOf } from "../views/failure";
import type { Attempt } from "./taskQueue";

/** An engine's death under a task, or before it: whatever it held is lost, and its replacement can go on. */
export class EngineLost extends Error {
  /** @param isFinal whether nothing replaces it, as when it left a cluster that others started */
  constructor(
    readonly failure: LabsError,
    readonly isFinal = false,
  ) {
    super(failure.message);
  }
}

/** Another engine was first with the work of a step, whose answer does not count. */
export class Beaten extends Error {}

/** How a step is told of in the run. */
export interface StepRecord {
  readonly phase: Phase;
  /** The attempt that the step is, where there may be others at the same work. */
  readonly attempt?: Attempt<unknown>;
  readonly label?: string;
  /** Bytes that the task reads. */
  readonly bytesIn?: number;
}

export interface MemberOptions {
  readonly signal: AbortSignal;
  readonly onNotStopping?: ((engine: Engine) => void) | undefined;
}

/** One engine at work for a job: has the user's file loaded before anything else, also after it was replaced. */
export class Member {
  private loadedBy: number | undefined;
  private loaded: JobSteps["load"]["answer"] | undefined;

  constructor(
    readonly engine: Engine,
    private readonly run: Run,
    private readonly job: JobSteps["load"]["args"],
    private readonly options: MemberOptions,
  ) {}

  get id(): number {
    return this.engine.info.id;
  }

  /**
   * Loads the user's file if it has not. Throws {@link EngineLost}, once, when the process that had loaded it was
   * replaced in the meantime; else the task's failure, or cancelled, or {@link Beaten}.
   */
  async load(attempt?: Attempt<unknown>): Promise<JobSteps["load"]["answer"]> {
    await this.engine.start().catch((error) => {
      // One that worked before and does not come again is lost to the job; one that never did says why.
      throw this.engine.info.lastDeath === undefined ? error : this.lost(undefined, true);
    });
    const { restarts } = this.engine.info;
    if (this.loaded) {
      if (this.loadedBy === restarts) return this.loaded;
      this.loaded = undefined;
      throw this.lost();
    }
    this.loaded = await this.send("load", this.job, {
      phase: "map",
      label: stepLabels.load,
      ...(attempt && { attempt }),
    });
    this.loadedBy = restarts;
    return this.loaded;
  }

  /** Does one step on the engine as a task of the run; throws as {@link load} does. */
  async step<S extends JobStep>(
    step: S,
    args: Omit<JobSteps[S]["args"], "job">,
    record: StepRecord,
  ): Promise<JobSteps[S]["answer"]> {
    await this.load(record.attempt);
    return this.send(step, { ...args, job: this.job.job } as JobSteps[S]["args"], record);
  }

  /** Lets go of what the engine holds, if its process is the one that holds it. */
  async forget(): Promise<void> {
    if (this.loadedBy !== this.engine.info.restarts || this.engine.info.state === "stopped") return;
    await this.engine.call({ op: "job", step: "forget", args: { job: this.job.job } });
  }

  private lost(error?: TaskError, isFinal = false): EngineLost {
    const { id, lastDeath } = this.engine.info;
    const known =
      lastDeath === undefined ? undefined : { name: "EngineDied", message: lastDeath, traceback: "" };
    return new EngineLost(failureOf(id, "died", error ?? known), isFinal);
  }

  private async send<S extends JobStep>(
    step: S,
    args: JobSteps[S]["args"],
    record: StepRecord,
  ): Promise<JobSteps[S]["answer"]> {
    const { signal: stop, onNotStopping } = this.options;
    const { phase, bytesIn, attempt, label } = record;
    const signal = attempt ? AbortSignal.any([stop, attempt.signal]) : stop;
    if (stop.aborted) throw errors.cancelled("The job");
    if (attempt?.isBeaten) throw new Beaten();
    const { id, pid, host } = this.engine.info;
    if (pid) this.run.addEngine({ id, pid, host });
    const task = this.run.beginTask(id, phase, {
      ...(attempt && { attempt: attempt.number }),
      ...(label !== undefined && { label }),
    });
    const outcome = await this.engine.call(
      { op: "job", step, args },
      {
        signal,
        onEvent: (event) => this.run.taskEvent(task, event),
        onNotStopping: () => onNotStopping?.(this.engine),
      },
    );
    const { values, error, ...end } = outcome;
    const isLost = outcome.status === "died" || error?.name === JOB_UNKNOWN;
    const isOk = outcome.status === "ok";
    const isLate = isOk && step !== "load" && attempt?.wins() === false;
    const answer = isLate ? undefined : (plainValue(outcome) as JobSteps[S]["answer"] | undefined);
    const records = recordsOf(answer);
    this.run.endTask(task, {
      ...end,
      ...(isLost && { status: "died" }),
      ...(isLate && { status: "interrupted" }),
      ...(bytesIn !== undefined && { bytesIn }),
      ...(records !== undefined && { records }),
    });
    if (isLost) this.loaded = undefined;
    if (stop.aborted) throw errors.cancelled("The job");
    if (isLost) throw this.lost(outcome.status === "died" ? error : undefined);
    if (isLate || (!isOk && attempt?.isBeaten)) throw new Beaten();
    if (!isOk || answer === undefined) throw taskFailure(id, outcome);
    return answer;
  }
}

/** A failure that says in whose processing it was, where that is known. */
function taskFailure(engine: number, { status, error }: CallOutcome): LabsError {
  if (status !== "error" || !error) return failureOf(engine, status, error);
  if (error.name === "InputError") return errors.wrongUsage(sentence(error.message));
  if (error.name === "StorageError") return errors.diskFull(sentence(error.message));
  if (isOwnFinding(error)) {
    return new EngineTaskError("task", engine, sentence(error.message), { ...error, traceback: "" });
  }
  const where = error.record === undefined ? "" : ` (${error.record})`;
  return new EngineTaskError("task", engine, `${error.name}: ${error.message}${where}`, error);
}

/** What the engine itself found out about keys: no line of the user's is to blame, and it would come again anywhere. */
export function isOwnFinding({ name }: { readonly name: string }): boolean {
  return name === "KeyOrderError";
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function plainValue({ values }: CallOutcome): unknown {
  const [value] = values ?? [];
  return value?.kind === "json" ? value.value : undefined;
}

function recordsOf(answer: object | undefined): number | undefined {
  if (!answer) return undefined;
  if ("records" in answer) return answer.records as number;
  return "rows" in answer ? (answer.rows as number) : undefined;
}
