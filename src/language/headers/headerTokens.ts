import type { Cell } from "../cells";

/** What parts of a header are shown as; names of the language server protocol. */
export const headerTokenTypes = ["keyword", "class", "property", "number", "operator"] as const;

/** A part of a header. Line and character count from 0. */
export interface HeaderToken {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: (typeof headerTokenTypes)[number];
}

/** The parts of cells' headers, in the order of the text: the marker, the title, names and values of options. */
export function headerTokens(cells: readonly Cell[]): HeaderToken[] {
  const tokens: HeaderToken[] = [];
  for (const { line, header } of cells) {
    if (!header) continue;
    const add = (from: number, to: number, type: HeaderToken["type"]) => {
      if (to > from) tokens.push({ line, character: from, length: to - from, type });
    };
    const { marker, titleSpan, brackets, options } = header;
    add(marker.from, marker.to, "keyword");
    add(titleSpan.from, titleSpan.to, "class");
    if (!brackets) continue;
    add(brackets.from, brackets.from + 1, "operator");
    for (const { from, to, name, valueFrom } of options) {
      add(from, from + name.length, "property");
      add(from + name.length, Math.min(valueFrom, to), "operator");
      add(valueFrom, to, "number");
    }
    add(brackets.to - 1, brackets.to, "operator");
  }
  return tokens;
}
