import type { Json } from "../protocol/values";

/** Time that one message to an engine should keep it busy, in ms: long against the round trip, short to balance. */
const TARGET = 60;
/** How much larger a message may be than the last, so that one fast item does not decide too much. */
const GROWTH = 8;

/** Consecutive items that are one task. */
export interface Chunk {
  readonly start: number;
  readonly items: readonly Json[];
  readonly attempt: number;
}

/**
 * Cuts items into chunks on demand. With `chunkSize` a chunk has that many items and a message carries several of
 * them; without, a message is one chunk. Either way the amount adapts to how long items have taken so far, and
 * shrinks towards the end, so that a million tiny items cost little and long items still balance.
 *
 * Shrinking by the remaining work is guided self-scheduling (C. Polychronopoulos and D. Kuck, "Guided
 * self-scheduling", IEEE Transactions on Computers C-36(12), 1987).
 */
export class ChunkQueue {
  private at = 0;
  private size = 1;
  private readonly again: Chunk[] = [];

  constructor(
    private readonly items: readonly Json[],
    private readonly engines: number,
    private readonly chunkSize?: number,
  ) {}

  get isEmpty(): boolean {
    return this.again.length === 0 && this.at >= this.items.length;
  }

  /** The chunks of the next message; empty when nothing is left. */
  next(): Chunk[] {
    if (this.again.length > 0) return this.again.splice(0, 1);
    const left = this.items.length - this.at;
    const fair = Math.ceil(left / (2 * this.engines));
    const amount = Math.min(left, Math.max(this.chunkSize ?? 1, Math.min(this.size, fair)));
    const step = this.chunkSize ?? Math.max(1, amount);
    const chunks: Chunk[] = [];
    for (const end = this.at + amount; this.at < end; ) {
      const start = this.at;
      this.at = Math.min(start + step, this.items.length);
      chunks.push({ start, items: this.items.slice(start, this.at), attempt: 1 });
    }
    return chunks;
  }

  /** Tells how long a message of so many items kept an engine busy, in ms. */
  learn(items: number, duration: number): void {
    const ideal = duration > 0 ? (items * TARGET) / duration : items * GROWTH;
    this.size = Math.max(1, Math.min(Math.round(ideal), items * GROWTH));
  }

  /** Puts back a chunk that an engine's death took away. */
  retry(chunk: Chunk): void {
    this.again.push({ ...chunk, attempt: chunk.attempt + 1 });
  }

  /** Puts back chunks that were not sent. */
  putBack(chunks: readonly Chunk[]): void {
    this.again.push(...chunks);
  }
}
