import { MessageChannel, type MessagePort } from "node:worker_threads";
import { pool as createPool, type Pool } from "workerpool";
import { errors } from "../base/errors";
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
import { QueuedEngine } from "./queuedEngine";

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

/** An engine of this machine: a workerpool `Pool` with exactly one worker, which drives one process. */
export class WorkerEngine extends QueuedEngine {
  private pool: Pool | undefined;
  private control: MessagePort | undefined;

  constructor(
    private readonly spec: WorkerEngineSpec,
    private readonly id: number,
    private readonly options: () => EngineStart,
    private readonly makeProcess?: MakeProcess,
  ) {
    super(spec.backend, spec.language, id);
  }

  protected get isOpen(): boolean {
    return this.pool !== undefined;
  }

  protected async open(): Promise<EngineHello> {
    this.pool ??= this.createPool();
    const { pool } = this;
    const options = this.options();
    const attach = await this.makeProcess?.(options.temporaryFolder, (reason) => {
      if (attach) this.tell({ type: "exited", pid: attach.pid, reason });
    });
    if (this.pool !== pool) throw errors.engineStopped(this.id);
    return (await pool.exec("start", [{ ...options, ...(attach && { attach }) }])) as EngineHello;
  }

  protected async exec(
    call: EngineCall,
    number: number,
    onEvent: (event: CallEvent) => void,
  ): Promise<CallOutcome> {
    const transfer = call.op === "map" ? [call.chunks.buffer] : [];
    const pool = this.pool;
    if (!pool) throw errors.engineStopped(this.id);
    return (await pool.exec("call", [call, number], { on: onEvent, transfer })) as CallOutcome;
  }

  protected async close(): Promise<void> {
    const { pool, control } = this;
    this.pool = undefined;
    await pool?.terminate(true, TERMINATE_GRACE);
    control?.close();
    if (this.control === control) this.control = undefined;
  }

  protected tell(request: ControlRequest): void {
    this.control?.postMessage(request);
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
      if (event.type === "output") this.tellOutput(event.stream, event.text);
      else this.noteDeath(event.pid, event.reason);
    });
    port.unref();
  }
}
