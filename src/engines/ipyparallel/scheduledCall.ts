import { now } from "../../base/clock";
import { messageOf } from "../../base/errors";
import type { BridgeResponse } from "../../protocol/bridgeFrames";
import type { CallOutcome } from "../../protocol/engineCalls";
import { INTERRUPT_AGAIN } from "../driver/engineProcess";
import { toOutcome } from "../driver/translate";
import { INTERRUPT_GRACE } from "../engine";
import { NO_ENGINE_LEFT, type ScheduledOutcome, type SubmitOptions } from "../scheduler";
import type { ClusterEngine, EngineTask } from "./clusterEngine";
import { inHostTime } from "./hostTime";
import { storeLarge } from "./remoteValues";
import { TaskReader } from "./taskReader";

type Answered = Extract<BridgeResponse, { op: "answered" }>;
type Unanswered = Pick<Extract<BridgeResponse, { op: "unanswered" }>, "reason" | "message">;
type Pieces = readonly Uint8Array<ArrayBuffer>[];

/** One engine's attempt at it. */
interface Attempt {
  readonly engine: ClusterEngine;
  readonly task: EngineTask;
  readonly reader: TaskReader;
}

/** A call that is with the cluster's scheduler, or with the engine that it was given to. */
export class ScheduledCall {
  readonly ended: Promise<ScheduledOutcome>;
  private submitted = now();
  private attempts = 0;
  private attempt: Attempt | undefined;
  /** The engine that had it last. */
  private last: ClusterEngine | undefined;
  /** How it died, where that is what ended the call. */
  private death: string | undefined;
  private isOver = false;
  private resolve: (outcome: ScheduledOutcome) => void = () => {};

  /** `cancel` asks the bridge to stop it. */
  constructor(
    private readonly bytesIn: number,
    private readonly options: SubmitOptions,
    private readonly cancel: () => void,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolve = resolve;
    });
    options.signal?.addEventListener("abort", this.onAbort);
  }

  /** An engine has begun with it. */
  begin(engine: ClusterEngine, submitted: number): void {
    this.leave(false);
    const task = engine.beginTask(() => this.interrupt());
    if (!task) return; // it is gone already, and the scheduler's word on that is on its way
    this.submitted = submitted;
    this.attempts += 1;
    const reader = new TaskReader(task.token, task.outputLimit, (event) =>
      this.options.onEvent?.(inHostTime(event, task.ahead)),
    );
    this.attempt = { engine, task, reader };
    this.last = engine;
    this.options.onStarted?.(engine, { attempt: this.attempts, submitted });
    this.options.onEvent?.({ type: "started", time: now() });
  }

  /** Its last attempt was on an engine that died, perhaps before it could tell that it began. */
  diedOn(engine: ClusterEngine): void {
    this.death = engine.info.lastDeath;
    if (this.isOver || this.attempt?.engine === engine) return;
    this.leave(false);
    this.attempts = (this.options.retries ?? 0) + 1;
    this.last = engine;
    this.options.onStarted?.(engine, { attempt: this.attempts, submitted: this.submitted });
  }

  /** Takes what the engine sends while it runs. */
  push(fd: 1 | 2 | 4, dropped: number, pieces: Pieces): void {
    this.attempt?.reader.push(fd, dropped, pieces);
  }

  /** Takes the rest, and ends. */
  answer({ parts, started, completed }: Answered, pieces: Pieces): void {
    const { reader, task } = this.attempt ?? {};
    if (!reader || !task) {
      this.fail({ reason: "died", message: "left its cluster" });
      return;
    }
    let at = 0;
    for (const [fd, dropped, count] of parts) {
      reader.push(fd, dropped, pieces.slice(at, at + count));
      at += count;
    }
    reader.end();
    const { result, bytesOut, notKept } = reader;
    if (!result) {
      this.fail({ reason: "failed", message: "its answer has no result" });
      return;
    }
    // ipyparallel's own record of the task, by the engine's clock.
    const times = { started: started - task.ahead, completed: completed - task.ahead };
    const outcome = { ...toOutcome(result, { bytesIn: this.bytesIn, bytesOut, notKept }), ...times };
    if (task.folder === undefined) this.end(outcome);
    else void this.store(outcome, task.folder);
  }

  /** Ends without an answer. */
  fail({ reason, message }: Unanswered): void {
    this.attempt?.reader.end();
    const completed = now();
    const error = (name: string, text = message) => ({ error: { name, message: text, traceback: "" } });
    const how: Pick<CallOutcome, "status" | "error"> = {
      died: { status: "died" as const, ...error("EngineDied", this.death ?? message) },
      unreachable: { status: "died" as const, ...error(NO_ENGINE_LEFT) },
      cancelled: { status: "interrupted" as const },
      failed: { status: "error" as const, ...error("SchedulerError") },
    }[reason];
    const account = { cpuSeconds: 0, waitSeconds: 0, bytesIn: this.bytesIn, bytesOut: 0, notKept: 0 };
    this.end({ ...how, started: this.submitted, completed, ...account });
  }

  private async store(outcome: CallOutcome, folder: string): Promise<void> {
    try {
      this.end(await storeLarge(outcome, folder));
    } catch (error) {
      this.fail({ reason: "failed", message: messageOf(error) });
    }
  }

  private interrupt(): void {
    const again = () => {
      if (!this.isOver) this.cancel();
    };
    again();
    for (const delay of INTERRUPT_AGAIN) setTimeout(again, delay).unref();
  }

  private readonly onAbort = () => {
    this.interrupt();
    const { attempt } = this;
    if (!attempt) return;
    setTimeout(() => {
      if (!this.isOver) this.options.onNotStopping?.(attempt.engine);
    }, INTERRUPT_GRACE).unref();
  };

  private end(outcome: CallOutcome): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.signal?.removeEventListener("abort", this.onAbort);
    const engine = this.last;
    this.leave(outcome.status !== "died");
    this.resolve({ ...outcome, submitted: this.submitted, ...(engine && { engine }) });
  }

  /** The engine that has it, if one has, is done with it, or has died. */
  private leave(isDone: boolean): void {
    this.attempt?.reader.end();
    this.attempt?.task.end(isDone);
    this.attempt = undefined;
  }
}
