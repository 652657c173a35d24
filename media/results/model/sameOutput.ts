import type { EngineOutput, OutputItem } from "../../../src/protocol/run";
import type { RichValue } from "../../../src/protocol/values";

/**
 * Whether engines put out the same: the same text on the same streams, the same displays and results, in the
 * same order. In how many pieces the text came, and from which task, makes no difference.
 */
export function sameOutput(outputs: readonly EngineOutput[]): boolean {
  const [first, ...others] = outputs.map(({ items }) => joined(items));
  if (!first || outputs.some(({ notKept }) => notKept !== outputs[0]?.notKept)) return false;
  return others.every(
    (other) => other.length === first.length && other.every((item, index) => same(item, first[index])),
  );
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
