/** What a value looks like to a person: a short text, and a picture or markup when it has one. */
import { inspect } from "node:util";
import type { FrameRichValue } from "../../protocol/engineFrames";
import { treeOf } from "./plainData";

const LONGEST_TEXT = 20_000;
const LONGEST_MARKUP = 8 << 20;
/** Parts of a value (elements, properties) that a text shows at most; beyond, it shows less of every part. */
const MOST_PARTS = 4000;
const MOST_KEYS = 200;
const JUPYTER = Symbol.for("Jupyter.display");

/** From most to least of a value. */
const VIEWS = [
  { depth: 4, maxArrayLength: 100 },
  { depth: 2, maxArrayLength: 100 },
  { depth: 1, maxArrayLength: 50 },
  { depth: 0, maxArrayLength: 100 },
] as const;

/** A text of bounded length for any value, also one whose own inspection throws. */
export function shortText(value: unknown): string {
  try {
    const shown = withFewKeys(value);
    const view = VIEWS.find(({ depth, maxArrayLength }) => {
      return countParts(shown, depth, maxArrayLength) < MOST_PARTS;
    });
    const options = { maxStringLength: 8000, breakLength: 100, ...(view ?? VIEWS[3]) };
    const text = inspect(shown, options);
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
  } catch (error) {
    return `<${typeName(value)} that could not be shown: ${error instanceof Error ? error.name : "it threw"}>`;
  }
}

/** The name of a value's class or primitive type. */
export function typeName(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object" && typeof value !== "function") return typeof value;
  try {
    const name: unknown = (value as object).constructor?.name;
    return typeof name === "string" && name ? name : "object";
  } catch {
    return "object";
  }
}

/**
 * The value as a frame's rich value and the body's pieces: what its `Symbol.for("Jupyter.display")` method says, as in
 * Deno's notebooks, and its `_repr_html_`, `_repr_svg_` and `_repr_png_`, as in Jupyter.
 */
export function rich(value: unknown): { shown: FrameRichValue; pieces: Uint8Array[] } {
  const bundle = (call(value, JUPYTER) ?? {}) as Readonly<Record<string, unknown>>;
  const text = bundle["text/plain"];
  const html = bundle["text/html"] ?? call(value, "_repr_html_");
  const svg = bundle["image/svg+xml"] ?? call(value, "_repr_svg_");
  const png = bundle["image/png"] ?? call(value, "_repr_png_");
  const picture = typeof png === "string" ? Buffer.from(png, "base64") : png;
  const pieces = picture instanceof Uint8Array ? [picture] : [];
  const hasOther = isMarkup(html) || isMarkup(svg) || pieces.length > 0 || typeof text === "string";
  const json = hasOther ? undefined : treeOf(value);
  return {
    shown: {
      text: typeof text === "string" ? text.slice(0, LONGEST_TEXT) : shortText(value),
      ...(isMarkup(html) && { html }),
      ...(isMarkup(svg) && { svg }),
      ...(pieces.length > 0 && { png: 0 }),
      ...(json !== undefined && { json }),
    },
    pieces,
  };
}

function isMarkup(markup: unknown): markup is string {
  return typeof markup === "string" && markup.length <= LONGEST_MARKUP;
}

function call(value: unknown, name: string | symbol): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    const method: unknown = Reflect.get(value, name);
    return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
  } catch {
    return undefined;
  }
}

/** `inspect` bounds arrays but not the keys of an object, so a large one is shown by its first keys. */
function withFewKeys(value: unknown): unknown {
  if (!isBareObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length <= MOST_KEYS) return value;
  const few = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  for (const key of keys.slice(0, MOST_KEYS))
    Object.defineProperty(few, key, Object.getOwnPropertyDescriptor(value, key) ?? {});
  const rest = (keys.length - MOST_KEYS).toLocaleString("en");
  return Object.defineProperty(few, "…", { value: `${rest} more`, enumerable: true });
}

/** Counts what `inspect` would visit, up to `MOST_PARTS`; runs no code of the value's. */
function countParts(value: unknown, depth: number, maxArrayLength: number, counted = 0): number {
  let parts = counted + 1;
  if (typeof value !== "object" || value === null || parts >= MOST_PARTS) return parts;
  if (Array.isArray(value)) {
    if (depth < 0) return parts;
    for (let at = 0; at < Math.min(value.length, maxArrayLength) && parts < MOST_PARTS; at++)
      parts = countParts(value[at], depth - 1, maxArrayLength, parts);
    return parts;
  }
  if (value instanceof Map || value instanceof Set) {
    if (depth < 0) return parts;
    let at = 0;
    for (const item of value) {
      if (at++ === maxArrayLength || parts >= MOST_PARTS) break;
      parts = countParts(item, depth - 1, maxArrayLength, parts);
    }
    return parts;
  }
  if (depth < 0 || !isBareObject(value)) return parts;
  for (const key of Object.keys(value)) {
    if (parts >= MOST_PARTS) break;
    const property = Object.getOwnPropertyDescriptor(value, key);
    parts = countParts(property?.value, depth - 1, maxArrayLength, parts);
  }
  return parts;
}

function isBareObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Map) &&
    !(value instanceof Set) &&
    !(value instanceof Error)
  );
}
