import type { SyntaxNode } from "../syntax/syntaxNodes";

/** The arguments of a call by position, as far as they can be told: up to the first `*`. */
export function positionalArguments(call: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (const argument of argumentNodes(call)) {
    if (argument.type === "list_splat") break;
    if (argument.type !== "keyword_argument" && argument.type !== "dictionary_splat") found.push(argument);
  }
  return found;
}

/** The value that a call gives by name. */
export function keywordArgument(call: SyntaxNode, name: string): SyntaxNode | undefined {
  const found = argumentNodes(call).find(
    (argument) => argument.type === "keyword_argument" && argument.child("name")?.text === name,
  );
  return found?.child("value");
}

/** Whether a call takes arguments from a list or dictionary, so that not all are known. */
export function hasSplat(call: SyntaxNode): boolean {
  return argumentNodes(call).some(({ type }) => type === "list_splat" || type === "dictionary_splat");
}

/** All arguments as they are written, without comments. `f(x for x in y)` has one, the generator. */
export function argumentNodes(call: SyntaxNode): readonly SyntaxNode[] {
  const given = call.child("arguments");
  if (!given) return [];
  if (given.type !== "argument_list") return [given];
  return given.children.filter(({ type }) => type !== "comment" && type !== "ERROR");
}
