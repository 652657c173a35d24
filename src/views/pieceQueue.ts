import type { SourceText } from "../protocol/sourceText";

/** A piece of code that runs once, on any one of its engines. */
export interface Piece extends SourceText {
  readonly title: string;
  /** Ids of the engines that may take it; absent for all. */
  readonly targets?: readonly number[] | undefined;
}

/** A piece that waits for an engine. */
export interface QueuedPiece {
  /** Its place among all pieces, from 0. */
  readonly index: number;
  readonly piece: Piece;
  readonly attempt: number;
}

/** Pieces that wait, in their order. An engine that is free gets the first one that it may take. */
export class PieceQueue {
  private readonly waiting: QueuedPiece[];

  constructor(pieces: readonly Piece[]) {
    this.waiting = pieces.map((piece, index) => ({ index, piece, attempt: 1 }));
  }

  /** Whether something waits that an engine may take. */
  hasFor(engine: number): boolean {
    return this.placeFor(engine) >= 0;
  }

  /** What an engine is to do next; undefined where nothing is left for it. */
  take(engine: number): QueuedPiece | undefined {
    const at = this.placeFor(engine);
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0];
  }

  /** Puts a piece back where it was, to be tried once more. */
  retry(queued: QueuedPiece): void {
    const at = this.waiting.findIndex(({ index }) => index > queued.index);
    this.waiting.splice(at < 0 ? this.waiting.length : at, 0, { ...queued, attempt: queued.attempt + 1 });
  }

  private placeFor(engine: number): number {
    return this.waiting.findIndex(({ piece: { targets } }) => targets?.includes(engine) ?? true);
  }
}
