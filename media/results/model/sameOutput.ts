import type { EngineOutput, OutputItem } from "../../../src/protocol/run";
import type { RichValue } from "../../../src/protocol/values";
import { withoutCodes } from "./text/terminalText";

/** An engine's output as it is compared: in how many pieces text came, its task and its colours make no difference. */
export interface ComparableOutput {
  readonly items: readonly OutputItem[];
  readonly notKept: number;
  /** Characters of all texts: most outputs that differ have not even the same. */
  readonly length: number;
}

/**
 * Whether engines put out the same: the same text on the same streams, the same displays and results, in the
 * same order. In how many pieces the text came, from which task, and in which colours, makes no difference.
 */
export function sameOutput(outputs: readonly EngineOutput[]): boolean {
  const [first, ...others] = outputs.map(comparable);
  return first !== undefined && others.every((other) => isSame(first, other));
}

/** Makes an output ready for {@link isSame}. */
export function comparable({ items, notKept }: EngineOutput): ComparableOutput {
  const plain = joined(items).map((item) =>
    item.kind === "text" ? { ...item, text: withoutCodes(item.text) } : item,
  );
  return { items: plain, notKept, length: plain.reduce((sum, item) => sum + lengthOf(item), 0) };
}

export function isSame(one: ComparableOutput, other: ComparableOutput): boolean {
  return (
    one.notKept === other.notKept &&
    one.length === other.length &&
    one.items.length === other.items.length &&
    one.items.every((item, index) => same(item, other.items[index]))
  );
}

function lengthOf(item: OutputItem): number {
  if (item.kind === "error") return 0;
  return (item.kind === "text" ? item.text : item.value.text).length;
}

/** The items with neighbouring texts of one stream made one. */
function joined(items: readonly OutputItem[]): OutputItem[] {
  const result: OutputItem[] = [];
  for (const item of items) {
    const last = result.at(-1);
    if (item.kind === "text" && last?.kind === "text" && last.stream === item.stream) {
      result[result.length - 1] = { ...last, text: last.text + item.text };
    } else {
      result.push(item);
    }
  }
  return result;
}

function same(a: OutputItem, b: OutputItem | undefined): boolean {
  if (a.kind === "text") return b?.kind === "text" && a.stream === b.stream && a.text === b.text;
  // An error names its engine's own place and time: engines that failed are always shown apart.
  if (a.kind === "error" || b?.kind !== a.kind) return false;
  return sameValue(a.value, b.value);
}

function sameValue(a: RichValue, b: RichValue): boolean {
  const same = a.text === b.text && a.html === b.html && a.svg === b.svg && sameBytes(a.png, b.png);
  return same && (a.json === b.json || JSON.stringify(a.json) === JSON.stringify(b.json));
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
