import { now } from "../base/clock";
import { errors, messageOf } from "../base/errors";
import { Emitter } from "../base/event";
import type {
  CallEvent,
  CallOutcome,
  ControlRequest,
  EngineCall,
  EngineHello,
} from "../protocol/engineCalls";
import type { Language } from "../protocol/language";
import type { BackendId } from "../protocol/run";
import { type CallOptions, type Engine, type EngineInfo, INTERRUPT_GRACE } from "./engine";

interface Waiting {
  readonly call: EngineCall;
  readonly options: CallOptions;
  readonly resolve: (outcome: CallOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it is with the process. */
  sent: boolean;
  /** Whether it was interrupted before that. */
  dropped: boolean;
}

/**
 * What all engines have in common: calls wait for each other, can be dropped and interrupted, and each ends with an
 * outcome; states are told. How a process is reached is the business of those who extend it.
 */
export abstract class QueuedEngine implements Engine {
  private readonly changed = new Emitter<EngineInfo>();
  private readonly output = new Emitter<{
    stream: "stdout" | "stderr";
    text: string;
  }>();
  readonly onDidChange = this.changed.event;
  readonly onDidOutput = this.output.event;

  private current: EngineInfo;
  private started: Promise<void> | undefined;
  private readonly waiting: Waiting[] = [];
  private running: { readonly waiting: Waiting; readonly ended: Promise<unknown> } | undefined;
  private calls = 0;
  /** What runs on the process beside our calls. */
  private others = 0;

  constructor(backend: BackendId, language: Language, id: number) {
    this.current = {
      id,
      backend,
      language,
      state: "stopped",
      pid: 0,
      host: "",
      version: "",
      tasksDone: 0,
      restarts: 0,
    };
  }

  /** Makes a process answer; a new one when the last has died. Rejects with what it said. */
  protected abstract open(): Promise<EngineHello>;
  /** Whether it was opened, or is about to be, and not closed since. */
  protected abstract get isOpen(): boolean;
  /** Runs a call on the open process, which has no other. Rejects when it was closed under it. */
  protected abstract exec(
    call: EngineCall,
    number: number,
    onEvent: (event: CallEvent) => void,
  ): Promise<CallOutcome>;
  protected abstract tell(request: ControlRequest): void;
  /** Ends the process; `exec` and `open` that are under way reject. */
  protected abstract close(): Promise<void>;

  get info(): EngineInfo {
    return this.current;
  }

  start(): Promise<void> {
    if (!this.started) {
      const started = this.launch().catch((error) => {
        if (this.started === started) {
          this.started = undefined;
          this.update({ state: "dead", pid: 0 });
        }
        throw errors.engineStart(this.current.id, messageOf(error), error);
      });
      this.started = started;
    }
    return this.started;
  }

  call(call: EngineCall, options: CallOptions = {}): Promise<CallOutcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ call, options, resolve, reject, sent: false, dropped: false });
      if (!this.running) this.next();
    });
  }

  interrupt(): Promise<boolean> {
    return this.interruptCall();
  }

  private async interruptCall(): Promise<boolean> {
    if (!this.running) return true;
    const { waiting, ended } = this.running;
    if (!waiting.sent) {
      waiting.dropped = true;
      return true;
    }
    this.update({ state: "interrupting" });
    this.tell({ type: "interrupt", call: this.calls });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), INTERRUPT_GRACE);
    });
    const stopped = await Promise.race([ended.then(() => true), late]);
    clearTimeout(timer);
    return stopped;
  }

  async restart(): Promise<void> {
    await this.stop();
    this.update({ restarts: this.current.restarts + 1 });
    await this.start();
  }

  async stop(): Promise<void> {
    for (const { resolve } of this.waiting.splice(0)) resolve(neverRan());
    if (this.running) this.running.waiting.dropped = true;
    this.started = undefined;
    await this.close();
    if (!this.isOpen) this.update({ state: "stopped", pid: 0, version: "" }); // else it was started again
  }

  /** Tells output that belongs to no call. */
  protected tellOutput(stream: "stdout" | "stderr", text: string): void {
    this.output.fire({ stream, text });
  }

  /** Notes the end of a process, unless it is known or was asked for. */
  protected noteDeath(pid: number, reason: string): void {
    if (pid === this.current.pid && this.isOpen) this.onDied(reason);
  }

  /** Notes that something begins on the process that was not given to it as a call. */
  protected beginOther(): void {
    this.others += 1;
    if (this.current.state === "idle") this.update({ state: "busy" });
  }

  /** Notes its end; whether it counts as done. */
  protected endOther(isDone: boolean): void {
    this.others -= 1;
    const { state, tasksDone } = this.current;
    const isFree = (state === "busy" || state === "interrupting") && this.others === 0 && !this.running;
    this.update({ ...(isFree && { state: "idle" }), tasksDone: tasksDone + (isDone ? 1 : 0) });
  }

  /** Notes that it was asked to stop. */
  protected noteInterrupt(): void {
    this.update({ state: "interrupting" });
  }

  private async launch(): Promise<void> {
    this.update({ state: "starting" });
    const { pid, host, version } = await this.open();
    this.update({ state: "idle", pid, host, version });
  }

  /** A new process takes a dead one's place at once, so that the next run does not wait for it. */
  private onDied(reason: string): void {
    this.started = undefined;
    this.update({
      state: "dead",
      pid: 0,
      lastDeath: reason,
      restarts: this.current.restarts + 1,
    });
    this.start().catch(() => {}); // that it cannot start is told by its state and by the next call
  }

  private next(): void {
    const waiting = this.waiting.shift();
    if (!waiting) return;
    const { resolve, reject } = waiting;
    if (waiting.options.signal?.aborted) {
      resolve(neverRan());
      this.next();
      return;
    }
    // A turn later, so that `running` is set whatever the call does at once.
    const ended = Promise.resolve()
      .then(() => this.run(waiting))
      .then(resolve, reject)
      .finally(() => {
        this.running = undefined;
        this.next();
      });
    this.running = { waiting, ended };
  }

  private async run(waiting: Waiting): Promise<CallOutcome> {
    const { signal, onEvent, onNotStopping, isQuestion } = waiting.options;
    if (waiting.dropped) return neverRan();
    await this.start().catch((error) => {
      if (!waiting.dropped) throw error;
    });
    if (signal?.aborted || waiting.dropped) return neverRan();
    const onAbort = async () => {
      if (!(await this.interruptCall())) onNotStopping?.();
    };
    signal?.addEventListener("abort", onAbort);
    const { pid } = this.current;
    this.calls += 1;
    waiting.sent = true;
    try {
      const ended = this.execute(waiting.call, (event) => {
        if (event.type === "ask") void this.ask(event, waiting.options);
        else onEvent?.(event);
      });
      this.update({ state: "busy" });
      onEvent?.({ type: "started", time: now() });
      const outcome = await ended;
      if (!this.isOpen || this.current.pid !== pid) return outcome; // its end was noticed already
      if (outcome.status === "died") this.onDied(outcome.error?.message ?? "died");
      else
        this.update({
          state: this.others > 0 ? "busy" : "idle",
          tasksDone: this.current.tasksDone + (isQuestion ? 0 : 1),
        });
      return outcome;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  private async ask(
    { id, ...question }: Extract<CallEvent, { type: "ask" }>,
    { onAsk }: CallOptions,
  ): Promise<void> {
    const call = this.calls;
    const answer = (await onAsk?.(question)) ?? { error: "Nobody is there to answer." };
    this.tell({ type: "answer", call, id, answer });
  }

  /** A process that is ended under its call is a death like any other. */
  private async execute(call: EngineCall, onEvent: (event: CallEvent) => void): Promise<CallOutcome> {
    const submitted = Date.now();
    try {
      if (!this.isOpen) throw errors.engineStopped(this.current.id);
      return await this.exec(call, this.calls, onEvent);
    } catch (error) {
      const name = this.isOpen ? "EngineDied" : "EngineStopped";
      const message = this.isOpen ? messageOf(error) : "was stopped";
      return {
        ...neverRan(submitted),
        status: "died",
        error: { name, message, traceback: "" },
      };
    }
  }

  private update(change: Partial<EngineInfo>): void {
    this.current = { ...this.current, ...change };
    this.changed.fire(this.current);
  }
}

function neverRan(started = Date.now()): CallOutcome {
  const account = { cpuSeconds: 0, waitSeconds: 0, bytesIn: 0, bytesOut: 0, notKept: 0 };
  return { status: "interrupted", started, completed: Date.now(), ...account };
}
