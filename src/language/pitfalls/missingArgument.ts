import { parametersOf } from "../python/parameters";
import { PythonProgram } from "../python/pythonProgram";
import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";
import type { PitfallFinding } from "./pitfall";

/** Whether a text assigns a function of its own as it is, or calls it with nothing. */
export function mayMissArguments(text: string): boolean {
  const functions = new Set<string | undefined>();
  for (const [, name] of text.matchAll(/^[ \t]*def[ \t]+(\w+)[ \t]*\([ \t]*\w/gm)) functions.add(name);
  if (functions.size === 0) return false;
  const assignments = text.matchAll(/^[ \t]+\w+[ \t]*=[ \t]*(\w+)(?:[ \t]*\([ \t]*\))?[ \t]*(?:#.*)?\r?$/gm);
  for (const [, name] of assignments) if (functions.has(name)) return true;
  return false;
}

/**
 * `w = sanitize` or `w = sanitize()` where `w` was a word before and `sanitize` is a function of one: what is left of
 * `w = sanitize(w)` when a page's picture was not copied along.
 */
export function* missingArguments(nodes: SyntaxNodes): Iterable<PitfallFinding> {
  const program = PythonProgram.of(nodes);
  for (const assignment of nodes.ofType("assignment")) {
    const [left, right] = [assignment.child("left"), assignment.child("right")];
    const called = right?.type === "call" && /\(\s*\)$/.test(right.text) ? right.child("function") : right;
    if (left?.type !== "identifier" || called?.type !== "identifier" || !right) continue;
    if (!takesOne(called, program) || !isWordBefore(left, assignment, called !== right, program)) continue;
    yield {
      from: right.from,
      to: right.to,
      message: `${called.text} needs an argument: on the web page, a picture stands in place of (${left.text}). Write ${called.text}(${left.text}).`,
      fixes: [
        {
          title: `Write ${called.text}(${left.text})`,
          changes: [{ from: called.to, to: right.to, text: `(${left.text})` }],
          isPreferred: true,
        },
      ],
    };
  }
}

/** Whether it is a function of the file that must be given one value. */
function takesOne(called: SyntaxNode, { module }: PythonProgram): boolean {
  const name = module.nameOf(called);
  const [definition, another] = name?.definitions ?? [];
  if (another || definition?.kind !== "function" || !definition.value) return false;
  const required = parametersOf(definition.value).filter(({ isOptional }) => !isOptional);
  return required.length === 1;
}

/** Whether the name had a value from a loop around it, or a parameter, and is used as a word afterwards. */
function isWordBefore(
  left: SyntaxNode,
  assignment: SyntaxNode,
  isCalled: boolean,
  { module }: PythonProgram,
): boolean {
  const name = module.nameOf(left);
  if (!name) return false;
  const had = name.definitions.some(({ kind, node }) => {
    if (kind === "loop") return node.closest("for_statement")?.contains(assignment);
    // A parameter may well be given a function instead of its default.
    return kind === "parameter" && isCalled;
  });
  const isUsed = name.reads.some((read) => {
    if (read.from < assignment.to || read.field !== "object") return false;
    return read.parent?.parent?.type === "call" && read.parent.field === "function";
  });
  return had && isUsed;
}
