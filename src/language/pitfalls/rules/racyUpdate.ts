import { handedArguments } from "../../python/parallelCalls";
import { parametersOf } from "../../python/parameters";
import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import { indentAt, indentLines, isFirstOnLine, isLastOnLine, lineBreakOf, lineEndAt } from "../edits";
import type { PitfallFix, PitfallRule } from "../pitfall";

const SHARED = /^multiprocessing\.(Raw)?(Value|Array)\(\)$/;
const LOCKS = /lock|mutex|sem(?:aphore)?\b|condition|guard/i;

/** Reading, changing and writing shared memory while other processes may do the same. */
export const racyUpdate: PitfallRule = {
  code: "racy-update",
  severity: "warning",
  languages: ["python"],
  mayApply: /\bmultiprocessing\b/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    if (!/\b(?:Raw)?(?:Value|Array)\b/.test(program.text)) return;
    const shared = new SharedMemory(program);
    const works = program.parallelCalls.flatMap(({ home, work }) =>
      home === "processes" && work ? [work] : [],
    );
    const seen = new Set<SyntaxNode>();
    for (const work of program.reach(works)) {
      for (const node of program.nodes.within(work)) {
        const target = updated(node);
        const owner = target?.child(target.type === "subscript" ? "value" : "object");
        if (!target || !owner || seen.has(node)) continue;
        const what = shared.kindOf(owner, work);
        if (!what || (what.kind === "Array") !== (target.type === "subscript")) continue;
        if (target.type === "subscript" && !mayCollide(target, work)) continue;
        if (isLocked(node, work, program)) continue;
        seen.add(node);
        const fix = what.isRaw ? undefined : holdLock(node, owner, program);
        yield {
          from: node.from,
          to: node.to,
          message: `Between reading ${target.text} and writing it back, another process may write it too, and its change is lost. ${what.isRaw ? "Hold a Lock while you do this." : `Hold ${owner.text}.get_lock() while you do this.`}`,
          fixes: fix ? [fix] : [],
        };
      }
    }
  },
};

/** What a statement reads and writes back: `x.value += 1`, `x.value = x.value + 1`, `a[i] += 1`. */
function updated(node: SyntaxNode): SyntaxNode | undefined {
  const left = node.child("left");
  const isTarget =
    left?.type === "subscript" || (left?.type === "attribute" && left.child("attribute")?.text === "value");
  if (!left || !isTarget) return undefined;
  if (node.type === "augmented_assignment") return left;
  const right = node.type === "assignment" ? node.child("right") : undefined;
  if (right?.type !== "binary_operator") return undefined;
  return right.child("left")?.text === left.text || right.child("right")?.text === left.text
    ? left
    : undefined;
}

/** Which names and parameters of a program are shared memory. */
class SharedMemory {
  /** Parameters, by function and name, that a call hands shared memory to. */
  private readonly parameters = new Map<SyntaxNode, Map<string, string>>();

  constructor(private readonly program: PythonProgram) {
    for (const call of program.parallelCalls) {
      if (!call.work) continue;
      const parameters = parametersOf(call.work);
      handedArguments(call).forEach((argument, at) => {
        const path = program.symbols.of(argument);
        const name = parameters[at]?.name;
        if (!call.work || !name || !path || !SHARED.test(path)) return;
        const known = this.parameters.get(call.work) ?? new Map<string, string>();
        this.parameters.set(call.work, known.set(name, path));
      });
    }
  }

  kindOf(owner: SyntaxNode, work: SyntaxNode): { kind: string; isRaw: boolean } | undefined {
    const { module, symbols } = this.program;
    const name = owner.type === "identifier" ? module.nameOf(owner) : undefined;
    const isParameter = name?.definitions.every(({ kind }) => kind === "parameter");
    const path = isParameter
      ? this.parameters.get(work)?.get(owner.text)
      : (symbols.of(owner) ?? this.setByInitializer(owner));
    const found = SHARED.exec(path ?? "");
    return found ? { kind: found[2] ?? "", isRaw: found[1] !== undefined } : undefined;
  }

  /** `global counter; counter = given` in a pool's initializer. */
  private setByInitializer(owner: SyntaxNode): string | undefined {
    const name = owner.type === "identifier" ? this.program.module.nameOf(owner) : undefined;
    for (const { value, scope } of name?.definitions ?? []) {
      const known = scope.function && this.parameters.get(scope.function.node);
      const path = value?.type === "identifier" ? known?.get(value.text) : undefined;
      if (path) return path;
    }
    return undefined;
  }
}

/**
 * Whether two processes may well write the same element. A parameter, or what is worked out from one, may be a
 * process's own place; a number, a loop through all places, or a place that the data decide is nobody's own.
 */
function mayCollide(target: SyntaxNode, work: SyntaxNode): boolean {
  const index = target.child("subscript");
  if (!index) return false;
  if (index.type === "integer") return true;
  if (index.type === "call")
    return /^(?:int|hash|ord|len)$/.test(index.child("function")?.text ?? "") && !speaksOfProcess(index.text);
  if (index.type !== "identifier") return false;
  for (let at = target.parent; at && at !== work; at = at.parent) {
    if (at.type !== "for_statement" || at.child("left")?.text !== index.text) continue;
    const array = target.child("value")?.text ?? "";
    const range = at.child("right")?.text.replace(/\s+/g, "") ?? "";
    return range === `range(len(${array}))` || /^range\(\d+\)$/.test(range);
  }
  return false;
}

function speaksOfProcess(text: string): boolean {
  return /id\b|rank|index|worker|process|slot|engine/i.test(text);
}

/** Whether a lock is held there, as far as can be seen; what may be a lock counts as one. */
function isLocked(node: SyntaxNode, work: SyntaxNode, { nodes }: PythonProgram): boolean {
  for (let at = node.parent; at && at !== work; at = at.parent) {
    if (at.type !== "with_statement") continue;
    const items = at.children.find(({ type }) => type === "with_clause")?.children ?? [];
    if (items.some(({ text }) => !/^open\(/.test(text))) return true;
  }
  return nodes
    .within(work)
    .some(
      ({ type, text, field }) =>
        type === "identifier" && field === "attribute" && (text === "acquire" || LOCKS.test(text)),
    );
}

function holdLock(node: SyntaxNode, owner: SyntaxNode, { nodes }: PythonProgram): PitfallFix | undefined {
  const statement = node.parent;
  const { text } = nodes;
  if (statement?.type !== "expression_statement" || !isFirstOnLine(text, statement.from)) return undefined;
  if (!isLastOnLine(text, statement.to)) return undefined;
  const indent = indentAt(text, statement.from);
  const [first, ...others] = indentLines(nodes, statement.from, lineEndAt(text, statement.to));
  if (!first) return undefined;
  const head = `${indent}with ${owner.text}.get_lock():${lineBreakOf(text)}`;
  return {
    title: `Hold ${owner.text}'s lock`,
    changes: [{ ...first, text: head + first.text }, ...others],
    isPreferred: true,
  };
}
