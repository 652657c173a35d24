/** Finds a text as it is, in any case, wherever it stands; undefined for none. */
export function searchPattern(text: string): RegExp | undefined {
  return text === "" ? undefined : new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
}
