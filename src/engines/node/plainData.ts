/** Which values are plain data that a page can show as a tree; `plain_data.py` answers the same for Python. */
import type { Json } from "../../protocol/values";

/** Characters of JSON: what fits on one line is no tree, and what is more than this only has its text. */
const LINE = 80;
const LONGEST = 256 * 1024;
const MOST_PARTS = 10_000;
const DEEPEST = 50;

/**
 * A copy of an array or a bare object that holds nothing but what JSON has, if it is neither too short nor too large
 * for a tree. Runs no code of the value's, but for a proxy's.
 */
export function treeOf(value: unknown): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const copy = new PlainCopy().of(value, 0);
    const { length } = JSON.stringify(copy);
    return length > LINE && length <= LONGEST ? copy : undefined;
  } catch {
    return undefined;
  }
}

/** Copies plain data, and throws at anything else and at too much of it. */
class PlainCopy {
  private parts = 0;
  private characters = 0;

  of(value: unknown, depth: number): Json {
    this.parts += 1;
    if (typeof value === "string") this.characters += value.length;
    if (this.parts > MOST_PARTS || depth > DEEPEST || this.characters > LONGEST) throw new NotPlain();
    if (value === null || typeof value === "boolean" || typeof value === "string") return value;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (Array.isArray(value)) return this.ofArray(value, depth);
    if (isBare(value)) return this.ofObject(value, depth);
    throw new NotPlain();
  }

  private ofArray(value: readonly unknown[], depth: number): Json {
    if (value.length > MOST_PARTS || Object.keys(value).length !== value.length) throw new NotPlain();
    return Array.from(value, (_, index) => this.of(held(value, String(index)), depth + 1));
  }

  private ofObject(value: object, depth: number): Json {
    if (Object.getOwnPropertySymbols(value).length > 0) throw new NotPlain();
    const names = Object.getOwnPropertyNames(value);
    if (names.length > MOST_PARTS) throw new NotPlain();
    return Object.fromEntries(
      names.map((name) => {
        this.characters += name.length;
        return [name, this.of(held(value, name), depth + 1)];
      }),
    );
  }
}

class NotPlain extends Error {}

/** What a property holds; a getter is code, and no data. */
function held(owner: object, name: string): unknown {
  const property = Object.getOwnPropertyDescriptor(owner, name);
  if (!property || !("value" in property)) throw new NotPlain();
  return property.value;
}

function isBare(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
