import type { PythonProgram } from "../python/pythonProgram";
import type { SyntaxNode } from "../syntax/syntaxNodes";
import type { Target } from "./preflight";

/** Code that gives itself names in ways that its text does not show. */
const HIDDEN =
  /\b(?:exec|eval|globals|locals|vars|__dict__|__builtins__|builtins|__main__|get_ipython|autopx)\b/;

/** Parts of statements that may not be run at all, by the statement's type and the part's field or type. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  if_statement: ["consequence", "alternative"],
  while_statement: ["body", "alternative"],
  match_statement: ["alternative", "body"],
  for_statement: ["alternative"],
  boolean_operator: ["right"],
};

/**
 * The identifiers that are surely read when a part of a file runs: not those in branches, in what an exception may catch,
 * and in functions that nobody calls there. Absent where the text does not say what the part defines.
 */
export function certainUse(program: PythonProgram, target: Target): ReadonlySet<SyntaxNode> | undefined {
  const { nodes, module } = program;
  if (HIDDEN.test(program.text.slice(target.from, target.to))) return undefined;
  const inside = nodes.all.filter(({ from, to }) => from >= target.from && to <= target.to);
  const isInside = new Set(inside);
  if (inside.some(({ type }) => type === "ERROR" || type === "wildcard_import")) return undefined;
  const certain = new Set<SyntaxNode>();
  const runs = new Set<SyntaxNode>();
  const read = (part: readonly SyntaxNode[], body: SyntaxNode | undefined) => {
    for (const node of part) {
      if (node.type === "identifier" && isCertain(node, body, isInside)) certain.add(node);
      if (node.type !== "call" || !isCertain(node, body, isInside)) continue;
      const called = node.child("function");
      const name = called?.type === "identifier" ? module.nameOf(called) : undefined;
      const definition = name?.definitions.length === 1 ? name.definitions[0] : undefined;
      if (definition?.kind === "function" && definition.value) runs.add(definition.value);
    }
  };
  read(inside, undefined);
  for (const { home, node, work } of program.parallelCalls)
    if (home === "engines" && work && isInside.has(node) && isCertain(node, undefined, isInside))
      runs.add(work);
  for (const work of runs) {
    const body = work.child("body");
    // A generator's code runs when somebody asks it for values.
    const yields = nodes.within(work).some(({ type }) => type === "yield" || type === "await");
    if (body && !yields && isInside.has(work)) read(nodes.within(body), body);
  }
  return certain;
}

/** Whether a node is run whenever the part is, or the function's body. */
function isCertain(
  identifier: SyntaxNode,
  body: SyntaxNode | undefined,
  isInside: ReadonlySet<SyntaxNode>,
): boolean {
  for (let node = identifier; node !== body; ) {
    const { parent } = node;
    if (!parent || !isInside.has(parent)) return true;
    switch (parent.type) {
      case "function_definition":
      case "lambda":
        if (node.field === "body" || node.field === "return_type") return false;
        break;
      case "generator_expression":
        if (parent.parent?.type !== "call") return false;
        break;
      case "try_statement":
      case "conditional_expression":
        return false;
      default:
        if (node.type === "type" || node.type === "type_parameter") return false;
        if (OPTIONAL[parent.type]?.includes(node.field)) return false;
        if (node.type === "case_clause" || node.type === "else_clause") return false;
    }
    node = parent;
  }
  return true;
}
