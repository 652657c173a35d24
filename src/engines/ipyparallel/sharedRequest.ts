/** A request that several engines get, in the order in which they were added. */
export class SharedRequest {
  readonly engines: number[];

  constructor(
    engine: number,
    readonly pieces: readonly Uint8Array[],
  ) {
    this.engines = [engine];
  }

  /** Whether it is the same request, for an engine that has not got it; then that engine gets it, too. */
  add(engine: number, pieces: readonly Uint8Array[]): boolean {
    if (this.engines.includes(engine) || !areEqual(pieces, this.pieces)) return false;
    this.engines.push(engine);
    return true;
  }
}

function areEqual(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  return some.length === others.length && some.every((piece, at) => isSame(piece, others[at]));
}

/** What was encoded once for all engines is the same memory, which need not be read. */
function isSame(piece: Uint8Array, other: Uint8Array | undefined): boolean {
  if (!other || piece.byteLength !== other.byteLength) return false;
  return (
    (piece.buffer === other.buffer && piece.byteOffset === other.byteOffset) ||
    Buffer.compare(piece, other) === 0
  );
}
