export type Mark = "o" | "e" | "d" | "f";

/** What follows the token in a mark: one letter and a line feed. */
const MARK_TAIL = 2;

/**
 * Separates raw output from the marks in it (see protocol/engineFrames.ts). A mark may arrive in pieces, so the
 * beginning of one at the end of a chunk is held back until the next.
 */
export class MarkedText {
  private held: Buffer = Buffer.alloc(0);

  constructor(
    private readonly token: Buffer,
    private readonly onBytes: (bytes: Buffer) => void,
    private readonly onMark: (mark: Mark) => void,
  ) {}

  push(chunk: Buffer): void {
    let data = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : chunk;
    for (;;) {
      const at = data.indexOf(this.token);
      if (at < 0) break;
      const end = at + this.token.length + MARK_TAIL;
      if (at > 0) this.onBytes(data.subarray(0, at));
      if (end > data.length) {
        this.held = data.subarray(at);
        return;
      }
      this.onMark(String.fromCharCode(data[end - MARK_TAIL] ?? 0) as Mark);
      data = data.subarray(end);
    }
    const keep = this.partialToken(data);
    this.held = data.subarray(data.length - keep);
    if (data.length > keep) this.onBytes(data.subarray(0, data.length - keep));
  }

  /** Gives out what is still held, when no more will come. */
  end(): void {
    if (this.held.length > 0) this.onBytes(this.held);
    this.held = Buffer.alloc(0);
  }

  /** Length of the longest end of `data` that begins the token. */
  private partialToken(data: Buffer): number {
    const first = this.token[0] ?? 0;
    const from = Math.max(0, data.length - this.token.length + 1);
    for (let at = data.indexOf(first, from); at >= 0; at = data.indexOf(first, at + 1)) {
      if (this.token.subarray(0, data.length - at).equals(data.subarray(at))) return data.length - at;
    }
    return 0;
  }
}
