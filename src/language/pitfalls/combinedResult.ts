import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";
import type { CombinedFunction } from "./combinedFunctions";

/** What a function does that must not be done to parts. */
export type Flaw = "averages" | "divides" | "subtracts" | "counts";

interface Found {
  readonly node: SyntaxNode;
  readonly flaw: Flaw;
}

/**
 * Where the result of a function is an average, a quotient or a difference of its values. It follows names to what was
 * assigned to them. Results of several parts, such as a sum and a count, are merged by ways of their own, so nothing is
 * said of those.
 */
export function findFlaw(
  { work, values, isPairs, isCount }: CombinedFunction,
  nodes: SyntaxNodes,
): Found | undefined {
  const inside = nodes.within(work);
  const assignments = inside.flatMap(readAssignment);
  const touched = new Set(values.flatMap((value) => value.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []));
  for (let round = 0; round < 3; round++) {
    for (const { target, value } of assignments) {
      if (!mentions(value, touched, nodes)) continue;
      for (const word of target.text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []) touched.add(word);
    }
  }
  if (!isPairs && inside.some((node) => takesApart(node, touched))) return undefined;
  const results = inside.flatMap((node) => resultOf(node, work));
  if (
    results.length === 0 ||
    results.some(({ type }) => /^(?:tuple|list|dictionary|array|object|expression_list)$/.test(type))
  )
    return undefined;
  const seen = new Set<SyntaxNode>();
  const queue = [...results];
  for (const expression of queue) {
    if (seen.has(expression)) continue;
    seen.add(expression);
    for (const node of nodes.within(expression)) {
      const flaw = isAside(node, expression) ? undefined : flawOf(node, touched, nodes);
      if (flaw) return { node, flaw };
      if (node.type !== "identifier" || !touched.has(node.text)) continue;
      for (const { target, value, statement } of assignments) {
        if (target.text !== node.text) continue;
        const shortened = /^(-|\/\/?)=/.exec(textBetween(target, value));
        if (shortened) return { node: statement, flaw: shortened[1] === "-" ? "subtracts" : "divides" };
        queue.push(value);
      }
    }
  }
  const name = work.child("name") ?? work;
  return isCount ? { node: name, flaw: "counts" } : undefined;
}

interface Assigned {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
  readonly statement: SyntaxNode;
}

/** What gives names their values: assignments, declarations and loops. */
function readAssignment(statement: SyntaxNode): Assigned[] {
  if (!/assignment|^variable_declarator$|^for_|^for_in_clause$/.test(statement.type)) return [];
  const target = statement.child("left") ?? statement.child("name");
  const value = statement.child("right") ?? statement.child("value");
  return target && value ? [{ target, value, statement }] : [];
}

/** A value that consists of parts is no number. */
function takesApart(node: SyntaxNode, touched: ReadonlySet<string>): boolean {
  if (/^for_/.test(node.type)) {
    const left = node.child("left");
    const isSeveral = left !== undefined && /pattern|tuple/.test(left.type) && left.children.length > 1;
    return isSeveral && !/^(?:enumerate|zip)\b/.test(node.child("right")?.text ?? "");
  }
  if (node.type !== "subscript" && node.type !== "subscript_expression") return false;
  const value = node.child("value") ?? node.child("object");
  const index = node.child("subscript") ?? node.child("index");
  return (
    value?.type === "identifier" &&
    touched.has(value.text) &&
    /^(?:string|integer|number)$/.test(index?.type ?? "")
  );
}

/** What a `return`, a `yield` or a function without statements gives; of a key and a value, the value. */
function resultOf(node: SyntaxNode, work: SyntaxNode): SyntaxNode[] {
  const isGiven = /^(?:return_statement|yield|yield_expression)$/.test(node.type);
  const isBody = node.parent === work && node.field === "body" && !/block$/.test(node.type);
  const given = isGiven ? node.children[0] : isBody ? node : undefined;
  if (!given || given.type === "comment") return [];
  const inner = given.type === "parenthesized_expression" ? (given.children[0] ?? given) : given;
  const isPair = /^(?:tuple|list|array|expression_list)$/.test(inner.type) && inner.children.length === 2;
  return [isPair ? (inner.children[1] as SyntaxNode) : inner];
}

/** Whether it only says where a value is, or in which order values are. */
function isAside(node: SyntaxNode, expression: SyntaxNode): boolean {
  for (let at = node; at !== expression && at.parent; at = at.parent) {
    if (at.field === "subscript" || at.field === "index") return true;
    if (at.parent.type === "keyword_argument" && at.parent.child("name")?.text !== "initial") return true;
    const call = at.type === "arrow_function" ? at.parent.parent : undefined;
    if (/\.(?:sort|toSorted)$/.test(call?.child("function")?.text ?? "")) return true;
  }
  return false;
}

function flawOf(node: SyntaxNode, touched: ReadonlySet<string>, nodes: SyntaxNodes): Flaw | undefined {
  if (/^call/.test(node.type)) {
    const called = node.child("function")?.text ?? "";
    const isMean = /(?:^|\.)(?:f?mean|median|average|stdev|pstdev|variance|std|var)$/.test(called);
    return isMean && mentions(node, touched, nodes) ? "averages" : undefined;
  }
  if (!/^binary_/.test(node.type)) return undefined;
  const [left, right] = [node.child("left"), node.child("right")];
  const operator = left && right ? textBetween(left, right) : "";
  if (!right || !/^(?:-|\/\/?)$/.test(operator)) return undefined;
  const isInFold = node.closest("lambda", "arrow_function") !== undefined;
  if (!mentions(node, touched, nodes) && !isInFold) return undefined;
  if (operator === "-") return "subtracts";
  return /\blen\(|\.length\b|^(?:n|count|counts?|number|size)$/i.test(right.text) ? "averages" : "divides";
}

function mentions(node: SyntaxNode, names: ReadonlySet<string>, nodes: SyntaxNodes): boolean {
  return nodes.within(node).some(({ type, text }) => type === "identifier" && names.has(text));
}

/** What stands between two parts of one node: its operator. */
function textBetween(one: SyntaxNode, other: SyntaxNode): string {
  const holder = one.parent;
  return holder
    ? holder.text.slice(one.to - holder.from, other.from - holder.from).replace(/#.*|\s+/g, "")
    : "";
}
