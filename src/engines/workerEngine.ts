import { MessageChannel, type MessagePort } from "node:worker_threads";
import { pool as createPool, type Pool } from "workerpool";
import { now } from "../base/clock";
import { errors, messageOf } from "../base/errors";
import { Emitter } from "../base/event";
import type {
  Attachment,
  CallEvent,
  CallOutcome,
  ControlEvent,
  ControlRequest,
  EngineCall,
  EngineHello,
  EngineStart,
} from "../protocol/engineCalls";
import type { Language } from "../protocol/language";
import type { BackendId } from "../protocol/run";
import { type CallOptions, type Engine, type EngineInfo, INTERRUPT_GRACE } from "./engine";

/** Time that a worker has to end its process before it is terminated, in ms. */
const TERMINATE_GRACE = 2000;

/** What makes a local backend's engines. */
export interface WorkerEngineSpec {
  readonly backend: BackendId;
  readonly language: Language;
  /** Path of the worker script. */
  readonly script: string;
}

/** Makes the process that an engine's worker then drives; `onExit` is told how it ended. */
export type MakeProcess = (folder: string, onExit: (reason: string) => void) => Promise<Attachment>;

interface Waiting {
  readonly call: EngineCall;
  readonly options: CallOptions;
  readonly resolve: (outcome: CallOutcome) => void;
  readonly reject: (error: unknown) => void;
  /** Whether it is with the worker. */
  sent: boolean;
  /** Whether it was interrupted before that. */
  dropped: boolean;
}

/** An engine of this machine: a workerpool `Pool` with exactly one worker, which drives one process. */
export class WorkerEngine implements Engine {
  private readonly changed = new Emitter<EngineInfo>();
  private readonly output = new Emitter<{
    stream: "stdout" | "stderr";
    text: string;
  }>();
  readonly onDidChange = this.changed.event;
  readonly onDidOutput = this.output.event;

  private current: EngineInfo;
  private pool: Pool | undefined;
  private control: MessagePort | undefined;
  private started: Promise<void> | undefined;
  private readonly waiting: Waiting[] = [];
  private running: { readonly waiting: Waiting; readonly ended: Promise<unknown> } | undefined;
  private calls = 0;

  constructor(
    private readonly spec: WorkerEngineSpec,
    id: number,
    private readonly options: () => EngineStart,
    private readonly makeProcess?: MakeProcess,
  ) {
    const { backend, language } = spec;
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

  async interrupt(): Promise<boolean> {
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
    const { pool, control } = this;
    this.pool = undefined;
    this.started = undefined;
    await pool?.terminate(true, TERMINATE_GRACE);
    control?.close();
    if (this.control === control) this.control = undefined;
    if (!this.pool) this.update({ state: "stopped", pid: 0, version: "" }); // else it was started again
  }

  private async launch(): Promise<void> {
    this.update({ state: "starting" });
    this.pool ??= this.createPool();
    const { pool } = this;
    const options = this.options();
    const attach = await this.makeProcess?.(options.temporaryFolder, (reason) => {
      if (attach) this.tell({ type: "exited", pid: attach.pid, reason });
    });
    if (this.pool !== pool) throw errors.engineStopped(this.current.id);
    const hello = (await pool.exec("start", [{ ...options, ...(attach && { attach }) }])) as EngineHello;
    const { pid, host, version } = hello;
    this.update({ state: "idle", pid, host, version });
  }

  private createPool(): Pool {
    return createPool(this.spec.script, {
      workerType: "thread",
      minWorkers: 1,
      maxWorkers: 1,
      workerTerminateTimeout: TERMINATE_GRACE,
      emitStdStreams: true, // keeps what a worker might print off the host's own streams
      onCreateWorker: () => {
        const { port1, port2 } = new MessageChannel();
        this.listen(port1);
        return {
          workerThreadOpts: {
            workerData: { control: port2 },
            transferList: [port2],
          },
        };
      },
    });
  }

  private listen(port: MessagePort): void {
    this.control?.close();
    this.control = port;
    port.on("message", (event: ControlEvent) => {
      if (event.type === "output") this.output.fire(event);
      else if (event.pid === this.current.pid && this.pool) this.onDied(event.reason); // not while it is stopped
    });
    port.unref();
  }

  private tell(request: ControlRequest): void {
    this.control?.postMessage(request);
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
      if (!(await this.interrupt())) onNotStopping?.();
    };
    signal?.addEventListener("abort", onAbort);
    const { pid } = this.current;
    this.calls += 1;
    waiting.sent = true;
    try {
      const ended = this.exec(waiting.call, (event) => {
        if (event.type === "ask") void this.ask(event, waiting.options);
        else onEvent?.(event);
      });
      this.update({ state: "busy" });
      onEvent?.({ type: "started", time: now() });
      const outcome = await ended;
      if (!this.pool || this.current.pid !== pid) return outcome; // its end was noticed already
      if (outcome.status === "died") this.onDied(outcome.error?.message ?? "died");
      else this.update({ state: "idle", tasksDone: this.current.tasksDone + (isQuestion ? 0 : 1) });
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

  /** A worker that is terminated under its call is a death like any other. */
  private async exec(call: EngineCall, onEvent: (event: CallEvent) => void): Promise<CallOutcome> {
    const submitted = Date.now();
    const transfer = call.op === "map" ? [call.chunks.buffer] : [];
    try {
      const pool = this.pool;
      if (!pool) throw errors.engineStopped(this.current.id);
      return (await pool.exec("call", [call, this.calls], { on: onEvent, transfer })) as CallOutcome;
    } catch (error) {
      const name = this.pool ? "EngineDied" : "EngineStopped";
      const message = this.pool ? messageOf(error) : "was stopped";
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
