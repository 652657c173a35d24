import type { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { TextChange } from "../../syntax/syntaxText";
import type { PitfallFinding } from "../pitfall";

/** Statements that are none in Python 3. */
export function* oldStatements(program: PythonProgram): Iterable<PitfallFinding> {
  const { nodes } = program;
  for (const node of nodes.ofType("print_statement")) if (!isName(node, "print")) yield printed(node);
  for (const node of nodes.ofType("binary_operator")) yield* formatted(node, program);
  for (const node of nodes.ofType("exec_statement")) yield executed(node);
  for (const node of nodes.ofType("except_clause")) yield* caught(node);
  for (const node of nodes.ofType("raise_statement")) yield* raised(node);
  for (const { from, to, text, parent } of nodes.ofType("tuple_pattern")) {
    if (!/^(?:lambda_)?parameters$/.test(parent?.type ?? "")) continue;
    const message = `Python 3 takes no parameter apart, as ${text} here: give it one name, and take that apart in the function.`;
    yield { from, to, message };
  }
}

/** Whether it is no statement but a name, which a grammar for both Pythons may mistake. */
function isName(node: SyntaxNode, word: string): boolean {
  return !node.text.startsWith(word) || node.children.length === 0;
}

function printed(node: SyntaxNode): PitfallFinding {
  const shown = node.childrenOf("argument");
  const chevron = node.children.find(({ type }) => type === "chevron");
  const file = chevron?.children[0];
  const end = node.from + "print".length;
  const first = shown[0] ?? chevron;
  const last = shown.at(-1) ?? chevron ?? node;
  const goesOn = shown.length > 0 && /^\s*,/.test(node.text.slice(last.to - node.from));
  const more = [...(goesOn ? ['end=" "'] : []), ...(file ? [`file=${file.text}`] : [])].join(", ");
  const opening = { from: end, to: shown[0]?.from ?? last.to, text: "(" };
  const separator = more && shown.length > 0 ? ", " : "";
  const closing = { from: last.to, to: node.to, text: `${separator}${more})` };
  return {
    from: node.from,
    to: end,
    message: "print is a function in Python 3, which is what engines run: write print(…).",
    fixes: first ? [fix("Write print(…)", [opening, closing])] : [],
  };
}

/** `print ("%s") % x`, which Python 3 takes for a call whose result has no `%`. */
function* formatted(node: SyntaxNode, { symbols }: PythonProgram): Iterable<PitfallFinding> {
  const call = node.child("left");
  const called = call?.type === "call" ? call.child("function") : undefined;
  const shown = call?.child("arguments");
  if (node.parent?.type !== "expression_statement" || !called || !shown) return;
  if (symbols.of(called) !== "builtins.print") return;
  const changes = [
    { from: called.to, to: shown.from, text: "(" },
    { from: node.to, to: node.to, text: ")" },
  ];
  yield {
    from: called.from,
    to: called.to,
    message:
      "print is a function in Python 3, and its brackets end before the operator: write print(…) around all of it.",
    fixes: [fix("Write print(…)", changes)],
  };
}

function executed(node: SyntaxNode): PitfallFinding {
  const parts = node.children.filter(({ type }) => type !== "comment");
  const [code] = parts;
  const end = node.from + "exec".length;
  const changes = parts
    .slice(1)
    .map((part, at) => ({ from: parts[at]?.to ?? part.from, to: part.from, text: ", " }));
  const closing = { from: parts.at(-1)?.to ?? node.to, to: node.to, text: ")" };
  return {
    from: node.from,
    to: end,
    message: "exec is a function in Python 3, which is what engines run: write exec(…).",
    fixes: code ? [fix("Write exec(…)", [{ from: end, to: code.from, text: "(" }, ...changes, closing])] : [],
  };
}

/** `except Problem, error`; since Python 3.14 `except This, That` is a list of two problems. */
function* caught(node: SyntaxNode): Iterable<PitfallFinding> {
  const [problem, error, more] = node.childrenOf("value");
  if (!problem || error?.type !== "identifier" || more || !/^[a-z_]/.test(error.text)) return;
  yield {
    from: problem.from,
    to: error.to,
    message: `Python 3 names what it caught with as: write except ${problem.text} as ${error.text}.`,
    fixes: [fix(`Write as ${error.text}`, [{ from: problem.to, to: error.from, text: " as " }])],
  };
}

function* raised(node: SyntaxNode): Iterable<PitfallFinding> {
  const [list] = node.children;
  const [problem, value, traceback, more] = list?.type === "expression_list" ? list.children : [];
  if (!list || !problem || !value || more) return;
  const changes: TextChange[] = [
    { from: problem.to, to: value.from, text: "(" },
    traceback
      ? { from: value.to, to: traceback.from, text: ").with_traceback(" }
      : { from: value.to, to: list.to, text: ")" },
    ...(traceback ? [{ from: traceback.to, to: list.to, text: ")" }] : []),
  ];
  yield {
    from: list.from,
    to: list.to,
    message: `Python 3 raises one thing, made of its type and its message: write raise ${problem.text}(…).`,
    fixes: value.text === "None" ? [] : [fix(`Write raise ${problem.text}(…)`, changes)],
  };
}

function fix(title: string, changes: readonly TextChange[]) {
  return { title, changes, isPreferred: true };
}
