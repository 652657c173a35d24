import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { errors } from "../../base/errors";
import { Emitter } from "../../base/event";
import type { BridgeOpen, BridgeRequest, BridgeResponse } from "../../protocol/bridgeFrames";
import { describeExit, killGroup } from "../driver/exit";
import { encodeFrame, type Frame, FrameReader } from "../driver/frames";
import { SharedRequest } from "./sharedRequest";

/** How to run the bridge. */
export interface BridgeProgram {
  readonly executable: string;
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How long the bridge may take to end by itself, in ms. */
const END_GRACE = 2000;
/** How long its last words are waited for once it has ended, in ms, where something that it started holds its pipes open. */
const DRAIN_GRACE = 1000;
/** Time beyond what the bridge was given in which it must have said why it does not connect, in ms. */
const ANSWER_GRACE = 10_000;

/** What the bridge says when it is connected. */
export type Opened = Pick<
  Extract<BridgeResponse, { op: "open" }>,
  "engines" | "connectionFile" | "version" | "hasScheduler"
>;

export type BridgeFrame = Frame<BridgeResponse>;

/** The bridge's process. When it ends, or is closed, `onEnd` is told once. */
export class Bridge {
  private readonly frames = new Emitter<BridgeFrame>();
  private readonly ended = new Emitter<string>();
  private readonly child: ChildProcess;
  private said = "";
  private isOver = false;
  private isConnected = false;
  private shared: SharedRequest | undefined;
  readonly onFrame = this.frames.event;
  readonly onEnd = this.ended.event;
  readonly exited: Promise<void>;

  /** Starts the process, which waits for {@link open}. */
  constructor({ executable, script, cwd, env }: BridgeProgram) {
    const child = spawn(executable, [script], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
      detached: process.platform !== "win32", // a group of its own, which ends as one
      windowsHide: true,
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.said = (this.said + chunk.toString()).slice(-2000);
      });
    }
    for (const pipe of child.stdio.slice(3)) pipe?.on("error", () => {}); // told by the process's exit
    const reader = new FrameReader<BridgeResponse>((frame) => this.frames.fire(frame));
    (child.stdio[4] as Readable).on("data", (chunk: Buffer) => reader.push(chunk));
    this.exited = new Promise((resolve) => {
      const end = (reason: string) => {
        this.end(reason);
        resolve();
      };
      child.once("error", (error) => end(error.message));
      child.once("exit", (code, signal) => {
        killGroup(child.pid); // an ssh of its own ends with it, however it ended
        const drained = setTimeout(() => {
          for (const pipe of child.stdio) pipe?.destroy();
          end(describeExit(code, signal));
        }, DRAIN_GRACE);
        child.once("close", () => clearTimeout(drained));
      });
      child.once("close", (code, signal) => end(describeExit(code, signal)));
    });
  }

  /** Has it connect; what there is then. Rejects with an error whose message says what it waited for. */
  async open(options: BridgeOpen): Promise<Opened> {
    this.send(options);
    try {
      const opened = await this.firstWord(options.timeout * 1000 + ANSWER_GRACE);
      this.isConnected = true;
      return opened;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  send(request: BridgeRequest, pieces: readonly Uint8Array[] = []): void {
    this.sendShared();
    this.write(request, pieces);
  }

  /**
   * Sends an engine a whole request. What several engines are asked for in the same turn is sent once for all of them:
   * the bridge packs it once, and large ones go over the network once.
   */
  sendToEngine(engine: number, pieces: readonly Uint8Array[]): void {
    if (this.shared?.add(engine, pieces)) return;
    this.sendShared();
    this.shared = new SharedRequest(engine, pieces);
    process.nextTick(() => this.sendShared());
  }

  private sendShared(): void {
    const { shared } = this;
    if (!shared) return;
    this.shared = undefined;
    this.write({ op: "send", engines: shared.engines }, shared.pieces);
  }

  private write(request: BridgeRequest, pieces: readonly Uint8Array[]): void {
    if (this.isOver) return;
    const pipe = this.child.stdio[3] as Writable;
    pipe.cork();
    for (const part of encodeFrame(request, pieces)) pipe.write(part);
    pipe.uncork();
  }

  /** Ends the process, and the cluster if it started one. */
  async close(): Promise<void> {
    this.end("was closed");
    (this.child.stdio[3] as Writable).destroy();
    const forced = setTimeout(() => killGroup(this.child.pid), this.isConnected ? END_GRACE : 0);
    await this.exited;
    clearTimeout(forced);
  }

  private firstWord(patience: number): Promise<Opened> {
    return new Promise((resolve, reject) => {
      const fail = (message: string) => reject(errors.clusterStart(message));
      const timer = setTimeout(() => fail(`the bridge did not answer for ${patience / 1000} s`), patience);
      const subscriptions = [
        this.onFrame(({ header }) => {
          if (header.op === "open") resolve(header);
          else if (header.op === "failed") fail(header.message);
        }),
        this.onEnd((reason) => fail(this.said.trim().split("\n").slice(-3).join(" ") || reason)),
      ];
      const done = () => {
        clearTimeout(timer);
        for (const subscription of subscriptions) subscription.dispose();
      };
      subscriptions.push(this.onFrame(done), this.onEnd(done));
    });
  }

  private end(reason: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.ended.fire(reason);
  }
}
