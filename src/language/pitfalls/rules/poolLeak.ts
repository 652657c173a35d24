import { PythonProgram } from "../../python/pythonProgram";
import type { Name } from "../../python/scope";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import { indentLines, isFirstOnLine, lineEndAt } from "../edits";
import type { PitfallFix, PitfallRule } from "../pitfall";

const POOLS: ReadonlySet<string> = new Set(["multiprocessing.Pool", "multiprocessing.pool.ThreadPool"]);
const ENDS = /^(?:close|terminate|__exit__|__del__|_terminate)$/;
/** Methods that are done when they return, so that the pool may be ended after them. */
const WAITS = /^(?:map|starmap|apply)$/;

/** A Pool that is neither closed nor used in a `with` statement. */
export const poolLeak: PitfallRule = {
  code: "pool-leak",
  severity: "information",
  languages: ["python"],
  mayApply: /\bmultiprocessing\b/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    const { module, nodes, symbols } = program;
    for (const node of nodes.ofType("call")) {
      const called = node.child("function");
      if (!called || !POOLS.has(symbols.of(called) ?? "")) continue;
      const holder = node.parent;
      const left =
        holder?.type === "assignment" && holder.child("right") === node ? holder.child("left") : undefined;
      const name = left?.type === "identifier" ? module.nameOf(left) : undefined;
      const isInline = holder?.type === "attribute" && !ENDS.test(holder.child("attribute")?.text ?? "");
      if (!isInline && !(name && left && isLeft(name))) continue;
      const isInFunction = module.scopeOf(node).function !== undefined;
      const fix = name && holder && useWith(name, holder, node, program);
      yield {
        from: called.from,
        to: called.to,
        ...(isInFunction ? { severity: "warning" as const } : {}),
        message: `Nobody closes this pool: its workers stay and wait for work ${isInFunction ? "each time that the function has run" : "until the program ends"}. Use with … as pool:, or call pool.close() and pool.join() when all is done.`,
        fixes: fix ? [fix] : [],
      };
    }
  },
};

/** Whether nothing but methods of it are called, and none that ends it; what else has it might end it. */
function isLeft({ definitions, reads, scope }: Name): boolean {
  if (scope.kind === "class" || definitions.some(({ kind }) => kind === "delete")) return false;
  return reads.every((read) => {
    const attribute = read.field === "object" ? read.parent?.child("attribute")?.text : undefined;
    return attribute !== undefined && !ENDS.test(attribute);
  });
}

/** `with Pool() as pool:` around all that uses it, if nothing of it goes on in the background. */
function useWith(
  { text: word, reads, definitions }: Name,
  assignment: SyntaxNode,
  call: SyntaxNode,
  { nodes }: PythonProgram,
): PitfallFix | undefined {
  const statement = assignment.parent;
  const block = statement?.parent;
  const last = reads.at(-1);
  if (!statement || !block || !last || definitions.length > 1 || !isFirstOnLine(nodes.text, statement.from))
    return undefined;
  const inBlock = reads.every((read) => block.contains(read) && read.from > statement.to);
  const waits = reads.every((read) => WAITS.test(read.parent?.child("attribute")?.text ?? ""));
  const end = block.children.find((child) => child.contains(last));
  if (!inBlock || !waits || !end || assignment.child("type")) return undefined;
  const next = nodes.text.indexOf("\n", statement.to) + 1;
  const isAlone = nodes.text.slice(statement.to, next || undefined).trim() === "";
  const between = block.children.filter((one) => one.from >= statement.from && one.to <= end.to);
  const hasCell = between.some(({ type, text }) => type === "comment" && /^# ?(?:%%|In ?\[)/.test(text));
  // What is defined inside must stay where processes look for it.
  const hasDefinition = between.some(({ type }) => /definition$/.test(type));
  if (!isAlone || next === 0 || hasCell || hasDefinition) return undefined;
  return {
    title: "Use the pool in a with statement",
    changes: [
      { from: statement.from, to: statement.to, text: `with ${call.text} as ${word}:` },
      ...indentLines(nodes, next, lineEndAt(nodes.text, end.to)),
    ],
    isPreferred: true,
  };
}
