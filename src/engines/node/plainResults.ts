/** The results of a chunk of `map`, as JSON text. */
import { typeName } from "./display";

/** The results as JSON bytes, and whether non-finite numbers in it are marked as `{"$number": "NaN"}`. */
export interface PlainResults {
  readonly json: Uint8Array<ArrayBuffer>;
  readonly marked: boolean;
}

/**
 * Writes results that are plain data. `undefined` becomes `null`, as a function without `return` gives it; what JSON
 * would silently change into something else is told to `onUnsendable` and becomes `null`.
 */
export function plainResults(
  results: readonly unknown[],
  onUnsendable: (item: number, what: string) => void,
): PlainResults {
  const seen = { infinite: false };
  const sendable = results.map((result, item) => {
    const foreign = findForeign(result, seen, new Set());
    if (foreign === undefined) return result;
    onUnsendable(item, foreign);
    return null;
  });
  const text = JSON.stringify(sendable, seen.infinite ? markNumber : undefined);
  return { json: new Uint8Array(Buffer.from(text)), marked: seen.infinite };
}

function markNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { $number: String(value) } : value;
}

/** What of a value is no plain data, in words. A `toJSON` method is an object's own word on how to be written. */
function findForeign(value: unknown, seen: { infinite: boolean }, above: Set<object>): string | undefined {
  switch (typeof value) {
    case "number":
      if (!Number.isFinite(value)) seen.infinite = true;
      return undefined;
    case "string":
    case "boolean":
    case "undefined":
      return undefined;
    case "object":
      break;
    default:
      return `a ${typeof value}`;
  }
  if (value === null) return undefined;
  if (above.has(value)) return "an object that contains itself";
  above.add(value);
  try {
    if (Array.isArray(value)) {
      for (const item of value) {
        const foreign = findForeign(item, seen, above);
        if (foreign !== undefined) return foreign;
      }
      return undefined;
    }
    if (typeof (value as { toJSON?: unknown }).toJSON === "function") return undefined;
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return `a ${typeName(value)}`;
    for (const item of Object.values(value)) {
      const foreign = findForeign(item, seen, above);
      if (foreign !== undefined) return foreign;
    }
    return undefined;
  } finally {
    above.delete(value);
  }
}
