import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallFix, PitfallRule } from "../pitfall";
import { forksByChoice } from "../startMethod";

/** A lambda or nested function given to processes, which get functions by name. */
export const unpicklable: PitfallRule = {
  code: "unpicklable",
  severity: "error",
  languages: ["python"],
  mayApply: /multiprocessing|ProcessPoolExecutor|concurrent/,
  *find({ syntax }) {
    // These teach multiprocessing to pickle anything.
    if (/\b(?:dill|cloudpickle)\b/.test(syntax.text)) return;
    const program = PythonProgram.of(syntax.nodes);
    for (const call of program.parallelCalls) {
      const { home, given, work } = call;
      if (home !== "processes" || !given || !work) continue;
      const what = whatItIs(work, program);
      if (!what) continue;
      const { from, to } = given;
      // A forked process has the function already; only a fresh one needs it by name.
      const isInherited = call.method === "target" || call.method === "initializer";
      if (isInherited && forksByChoice(program.text)) continue;
      yield {
        from,
        to,
        ...(isInherited ? { severity: "warning" as const } : {}),
        message: isInherited
          ? `${what} cannot be pickled, so it reaches no process that starts afresh, as on Windows and macOS, and on Linux from Python 3.14. Define it with def at the top level of the file.`
          : `${what} cannot be pickled: processes get a function by its name, and look for that at the top level of the file. Define it there with def.`,
        fixes: fixesFor(work, program),
      };
    }
  },
};

function whatItIs(work: SyntaxNode, { module }: PythonProgram): string | undefined {
  if (work.type === "lambda") return "A lambda";
  const name = work.child("name");
  const isNested = module.scopeOf(work).kind === "function";
  const isGlobal = name !== undefined && module.nameOf(name)?.scope.kind === "module";
  return isNested && !isGlobal ? `${name?.text}, a function inside another,` : undefined;
}

/** `square = lambda x: x * x` at the top level says the same as a function does. */
function fixesFor(work: SyntaxNode, { module, text }: PythonProgram): PitfallFix[] {
  const assignment = work.parent;
  const statement = assignment?.parent;
  if (work.type !== "lambda" || assignment?.type !== "assignment" || statement?.parent?.type !== "module")
    return [];
  const left = assignment.child("left");
  const body = work.child("body");
  const isSingle = left?.type === "identifier" && module.nameOf(left)?.definitions.length === 1;
  if (!isSingle || !body || work.text.includes("\n") || assignment.child("type")) return [];
  const parameters = work.child("parameters")?.text ?? "";
  const change = {
    from: assignment.from,
    to: assignment.to,
    text: `def ${left.text}(${parameters}): return ${text.slice(body.from, body.to)}`,
  };
  return [{ title: `Define ${left.text} with def`, changes: [change], isPreferred: true }];
}
