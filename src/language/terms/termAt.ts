import type { Part } from "../editing/selections";
import type { SyntaxText } from "../syntax/syntaxText";
import { TERMS, type Term } from "./terms";

const NAMED: Readonly<Record<Term["of"], RegExp>> = {
  multiprocessing: /\bmultiprocessing\b/,
  futures: /\bconcurrent\b/,
  ipyparallel: /\bipyparallel\b/,
  labs: /(?:)/,
};

/** The term that a Python program has at an offset: a name in code, in a file that names the term's package. */
export function termAt(syntax: SyntaxText, offset: number): { term: Term; part: Part } | undefined {
  // The end of a name is of the name, too.
  const node = [offset, offset - 1]
    .map((at) => (at < 0 ? null : syntax.root.descendantForIndex(at)))
    .find((one) => one?.type === "identifier");
  if (!node) return undefined;
  const { parent } = node;
  const isMethod = parent?.type === "attribute" && parent.childForFieldName("attribute")?.id === node.id;
  const isDecorator = parent?.type === "decorator" || parent?.parent?.type === "decorator";
  const name = node.text;
  const term = TERMS.find(
    (one) =>
      one.names.includes(name) &&
      (!one.isMethod || isMethod || isDecorator) &&
      NAMED[one.of].test(syntax.text),
  );
  return term && { term, part: { from: node.startIndex, to: node.endIndex } };
}
