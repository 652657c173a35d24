import type { TextChange } from "../syntax/syntaxText";
import type { Pitfall } from "./pitfall";

/**
 * The changes that repair all pitfalls with a preferred fix at once, in the order of the text. A fix that touches what
 * one before it changes is left for another time, whole; what several fixes need, such as an import, is done once.
 */
export function fixAll(pitfalls: readonly Pitfall[]): TextChange[] {
  const taken: TextChange[] = [];
  for (const { fixes } of pitfalls) {
    const fix = fixes.find(({ isPreferred }) => isPreferred);
    const changes = fix?.changes.filter((change) => !taken.some((one) => isSame(one, change))) ?? [];
    if (changes.some((change) => taken.some((one) => overlap(one, change)))) continue;
    taken.push(...changes);
  }
  // What is inserted at one place keeps the order of the pitfalls.
  return taken
    .map((change, at) => ({ change, at }))
    .sort((a, b) => a.change.from - b.change.from || a.change.to - b.change.to || a.at - b.at)
    .map(({ change }) => change);
}

function isSame(one: TextChange, other: TextChange): boolean {
  return one.from === other.from && one.to === other.to && one.text === other.text;
}

/** Whether both change the same signs. Insertions at one place, or at the edge of a change, do not. */
function overlap(one: TextChange, other: TextChange): boolean {
  return one.from < other.to && other.from < one.to;
}
