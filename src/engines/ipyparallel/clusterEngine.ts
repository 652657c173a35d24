import { errors } from "../../base/errors";
import type {
  CallEvent,
  CallOutcome,
  ControlRequest,
  EngineCall,
  EngineHello,
  EngineStart,
} from "../../protocol/engineCalls";
import type { StageCall } from "../../protocol/stageCalls";
import { EngineProcess } from "../driver/engineProcess";
import { INTERRUPT_GRACE } from "../engine";
import { QueuedEngine } from "../queuedEngine";
import type { BridgeFrame } from "./bridge";
import type { ClusterLink, OpenLink } from "./clusterLink";
import { inHostTime, inHostTimeOutcome } from "./hostTime";
import { JobStaging } from "./jobStaging";
import { RemoteFiles } from "./remoteFiles";
import { RemoteHandle } from "./remoteHandle";
import { inlineFiles, storeLarge } from "./remoteValues";

/** How long a started engine may take to join its cluster, in seconds. */
const JOIN_TIMEOUT = 60;
/** How long the end of a process of ours may come after the hub's word that it has left, in ms. */
const EXIT_GRACE = 2000;

/** A task that the cluster's scheduler gave to an engine, as the engine sees it. */
export interface EngineTask {
  /** Starts the marks in the engine's output, of which so many bytes are kept. */
  readonly token: string;
  readonly outputLimit: number;
  /** Where a large value is kept that came as data; absent, the engine has stored it. */
  readonly folder?: string;
  /** How many ms the engine's clock is ahead of ours. */
  readonly ahead: number;
  /** It is over; `isDone` unless the engine died under it. */
  end(isDone: boolean): void;
}

interface RunningTask {
  readonly interrupt: () => void;
  readonly ended: Promise<void>;
  end(isDone: boolean): void;
}

/** One opening of the engine: from its start, or from being attached to, until it ends. */
interface Session {
  /** Which launch of the engine it is; of those of others, none. */
  readonly launch: number;
  readonly handle: RemoteHandle;
  process?: EngineProcess;
  sharesDisk: boolean;
  /** How many ms its clock is ahead of ours. */
  ahead: number;
  staging?: JobStaging;
}

/**
 * An engine of an ipyparallel cluster: IPython's own kernel, reached through the bridge, with our code in it.
 * Engines of a cluster that was started here are started and replaced; those of another are left as they are.
 */
export class ClusterEngine extends QueuedEngine {
  /** Set while it is open or opening; each opening has its own. */
  private opening: { session?: Session; abort(reason: string): void } | undefined;
  private callNumber = 0;
  private interrupted = 0;
  private readonly tasks = new Set<RunningTask>();

  constructor(
    private readonly link: ClusterLink,
    private readonly id: number,
    private readonly options: () => EngineStart,
  ) {
    super("ipyparallel", "python", id);
  }

  override restart(): Promise<void> {
    if (this.link.isOwn) return super.restart();
    return Promise.reject(
      errors.wrongUsage(
        `Engine ${this.id} belongs to a cluster that was not started here: reset its namespace, or restart it where the cluster runs.`,
      ),
    );
  }

  /**
   * The cluster's scheduler has given the engine a task, which runs between its calls; `interrupt` stops it. Undefined
   * when the engine is gone.
   */
  beginTask(interrupt: () => void): EngineTask | undefined {
    const { session } = this.opening ?? {};
    if (!session?.process) return undefined;
    const { outputLimit, temporaryFolder } = this.options();
    let tellEnd: () => void = () => {};
    const ended = new Promise<void>((resolve) => {
      tellEnd = resolve;
    });
    const running: RunningTask = {
      interrupt,
      ended,
      end: (isDone) => {
        if (!this.tasks.delete(running)) return;
        tellEnd();
        this.endOther(isDone);
      },
    };
    this.tasks.add(running);
    this.beginOther();
    return {
      token: session.process.token,
      outputLimit,
      ...(!session.sharesDisk && { folder: temporaryFolder }),
      ahead: session.ahead,
      end: running.end,
    };
  }

  override async interrupt(): Promise<boolean> {
    const tasks = [...this.tasks];
    if (tasks.length === 0) return super.interrupt();
    this.noteInterrupt();
    for (const task of tasks) task.interrupt();
    const stopped = Promise.all(tasks.map(({ ended }) => ended)).then(() => true);
    return (await Promise.all([super.interrupt(), inTime(stopped)])).every(Boolean);
  }

  protected get isOpen(): boolean {
    return this.opening !== undefined;
  }

  protected async open(): Promise<EngineHello> {
    let abort: (reason: string) => void = () => {};
    const aborted = new Promise<never>((_, reject) => {
      abort = (reason) => reject(new Error(reason));
    });
    aborted.catch(() => {}); // told by whoever races with it
    const opening: NonNullable<typeof this.opening> = { abort };
    this.opening = opening;
    const link = await Promise.race([this.link.open(), aborted]);
    const launch = this.link.nextLaunch();
    if (this.link.isOwn) await this.join(link, launch, aborted);
    else if (!link.ids.has(this.id)) throw new Error("it is no longer in its cluster");
    if (this.opening !== opening) throw errors.engineStopped(this.id);
    const handle = new RemoteHandle(link.bridge, this.id, () => this.kill(link, launch));
    const session: Session = { launch, handle, sharesDisk: this.link.isOwn, ahead: 0 };
    opening.session = session;
    this.listen(session);
    link.bridge.send({ op: "attach", engine: this.id });
    const program = {
      launch: () => ({ command: "", args: [] }),
      keepsInterrupts: true,
      interrupt: () => link.bridge.send({ op: "interrupt", engine: this.id }),
    };
    const options = { ...this.options(), probe: link.probe };
    const started = await EngineProcess.start(program, options, handle, {
      onOutput: (stream, text) => this.tellOutput(stream, text),
      onDied: (_pid, reason) => {
        if (this.opening === opening) this.noteDeath(this.info.pid, reason);
      },
    });
    session.process = started.process;
    session.sharesDisk ||= started.hello.sharesDisk === true;
    session.staging = new JobStaging(String(this.id));
    return started.hello;
  }

  protected async exec(
    call: EngineCall,
    number: number,
    onEvent: (event: CallEvent) => void,
  ): Promise<CallOutcome> {
    const { session } = this.opening ?? {};
    const { process } = session ?? {};
    if (!session || !process) throw errors.engineStopped(this.id);
    const { sharesDisk, ahead } = session;
    this.callNumber = number;
    const run = (one: EngineCall | StageCall) => {
      const ended = process.call(one, (event) => onEvent(inHostTime(event, ahead)));
      if (this.interrupted === number) process.interrupt(); // the interrupt came before its call
      return ended;
    };
    let outcome: CallOutcome;
    if (sharesDisk) outcome = await run(call);
    else if (call.op === "job" && session.staging) {
      outcome = await session.staging.run(call, { run, isInterrupted: () => this.interrupted === number });
    } else {
      if (call.op === "execute") this.link.written.expect(call.filename);
      outcome = await storeLarge(await run(await inlineFiles(call)), this.options().temporaryFolder);
    }
    const { written, ...rest } = inHostTimeOutcome(outcome, ahead);
    if (!written) return rest;
    const isInterrupted = () => rest.status !== "interrupted" && this.interrupted === number;
    const remote = new RemoteFiles({ run: (one) => process.call(one, () => {}), isInterrupted });
    const left = await this.link.written.bring(written, remote, this.options().temporaryFolder);
    for (const sentence of left) onEvent({ type: "output", stream: "stderr", text: `${sentence}\n` });
    return { ...rest, bytesOut: rest.bytesOut + remote.fetched };
  }

  protected tell(request: ControlRequest): void {
    const { process } = this.opening?.session ?? {};
    if (request.type === "interrupt") {
      this.interrupted = request.call;
      if (request.call === this.callNumber) process?.interrupt();
    } else if (request.type === "answer" && request.call === this.callNumber) {
      process?.answer(request.id, request.answer);
    }
  }

  protected async close(): Promise<void> {
    const { opening } = this;
    this.opening = undefined;
    opening?.abort("was stopped");
    const { session } = opening ?? {};
    if (!session) return;
    if (this.link.isOwn) session.handle.kill();
    else session.handle.end("was left alone");
    await session.process?.end();
  }

  /** Starts a process and waits until it has joined. */
  private async join({ bridge, ids }: OpenLink, launch: number, aborted: Promise<never>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    let subscriptions: { dispose(): void }[] = [];
    const joined = new Promise<void>((resolve, reject) => {
      const onFrame = ({ header }: BridgeFrame) => {
        if (!("engine" in header) || header.engine !== this.id) return;
        if (header.op === "joined") resolve();
        if (header.op === "exited" && header.launch === launch)
          reject(new Error(lastLine(header.said) || header.reason));
      };
      subscriptions = [this.link.onFrame(onFrame), this.link.onEnd((reason) => reject(new Error(reason)))];
      timer = setTimeout(
        () => reject(new Error(`waited ${JOIN_TIMEOUT} s for it to join its cluster`)),
        JOIN_TIMEOUT * 1000,
      );
    });
    bridge.send({ op: "launch", engine: this.id, launch });
    try {
      await Promise.race([joined, aborted]);
      if (!ids.has(this.id)) throw new Error("it left its cluster at once");
    } catch (error) {
      bridge.send({ op: "kill", engine: this.id, launch });
      throw error;
    } finally {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    }
  }

  private kill({ bridge }: OpenLink, launch: number): void {
    if (this.link.isOwn) bridge.send({ op: "kill", engine: this.id, launch });
  }

  /** Passes on what the bridge tells of this engine, until it ends. */
  private listen(session: Session): void {
    const { handle, launch } = session;
    let forced: NodeJS.Timeout | undefined;
    const subscriptions = [
      this.link.onFrame(({ header, pieces }) => {
        if (!("engine" in header) || header.engine !== this.id) return;
        if (header.op === "bytes") handle.push(header.fd, header.dropped, pieces);
        else if (header.op === "stray") {
          this.tellOutput(header.stream, Buffer.concat(pieces).toString());
        } else if (header.op === "clock") session.ahead = header.ahead;
        else if (header.op === "exited" && header.launch === launch) handle.end(header.reason);
        else if (header.op === "broken") handle.end(header.message);
        else if (header.op === "left") {
          const reason = "left its cluster (it ended, or its host cannot be reached)";
          // Its own process's end tells more, and comes at about the same time.
          if (this.link.isOwn) forced = setTimeout(() => handle.end(reason), EXIT_GRACE);
          else handle.end(reason);
        }
      }),
      this.link.onEnd((reason) => handle.end(reason)),
    ];
    void handle.exited.then(() => {
      clearTimeout(forced);
      for (const subscription of subscriptions) subscription.dispose();
      for (const task of [...this.tasks]) task.end(false);
    });
  }
}

/** False when something takes longer than an interrupt may. */
async function inTime(done: Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), INTERRUPT_GRACE);
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}

function lastLine(text = ""): string {
  return text.trim().split("\n").at(-1) ?? "";
}
