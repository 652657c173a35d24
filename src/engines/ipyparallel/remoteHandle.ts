import { Duplex, PassThrough } from "node:stream";
import type { Descriptor, ProcessHandle } from "../driver/processHandle";
import type { Bridge } from "./bridge";

/** An engine of a cluster as a process whose pipes lead through the bridge. */
export class RemoteHandle implements ProcessHandle {
  /** Known with the engine's first word; nothing signals it by its number from here. */
  readonly pid = 0;
  readonly exited: Promise<string>;
  private tellExit: (reason: string) => void = () => {};
  private listener: (bytes: number) => void = () => {};
  private readonly pipes: ReadonlyMap<Descriptor, Duplex>;

  /** @param onKill ends the engine's process, where that is ours to do */
  constructor(
    bridge: Bridge,
    engine: number,
    private readonly onKill: () => void,
  ) {
    const send = (pieces: readonly Uint8Array[]) => bridge.sendToEngine(engine, pieces);
    const requests = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        send([chunk]);
        done();
      },
      // All that is written at once is one frame: see EngineProcess.
      writev(chunks, done) {
        send(chunks.map(({ chunk }) => chunk as Buffer));
        done();
      },
    });
    this.pipes = new Map<Descriptor, Duplex>([
      [1, new PassThrough()],
      [2, new PassThrough()],
      [3, requests],
      [4, new PassThrough()],
      [5, new PassThrough()],
    ]);
    this.exited = new Promise((resolve) => {
      this.tellExit = resolve;
    });
  }

  pipe(fd: Descriptor): Duplex {
    return this.pipes.get(fd) as Duplex;
  }

  kill(): void {
    this.onKill();
  }

  onDropped(listener: (bytes: number) => void): void {
    this.listener = listener;
  }

  /** Takes what came from the engine under a descriptor. */
  push(fd: 1 | 2 | 4, dropped: number, pieces: readonly Uint8Array[]): void {
    if (dropped > 0) this.listener(dropped);
    for (const piece of pieces) this.pipe(fd).write(piece);
  }

  /** The engine is gone: nothing more comes. */
  end(reason: string): void {
    for (const fd of [1, 2, 4] as const) this.pipe(fd).end();
    this.tellExit(reason);
  }
}
