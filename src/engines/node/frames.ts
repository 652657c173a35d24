import { Socket } from "node:net";
import type { RequestFrame, ResponseFrame, StartFrame } from "../../protocol/engineFrames";
import { type Frame, FrameReader } from "../driver/frames";
import { endGroup } from "./endGroup";
import { writeFully } from "./syncWrite";

type Unsized<T> = T extends unknown ? Omit<T, "buffers"> : never;
export type Response = Unsized<ResponseFrame>;

/** Length-prefixed frames on two pipes: a JSON header and a raw body. */
export class Frames {
  /** Requests are told to `onFrame` one by one; the process ends when the host closes its end. */
  constructor(
    fdIn: number,
    private readonly fdOut: number,
    onFrame: (frame: Frame<StartFrame | RequestFrame>) => void,
  ) {
    const reader = new FrameReader<StartFrame | RequestFrame>(onFrame);
    new Socket({ fd: fdIn, readable: true, writable: false })
      .on("data", (chunk: Buffer) => reader.push(chunk))
      .on("close", () => {
        process.once("exit", endGroup); // after what the user's code does at the end
        process.exit();
      })
      .on("error", () => {}); // "close" follows
  }

  /** Sends one frame. What it returns after is out of this process's hands. */
  write(header: Response, pieces: readonly Uint8Array[] = []): void {
    const buffers = pieces.map((piece) => piece.byteLength);
    const head = Buffer.from(JSON.stringify({ ...header, buffers }));
    const sizes = Buffer.allocUnsafe(8);
    sizes.writeUInt32LE(head.byteLength, 0);
    sizes.writeUInt32LE(
      buffers.reduce((sum, size) => sum + size, 0),
      4,
    );
    writeFully(this.fdOut, Buffer.concat([sizes, head, ...(isSmall(buffers) ? pieces : [])]));
    if (!isSmall(buffers)) for (const piece of pieces) writeFully(this.fdOut, piece);
  }
}

/** Pieces below this many bytes together are cheaper to copy into one write than to write one by one. */
const COPIED = 1 << 16;

function isSmall(sizes: readonly number[]): boolean {
  return sizes.reduce((sum, size) => sum + size, 0) < COPIED;
}
