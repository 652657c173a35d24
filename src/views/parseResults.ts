import type { ChunkOutcome } from "../protocol/engineCalls";
import type { Json } from "../protocol/values";

/** The results of a chunk; numbers that JSON has not (NaN and the infinities) become themselves again. */
export function parseResults({ results, marked }: Pick<ChunkOutcome, "results" | "marked">): Json[] {
  const text = Buffer.from(results.buffer, results.byteOffset, results.byteLength).toString();
  return JSON.parse(text, marked ? revive : undefined) as Json[];
}

function revive(_key: string, value: unknown): unknown {
  const number = (value as { readonly $number?: unknown } | null)?.$number;
  return typeof number === "string" ? Number(number) : value;
}
