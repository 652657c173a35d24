const LONE_RETURN = /\r(?!\n)/g;

/**
 * The same text, in which every line end is one that all our parts know: editors and the language server protocol take a
 * carriage return that stands alone for a line end, tree-sitter does not. Offsets stay what they are.
 */
export function withLineFeeds(text: string): string {
  return text.replace(LONE_RETURN, "\n");
}
