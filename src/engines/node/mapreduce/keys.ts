import { KeyOrderError } from "./failures";

/** The order of keys: numbers by size and NaN last, text by code point, lists by their elements. Throws for mixed types. */
export function compareKeys(a: unknown, b: unknown): number {
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  if (typeof a === typeof b && (typeof a === "number" || typeof a === "bigint" || typeof a === "boolean")) {
    if (a === b) return 0;
    if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
    return Number.isNaN(b) || (a as number) < (b as number) ? -1 : 1;
  }
  if ((a === null || a === undefined) && (b === null || b === undefined)) return 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const order = compareKeys(a[at], b[at]);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  const kinds = [kindOf(a), kindOf(b)].sort();
  throw new KeyOrderError(
    kinds[0] === kinds[1]
      ? `the keys cannot be sorted (they are of type ${kinds[0]})`
      : `the keys are of mixed types (${kinds.join(" and ")}), which cannot be sorted: make them all of one type`,
  );
}

/** By code point and not by UTF-16 unit, as Python does. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
  if (x < 0xd800 && y < 0xd800) return x - y;
  // One of them may be the second half of a code point that is above all that one unit can say.
  const before = at > 0 ? codePoint(a, at - 1) - codePoint(b, at - 1) : 0;
  return before || codePoint(a, at) - codePoint(b, at);
}

function codePoint(text: string, at: number): number {
  return text.codePointAt(at) ?? 0;
}

function kindOf(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "list" : typeof value;
}

/**
 * What stands for a key in a Map, where lists must be equal when their elements are.
 * Throws for what cannot be told from others of its kind.
 */
export function identityOf(key: unknown): unknown {
  if (typeof key === "string") return key.charCodeAt(0) === 0 ? `\u0000"${key}` : key;
  if (key === undefined) return null;
  if (Array.isArray(key)) return `\u0000[${JSON.stringify(key.map(elementOf))}`;
  if (key !== null && (typeof key === "object" || typeof key === "function" || typeof key === "symbol")) {
    throw new TypeError(
      `a key is of type ${typeof key}, which has no order: give text, a number or a list of them`,
    );
  }
  return key;
}

/** JSON that is the same for equal elements only. */
function elementOf(element: unknown): unknown {
  const identity = identityOf(element);
  if (typeof identity === "string" || typeof identity === "boolean" || identity === null) return identity;
  return [typeof identity, String(identity)];
}

/** A number of a key that is the same in every process: FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, 1991). */
export function partitionOf(key: unknown): number {
  const text = typeof key === "string" ? key : String(identityOf(key));
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
