import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Answer } from "../../protocol/checkQuestions";
import type {
  CallEvent,
  CallOutcome,
  EngineCall,
  EngineHello,
  EngineStart,
} from "../../protocol/engineCalls";
import type { ResponseFrame } from "../../protocol/engineFrames";
import type { StageCall } from "../../protocol/stageCalls";
import { readBounded } from "./boundedReader";
import { CallOutput } from "./callOutput";
import type { EngineProgram } from "./engineProgram";
import { encodeFrame, type Frame, FrameReader, type RequestHeader } from "./frames";
import type { ProcessHandle } from "./processHandle";
import { encodeAnswer, encodeCall, toAsk, toChunks, toOutcome, toRemote, toRich } from "./translate";

type ResultFrame = Frame<Extract<ResponseFrame, { op: "result" }>>;

/** How long a process that was told to end may take before it is killed, in ms. */
const END_GRACE = 300;

/** When an interrupt is sent again, in ms after the first. */
export const INTERRUPT_AGAIN = [100, 300, 600];
/** How long the pipes of a dead process are read on for what it still wrote, in ms. */
const DRAIN_GRACE = 200;

interface Pending {
  readonly submitted: number;
  readonly bytesIn: number;
  bytesOut: number;
  /** Whether the program has begun with it; an interrupt before that would be lost. */
  started: boolean;
  interrupted: boolean;
  result?: ResultFrame;
  fenced: boolean;
  readonly sink: (event: CallEvent) => void;
  readonly resolve: (outcome: CallOutcome) => void;
}

/** What becomes known of a process outside its calls. */
export interface EngineProcessEvents {
  /** Output of background threads between calls. */
  onOutput(stream: "stdout" | "stderr", text: string): void;
  /** The process ended without being told to. */
  onDied(pid: number, reason: string): void;
}

/** One engine process, driven over pipes. It takes one call at a time; every call ends with an outcome. */
export class EngineProcess {
  private pending: Pending | undefined;
  private ended: string | undefined;
  private told = false;
  private hello: ((frame: Extract<ResponseFrame, { op: "hello" }>) => void) | undefined;
  private readonly output: CallOutput;
  private readonly exited: Promise<void>;

  private constructor(
    private readonly handle: ProcessHandle,
    private readonly program: EngineProgram,
    /** Starts the marks in its output. */
    readonly token: string,
    outputLimit: number,
    private readonly events: EngineProcessEvents,
  ) {
    this.output = new CallOutput(
      Buffer.from(token),
      outputLimit,
      (event) => this.emit(event),
      () => this.fence(),
    );
    const frames = new FrameReader<ResponseFrame>((frame) => this.onFrame(frame));
    handle.pipe(4).on("data", (chunk: Buffer) => {
      if (this.pending) this.pending.bytesOut += chunk.length;
      frames.push(chunk);
    });
    readBounded(handle.pipe(1), (chunk) => this.output.pushOut(chunk));
    readBounded(handle.pipe(2), (chunk) => this.output.pushErr(chunk));
    handle.onDropped?.((bytes) => this.output.drop(bytes));
    for (const fd of [3, 4, 5] as const) handle.pipe(fd).on("error", () => {}); // told by the process's exit
    this.exited = handle.exited.then((reason) => this.onExit(reason));
  }

  /** Drives a process and waits for its first word. Rejects with what it wrote when it ends before that. */
  static async start(
    program: EngineProgram,
    options: EngineStart,
    handle: ProcessHandle,
    events: EngineProcessEvents,
  ): Promise<{ process: EngineProcess; hello: EngineHello }> {
    const token = `\u001e${randomBytes(12).toString("hex")}`;
    let said = "";
    let starting = true;
    const engine = new EngineProcess(handle, program, token, options.outputLimit, {
      onOutput: (stream, text) => {
        if (starting) said += text;
        else events.onOutput(stream, text);
      },
      onDied: (pid, reason) => {
        if (!starting) events.onDied(pid, reason);
      },
    });
    const first = new Promise<Extract<ResponseFrame, { op: "hello" }>>((resolve) => {
      engine.hello = resolve;
    });
    const { engineId, engineCount, cwd, temporaryFolder, outputLimit, client, probe } = options;
    const given = { engineId, engineCount, cwd, temporaryFolder, outputLimit };
    const more = { ...(client && { client }), ...(probe && { probe }) };
    engine.write({ op: "start", ...given, ...more, token }, []);
    const hello = await Promise.race([first, engine.exited.then(() => undefined)]);
    if (!hello) throw new Error(lastLines(said) || engine.ended || "it ended at once");
    starting = false;
    const { op: _, buffers: __, ...about } = hello;
    return { process: engine, hello: { host: hostname(), ...about } };
  }

  /** Runs one call. Resolves always, with status `died` when the process ends under it. */
  call(call: EngineCall | StageCall, sink: (event: CallEvent) => void): Promise<CallOutcome> {
    if (this.pending) throw new Error("an engine takes one call at a time");
    const { header, pieces, bytes } = encodeCall(call);
    this.output.begin();
    return new Promise((resolve) => {
      const submitted = Date.now();
      this.pending = {
        submitted,
        bytesIn: bytes,
        bytesOut: 0,
        started: this.program.keepsInterrupts ?? false,
        interrupted: false,
        fenced: false,
        sink,
        resolve,
      };
      if (this.ended !== undefined) this.fail(this.ended);
      else this.write(header, pieces);
    });
  }

  /** Answers what the code of the running call asked. */
  answer(id: number, answer: Answer): void {
    if (!this.pending || this.ended !== undefined) return;
    const { header, pieces } = encodeAnswer(id, answer);
    this.write(header, pieces);
  }

  interrupt(): void {
    if (!this.pending) return;
    this.pending.interrupted = true;
    if (this.pending.started) this.sendInterrupt();
  }

  /** Ends the process: asks by closing its input, then kills it and all that it started. */
  async end(): Promise<void> {
    this.told = true;
    if (this.ended === undefined) {
      this.handle.pipe(3).destroy();
      const forced = setTimeout(() => this.handle.kill(), this.pending ? 0 : END_GRACE);
      await this.exited;
      clearTimeout(forced);
    }
    this.handle.kill();
  }

  private write(header: RequestHeader, pieces: readonly Uint8Array[]): void {
    const pipe = this.handle.pipe(3);
    pipe.cork();
    for (const part of encodeFrame(header, pieces)) pipe.write(part);
    pipe.uncork();
  }

  private emit(event: CallEvent): void {
    if (this.pending) this.pending.sink(event);
    else if (event.type === "output") this.events.onOutput(event.stream, event.text);
  }

  private onFrame(frame: Frame<ResponseFrame>): void {
    const { header, pieces } = frame;
    if (header.op === "hello") this.hello?.(header);
    else if (header.op === "started") this.onStarted();
    else if (header.op === "display") this.output.display(toRich(header.value, pieces));
    else if (header.op === "ask") this.emit(toAsk(frame as Frame<typeof header>));
    else if (header.op === "remote") this.emit(toRemote(frame as Frame<typeof header>));
    else if (header.op === "chunks") {
      this.output.flush();
      this.emit({ type: "chunks", chunks: toChunks(header.chunks, pieces) });
    } else if (this.pending) {
      this.pending.result = frame as ResultFrame;
      if (header.fenced) this.pending.fenced = true;
      this.finish();
    }
  }

  private onStarted(): void {
    if (!this.pending) return;
    this.pending.started = true;
    if (this.pending.interrupted) this.sendInterrupt();
  }

  /**
   * A signal that comes just before the program waits in the system is seen only when the wait is over, so it is sent
   * again while the call goes on; the program takes signals that follow closely for one.
   */
  private sendInterrupt(): void {
    const call = this.pending;
    const send = () => {
      if (call && this.pending === call) this.program.interrupt(this.handle.pid, this.handle.pipe(5));
    };
    send();
    for (const delay of INTERRUPT_AGAIN) setTimeout(send, delay).unref();
  }

  private fence(): void {
    if (!this.pending) return;
    this.pending.fenced = true;
    this.finish();
  }

  private finish(): void {
    const pending = this.pending;
    if (!pending?.result || !pending.fenced) return;
    this.pending = undefined;
    const { bytesIn, bytesOut } = pending;
    pending.resolve(
      toOutcome(pending.result, {
        bytesIn,
        bytesOut,
        notKept: this.output.notKept,
      }),
    );
  }

  private async onExit(reason: string): Promise<void> {
    this.ended = reason;
    this.handle.kill(); // what the dead engine had started must not hold its pipes open
    const closed = ([1, 2] as const).map((fd) => {
      const pipe = this.handle.pipe(fd);
      return pipe.closed || new Promise((resolve) => pipe.once("close", resolve));
    });
    const drained = new Promise((resolve) => setTimeout(resolve, DRAIN_GRACE));
    await Promise.race([Promise.all(closed), drained]);
    this.output.end();
    this.fail(reason);
    if (!this.told) this.events.onDied(this.handle.pid, reason);
  }

  private fail(reason: string): void {
    const pending = this.pending;
    if (!pending) return;
    this.pending = undefined;
    const now = Date.now();
    pending.resolve({
      status: "died",
      error: { name: "EngineDied", message: reason, traceback: "" },
      started: pending.submitted,
      completed: now,
      cpuSeconds: 0,
      waitSeconds: 0,
      bytesIn: pending.bytesIn,
      bytesOut: pending.bytesOut,
      notKept: this.output.notKept,
    });
  }
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" ");
}
