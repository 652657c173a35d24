import type { CallEvent } from "../../protocol/engineCalls";
import type { RichValue } from "../../protocol/values";
import { type Mark, MarkedText } from "./markedText";

type Stream = "stdout" | "stderr";
type Item = { text: string; stream: Stream } | "display" | "fence";

/** Output is passed on at most this often, in ms, and at once when this many characters wait. */
const INTERVAL = 16;
const PLENTY = 1 << 16;

/**
 * Puts the output of an engine's calls in order: text of both descriptors, displays in their places, and nothing
 * after the fence that ends a call. Keeps `limit` bytes a call and counts the rest.
 */
export class CallOutput {
  private readonly items: Item[] = [];
  /** Displays in their order; undefined for one beyond the limit. */
  private readonly displays: (RichValue | undefined)[] = [];
  private readonly out: MarkedText;
  private readonly err: MarkedText;
  private readonly decoders = {
    stdout: new TextDecoder(),
    stderr: new TextDecoder(),
    fd2: new TextDecoder(),
  };
  private stream: Stream = "stdout";
  private pending: { text: string; stream: Stream }[] = [];
  private pendingSize = 0;
  private timer: NodeJS.Timeout | undefined;
  private kept = 0;
  private dropped = 0;
  private toldDropped = 0;
  private fences = 0;

  /** `onFence` is told once both descriptors are at the call's end and all before it was emitted. */
  constructor(
    token: Buffer,
    private readonly limit: number,
    private readonly emit: (event: CallEvent) => void,
    private readonly onFence: () => void,
  ) {
    this.out = new MarkedText(
      token,
      (bytes) => this.text(bytes, this.stream, this.decoders[this.stream]),
      (mark) => this.mark(mark),
    );
    this.err = new MarkedText(
      token,
      (bytes) => this.text(bytes, "stderr", this.decoders.fd2),
      () => this.fence(),
    );
  }

  /** Bytes of this call that were not kept. */
  get notKept(): number {
    return this.dropped;
  }

  pushOut(chunk: Buffer): void {
    this.out.push(chunk);
    this.drain();
  }

  pushErr(chunk: Buffer): void {
    this.err.push(chunk);
    this.drain();
  }

  display(value: RichValue): void {
    const size = sizeOf(value);
    const fits = this.kept + size <= this.limit;
    if (fits) this.kept += size;
    else {
      this.dropped += size;
      this.later();
    }
    this.displays.push(fits ? value : undefined);
    this.drain();
  }

  /** Counts bytes that were dropped before they came here. */
  drop(bytes: number): void {
    this.dropped += bytes;
    this.later();
  }

  /** Begins the next call's account. */
  begin(): void {
    this.kept = this.dropped = this.toldDropped = 0;
  }

  /** Gives out all that arrived, when the engine is gone and nothing more will come. */
  end(): void {
    this.out.end();
    this.err.end();
    this.drain();
    this.flush();
  }

  /** Passes on what waits, so that an event may follow in its place. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const { text, stream } of this.pending.splice(0)) this.emit({ type: "output", stream, text });
    this.pendingSize = 0;
    if (this.dropped > this.toldDropped) {
      this.toldDropped = this.dropped;
      this.emit({ type: "notKept", bytes: this.dropped });
    }
  }

  private text(bytes: Buffer, stream: Stream, decoder: TextDecoder): void {
    const room = Math.max(0, this.limit - this.kept);
    const kept = bytes.length <= room ? bytes : bytes.subarray(0, wholeCharacters(bytes, room));
    this.kept += kept.length;
    if (bytes.length > room) {
      this.kept = this.limit; // no later text follows on a gap
      this.dropped += bytes.length - kept.length;
      this.later();
    }
    const text = kept.length > 0 ? decoder.decode(kept, { stream: true }) : "";
    if (text) this.items.push({ text, stream });
  }

  private mark(mark: Mark): void {
    if (mark === "o") this.stream = "stdout";
    else if (mark === "e") this.stream = "stderr";
    else if (mark === "d") this.items.push("display");
    else this.fence();
  }

  private fence(): void {
    this.fences += 1;
    if (this.fences < 2) return;
    this.fences = 0;
    this.stream = "stdout";
    this.endDecoders();
    this.items.push("fence");
  }

  /** A character cut off at a call's end must not swallow the next call's first bytes. */
  private endDecoders(): void {
    for (const [name, decoder] of Object.entries(this.decoders)) {
      const rest = decoder.decode();
      if (rest)
        this.items.push({
          text: rest,
          stream: name === "stdout" ? "stdout" : "stderr",
        });
    }
  }

  private drain(): void {
    for (;;) {
      const item = this.items[0];
      if (item === undefined || (item === "display" && this.displays.length === 0)) return;
      this.items.shift();
      if (item === "fence") {
        this.flush();
        this.onFence();
      } else if (item === "display") {
        const value = this.displays.shift();
        if (!value) continue;
        this.flush();
        this.emit({ type: "display", value });
      } else this.add(item.text, item.stream);
    }
  }

  private add(text: string, stream: Stream): void {
    const last = this.pending.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.pending.push({ text, stream });
    this.pendingSize += text.length;
    if (this.pendingSize > PLENTY) this.flush();
    else this.later();
  }

  private later(): void {
    this.timer ??= setTimeout(() => this.flush(), INTERVAL);
  }
}

function sizeOf({ text, html, svg, png, json }: RichValue): number {
  const data = json === undefined ? 0 : JSON.stringify(json).length;
  return text.length + (html?.length ?? 0) + (svg?.length ?? 0) + (png?.byteLength ?? 0) + data;
}

/** The most bytes up to `room` that do not end within a character. */
function wholeCharacters(bytes: Buffer, room: number): number {
  let end = room;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
