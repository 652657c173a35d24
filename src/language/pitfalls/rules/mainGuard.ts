import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import { indentLines, lineBreakOf, lineEndAt } from "../edits";
import type { PitfallFix, PitfallRule } from "../pitfall";
import { forksByChoice } from "../startMethod";

const STARTS: ReadonlySet<string> = new Set([
  "multiprocessing.Pool",
  "multiprocessing.Process",
  "multiprocessing.Manager",
  "concurrent.futures.ProcessPoolExecutor",
]);

/** Processes that a file starts when it is loaded, which each of the processes does again. */
export const mainGuard: PitfallRule = {
  code: "main-guard",
  severity: "warning",
  languages: ["python"],
  mayApply: /multiprocessing|ProcessPoolExecutor|concurrent/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    if (forksByChoice(program.text)) return;
    const start = firstStart(program);
    if (!start) return;
    const { node, starts } = start;
    const fix = addGuard(node, program);
    yield {
      from: node.from,
      to: node.to,
      message: `${starts} without if __name__ == "__main__": processes load this file to find their functions, and would do this again. On Windows and macOS, and on Linux from Python 3.14, that ends in a RuntimeError.`,
      fixes: fix ? [fix] : [],
    };
  },
};

/** The first place at which loading the file starts processes. */
function firstStart(program: PythonProgram): { node: SyntaxNode; starts: string } | undefined {
  const { module, nodes, symbols } = program;
  const starting = new Set<SyntaxNode>();
  const calls = nodes.ofType("call").filter((node) => STARTS.has(symbols.of(node.child("function")) ?? ""));
  if (calls.length === 0) return undefined;
  for (const node of calls) {
    const around = module.scopeOf(node).function;
    if (around) starting.add(around.node);
    else if (!isGuarded(node, program)) {
      const called = node.child("function");
      return { node: called ?? node, starts: `This starts processes (${called?.text})` };
    }
  }
  for (const node of nodes.ofType("call")) {
    const called = node.child("function");
    if (called?.type !== "identifier" || module.scopeOf(node).function || isGuarded(node, program)) continue;
    const work = program.functionNamed(called.text);
    if (!work || module.nameOf(called)?.scope !== module.scope) continue;
    if ([...program.reach([work])].some((one) => starting.has(one))) {
      return { node: called, starts: `${called.text}() starts processes, and is called` };
    }
  }
  return undefined;
}

function isGuarded(node: SyntaxNode, { nodes }: PythonProgram): boolean {
  for (let at = node.parent; at; at = at.parent) {
    const condition =
      at.type === "if_statement" || at.type === "elif_clause" ? at.child("condition") : undefined;
    if (condition?.text.includes("__name__") || at.type === "decorator") return true;
  }
  // `if __name__ != "__main__": raise …` above leaves the file early.
  return nodes.root.children.some(
    (one) =>
      one.type === "if_statement" &&
      one.from < node.from &&
      /__name__\s*!=/.test(one.child("condition")?.text ?? ""),
  );
}

/** Puts the statement, and those after it up to the next definition, under the guard. */
function addGuard(node: SyntaxNode, program: PythonProgram): PitfallFix | undefined {
  const { nodes, module, text } = program;
  let first = node;
  while (first.parent && first.parent !== nodes.root) first = first.parent;
  const statements = nodes.root.children;
  const run: SyntaxNode[] = [];
  for (const statement of statements.slice(statements.indexOf(first))) {
    if (/definition$|^import|^future_import/.test(statement.type)) break;
    run.push(statement);
  }
  while (run.at(-1)?.type === "comment") run.pop();
  const last = run.at(-1);
  const isWhole = text[first.from - 1] === "\n" || first.from === 0;
  if (
    !last ||
    !isWhole ||
    run.some(({ type }) => type === "ERROR") ||
    nodes.root.children.some(isSharing(last))
  )
    return undefined;
  // A cell ends what stands under the guard, and a function that needs a name of it would miss it.
  if (run.some(({ text: content, type }) => type === "comment" && /^# ?(?:%%|In ?\[)/.test(content)))
    return undefined;
  for (const { definitions, reads } of module.scope.names.values()) {
    const isOfRun = definitions.some((one) => one.node.from >= first.from && one.node.to <= last.to);
    if (isOfRun && reads.some((read) => module.scopeOf(read).function || read.from > last.to))
      return undefined;
  }
  const guard = { from: first.from, to: first.from, text: `if __name__ == "__main__":${lineBreakOf(text)}` };
  const [start, ...others] = indentLines(nodes, first.from, lineEndAt(text, last.to));
  if (!start) return undefined;
  return {
    title: 'Put it under if __name__ == "__main__"',
    changes: [{ ...guard, text: guard.text + start.text }, ...others],
    isPreferred: true,
  };
}

/** Whether a statement begins on the line on which another ends. */
function isSharing(last: SyntaxNode): (other: SyntaxNode) => boolean {
  return (other) => other.from > last.to && other.type !== "comment" && !between(last, other).includes("\n");
}

function between(one: SyntaxNode, other: SyntaxNode): string {
  return one.parent?.text.slice(one.to - (one.parent?.from ?? 0), other.from - (one.parent?.from ?? 0)) ?? "";
}
