import type { RequestFrame, StageFrame, StartFrame } from "../../protocol/engineFrames";

/** One frame: a JSON header and the pieces of its body. */
export interface Frame<Header> {
  readonly header: Header;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}

const SIZES = 8;

type Unsized<T> = T extends unknown ? Omit<T, "buffers"> : never;
export type RequestHeader = Unsized<StartFrame | RequestFrame | StageFrame>;

/** The bytes of a frame, in the pieces in which they are best written. */
export function encodeFrame(header: object, pieces: readonly Uint8Array[]): Uint8Array[] {
  const buffers = pieces.map((piece) => piece.byteLength);
  const head = Buffer.from(JSON.stringify({ ...header, buffers }));
  const sizes = Buffer.allocUnsafe(SIZES);
  sizes.writeUInt32LE(head.byteLength, 0);
  sizes.writeUInt32LE(
    buffers.reduce((sum, size) => sum + size, 0),
    4,
  );
  return [Buffer.concat([sizes, head]), ...pieces];
}

/** Cuts a stream of bytes into frames. Bodies are assembled in place, each in an ArrayBuffer of its own. */
export class FrameReader<Header extends { readonly buffers: readonly number[] }> {
  private part: Uint8Array<ArrayBuffer> = new Uint8Array(SIZES);
  private filled = 0;
  private stage: "sizes" | "header" | "body" = "sizes";
  private bodySize = 0;
  private header: Header | undefined;

  constructor(private readonly onFrame: (frame: Frame<Header>) => void) {}

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.byteLength) {
      const step = Math.min(chunk.byteLength - at, this.part.byteLength - this.filled);
      this.part.set(chunk.subarray(at, at + step), this.filled);
      this.filled += step;
      at += step;
      while (this.filled === this.part.byteLength) this.advance();
    }
  }

  private advance(): void {
    const part = this.part;
    if (this.stage === "sizes") {
      const view = new DataView(part.buffer);
      this.bodySize = view.getUint32(4, true);
      this.expect("header", view.getUint32(0, true));
    } else if (this.stage === "header") {
      this.header = JSON.parse(Buffer.from(part.buffer).toString()) as Header;
      this.expect("body", this.bodySize);
    } else {
      const header = this.header as Header;
      this.expect("sizes", SIZES);
      let at = 0;
      const pieces = header.buffers.map((size) => {
        at += size;
        return part.subarray(at - size, at);
      });
      this.onFrame({ header, pieces });
    }
  }

  private expect(stage: "sizes" | "header" | "body", size: number): void {
    this.stage = stage;
    this.part = new Uint8Array(size);
    this.filled = 0;
  }
}
