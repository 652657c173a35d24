import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";
import type { TextChange } from "../syntax/syntaxText";

/** How a file ends its lines. */
export function lineBreakOf(text: string): string {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

export function lineStartAt(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the line's characters end; its line break comes after that. */
export function lineEndAt(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  const end = next < 0 ? text.length : next;
  return end > offset && text[end - 1] === "\r" ? end - 1 : end;
}

/** The white space with which the line of an offset begins. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStartAt(text, offset), offset))?.[0] ?? "";
}

/** Whether only white space is before an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return /^[ \t\ufeff]*$/.test(text.slice(lineStartAt(text, offset), offset));
}

/** Whether only white space or a comment is after an offset on its line. */
export function isLastOnLine(text: string, offset: number): boolean {
  return /^[ \t]*(?:#.*)?$/.test(text.slice(offset, lineEndAt(text, offset)));
}

/** A step of indentation, as the file has it. */
export function indentUnitOf(text: string): string {
  return /\n(\t| {1,8})(?=[^\s#])/.exec(text)?.[1] ?? "    ";
}

/**
 * Indents the lines from one offset to another by a step. Lines that begin inside a string keep what they are.
 */
export function indentLines(nodes: SyntaxNodes, from: number, to: number): TextChange[] {
  const { text } = nodes;
  const unit = indentUnitOf(text);
  const changes: TextChange[] = [];
  for (let start = lineStartAt(text, from); start < to; ) {
    const isBlank = lineEndAt(text, start) === start;
    if (!isBlank && !isInString(nodes.at(start), start)) changes.push({ from: start, to: start, text: unit });
    const next = text.indexOf("\n", start);
    if (next < 0) break;
    start = next + 1;
  }
  return changes;
}

function isInString(node: SyntaxNode, offset: number): boolean {
  const string = node.closest("string");
  return string !== undefined && string.from < offset;
}
