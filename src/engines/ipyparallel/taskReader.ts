import type { CallEvent } from "../../protocol/engineCalls";
import type { ResponseFrame } from "../../protocol/engineFrames";
import { CallOutput } from "../driver/callOutput";
import { type Frame, FrameReader } from "../driver/frames";
import { toChunks, toRich } from "../driver/translate";

type Pieces = readonly Uint8Array<ArrayBuffer>[];
export type ResultFrame = Frame<Extract<ResponseFrame, { op: "result" }>>;

/** Reads what one engine sends of one task: its output in order, what it shows, done chunks, and its result. */
export class TaskReader {
  result: ResultFrame | undefined;
  bytesOut = 0;
  private readonly output: CallOutput;
  private readonly frames = new FrameReader<ResponseFrame>((frame) => this.onFrame(frame));

  /** `token` starts the marks in the engine's output, of which `limit` bytes are kept. */
  constructor(
    token: string,
    limit: number,
    private readonly emit: (event: CallEvent) => void,
  ) {
    this.output = new CallOutput(Buffer.from(token), limit, emit, () => {});
  }

  get notKept(): number {
    return this.output.notKept;
  }

  /** Takes what came under a descriptor of protocol/engineFrames.ts. */
  push(fd: 1 | 2 | 4, dropped: number, pieces: Pieces): void {
    if (dropped > 0) this.output.drop(dropped);
    for (const piece of pieces) {
      if (fd === 4) {
        this.bytesOut += piece.byteLength;
        this.frames.push(piece);
      } else if (fd === 1) this.output.pushOut(Buffer.from(piece));
      else this.output.pushErr(Buffer.from(piece));
    }
  }

  /** Gives out what was held back, as nothing more comes. */
  end(): void {
    this.output.end();
  }

  private onFrame(frame: Frame<ResponseFrame>): void {
    const { header, pieces } = frame;
    if (header.op === "display") this.output.display(toRich(header.value, pieces));
    else if (header.op === "chunks") {
      this.output.flush();
      this.emit({ type: "chunks", chunks: toChunks(header.chunks, pieces) });
    } else if (header.op === "result") this.result = frame as ResultFrame;
  }
}
