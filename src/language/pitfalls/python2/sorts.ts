import { keywordArgument, positionalArguments } from "../../python/calls";
import { functionOf } from "../../python/parallelCalls";
import { parametersOf } from "../../python/parameters";
import type { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallFinding } from "../pitfall";
import { importModule } from "./importModule";

/** Sorting with a function that compares two elements: `pairs.sort(by_count)`, `sorted(pairs, cmp=by_count)`. */
export function* oldSorts(program: PythonProgram): Iterable<PitfallFinding> {
  const { nodes, symbols } = program;
  for (const call of nodes.ofType("call")) {
    const called = call.child("function");
    const isMethod = called?.type === "attribute" && called.child("attribute")?.text === "sort";
    const isSorted = called?.type === "identifier" && symbols.of(called) === "builtins.sorted";
    if (!called || (!isMethod && !isSorted)) continue;
    const named = keywordArgument(call, "cmp");
    const given = named ?? positionalArguments(call)[isSorted ? 1 : 0];
    if (!given || (!named && !comparesTwo(given, program))) continue;
    const place = named?.parent ?? given;
    const changes = [
      { from: place.from, to: given.from, text: "key=functools.cmp_to_key(" },
      { from: given.to, to: place.to, text: ")" },
      ...importModule("functools", program),
    ];
    yield {
      from: place.from,
      to: place.to,
      message: `Python 3 sorts by a key and takes no function that compares: functools.cmp_to_key makes a key of ${given.type === "lambda" ? "it" : given.text}.`,
      fixes: [{ title: "Make a key of it with functools.cmp_to_key", changes, isPreferred: true }],
    };
  }
}

/** Whether it is a function of this file that must have two arguments. */
function comparesTwo(given: SyntaxNode, { module, symbols }: PythonProgram): boolean {
  if (given.type !== "identifier" && given.type !== "lambda") return false;
  const work = functionOf(given, module, symbols);
  return work !== undefined && parametersOf(work).filter(({ isOptional }) => !isOptional).length === 2;
}
