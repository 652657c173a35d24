import type { Node } from "./syntaxText";

/** How many places below a node do not parse: what is too much, and what is missing. */
export function countErrors(node: Node): number {
  if (!node.hasError) return node.isMissing ? 1 : 0;
  let count = node.isError || node.isMissing ? 1 : 0;
  for (const child of node.children) if (child) count += countErrors(child);
  return count;
}
