import type { TextChange } from "../syntax/syntaxText";
import type { Pitfall } from "./pitfall";

/**
 * The changes that repair all pitfalls with a preferred fix at once, in the order of the text. A fix that does not go
 * together with one before it is left for another time, whole; what several fixes need, such as an import, is done once.
 */
export function fixAll(pitfalls: readonly Pick<Pitfall, "fixes">[]): TextChange[] {
  const taken: Repair[] = [];
  const known = new Set<string>();
  const changes: TextChange[] = [];
  for (const { fixes } of pitfalls) {
    const fix = fixes.find(({ isPreferred }) => isPreferred);
    const repair = fix && repairOf(fix.changes);
    if (!repair || taken.some((one) => conflict(one, repair))) continue;
    taken.push(repair);
    for (const change of repair.changes) {
      const key = `${change.from} ${change.to} ${change.text}`;
      if (!known.has(key)) changes.push(change);
      known.add(key);
    }
  }
  // What is inserted at one place keeps the order of the pitfalls.
  return changes
    .map((change, at) => ({ change, at }))
    .sort((a, b) => a.change.from - b.change.from || a.change.to - b.change.to || a.at - b.at)
    .map(({ change }) => change);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

interface Repair {
  readonly changes: readonly TextChange[];
  readonly span: Span;
  /** What is between the first and the last line that it indents; absent where it indents none. */
  readonly indented: Span | undefined;
}

function repairOf(changes: readonly TextChange[]): Repair {
  const moving = changes.some(isIndent) ? changes.filter((one) => isIndent(one) || addsLine(one)) : [];
  return { changes, span: spanOf(changes), indented: moving.length > 0 ? spanOf(moving) : undefined };
}

function spanOf(changes: readonly TextChange[]): Span {
  return {
    from: Math.min(...changes.map(({ from }) => from)),
    to: Math.max(...changes.map(({ to }) => to)),
  };
}

/** Whether two fixes change the same signs, or one moves lines that the other moves or adds lines to. */
function conflict(one: Repair, other: Repair): boolean {
  if (one.span.from > other.span.to || other.span.from > one.span.to) return false;
  const overlaps = one.changes.some((a) =>
    other.changes.some((b) => !isSame(a, b) && a.from < b.to && b.from < a.to),
  );
  return overlaps || touches(one.indented, other.changes) || touches(other.indented, one.changes);
}

function touches(indented: Span | undefined, changes: readonly TextChange[]): boolean {
  if (!indented) return false;
  return changes.some(
    (change) =>
      (isIndent(change) || addsLine(change)) && change.to >= indented.from && change.from <= indented.to,
  );
}

function addsLine({ text }: TextChange): boolean {
  return text.includes("\n");
}

function isIndent({ from, to, text }: TextChange): boolean {
  return from === to && /^[ \t]+$/.test(text);
}

function isSame(one: TextChange, other: TextChange): boolean {
  return one.from === other.from && one.to === other.to && one.text === other.text;
}
