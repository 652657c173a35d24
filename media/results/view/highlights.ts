/** The stretches of text that the style sheet colours without touching the page (CSS custom highlights). */
export type HighlightName = "found" | "found-now" | "odd-line";

/** Colours a range until it is unmarked. */
export function markRange(name: HighlightName, range: Range): { unmark(): void } {
  const highlight = highlightOf(name);
  highlight.add(range);
  return { unmark: () => void highlight.delete(range) };
}

/** Colours these ranges and no others. */
export function markRanges(name: HighlightName, ranges: Iterable<Range>): void {
  const highlight = highlightOf(name);
  highlight.clear();
  for (const range of ranges) highlight.add(range);
}

function highlightOf(name: HighlightName): Highlight {
  const known = CSS.highlights.get(name);
  if (known) return known;
  const highlight = new Highlight();
  // The match that the reader is at lies above the others.
  highlight.priority = name === "found-now" ? 1 : 0;
  CSS.highlights.set(name, highlight);
  return highlight;
}
