import { argumentNodes, positionalArguments } from "../../python/calls";
import type { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { TextChange } from "../../syntax/syntaxText";
import { lineEndAt } from "../edits";
import type { PitfallFinding } from "../pitfall";
import { importModule } from "./importModule";

/** Builtins that are gone, and what they are called now. */
const RENAMED: Readonly<Record<string, string>> = {
  xrange: "range",
  raw_input: "input",
  unicode: "str",
  unichr: "chr",
  long: "int",
  basestring: "str",
};

/** Builtins of Python 2 in a file that does not define them itself. */
export function* oldNames(program: PythonProgram): Iterable<PitfallFinding> {
  const { module } = program;
  // A file that asks which Python it is knows of both.
  if (module.starImports.length > 0 || /\bPY_?[23]\b|\bversion_info\b/.test(program.text)) return;
  for (const node of module.unbound) {
    const { from, to, text } = node;
    const isRenamed = Object.hasOwn(RENAMED, text);
    if (!isRenamed && !/^(?:cmp|reduce|execfile)$/.test(text)) continue;
    if (isGuarded(node) || isMeant(node, program.text) || node.closest("ERROR")) continue;
    if (isRenamed) {
      const now = RENAMED[text] as string;
      const fixes = [{ title: `Write ${now}`, changes: [{ from, to, text: now }], isPreferred: true }];
      yield { from, to, message: `Python 3 has no ${text}: it is ${now} now.`, fixes };
    } else if (text === "reduce") {
      const changes = [{ from, to, text: "functools.reduce" }, ...importModule("functools", program)];
      const fixes = [{ title: "Write functools.reduce", changes, isPreferred: true }];
      yield { from, to, message: "In Python 3, reduce is in the module functools.", fixes };
    } else if (text === "execfile") {
      yield { from, to, message: "Python 3 has no execfile: read the file, and give its text to exec." };
    } else yield comparison(node);
  }
}

/** `cmp(a, b)` is `(a > b) - (a < b)`, which works out both twice: only what does nothing is written so. */
function comparison({ from, to, parent, field }: SyntaxNode): PitfallFinding {
  const call = field === "function" ? parent : undefined;
  const [a, b] = call ? positionalArguments(call) : [];
  const isPlain = (node: SyntaxNode | undefined) =>
    node !== undefined && /^[\w.[\]"']+$|^-?\d+$/.test(node.text);
  const changes: TextChange[] = [];
  if (call && a && b && isPlain(a) && isPlain(b) && argumentNodes(call).length === 2) {
    changes.push({
      from: call.from,
      to: call.to,
      text: `((${a.text} > ${b.text}) - (${a.text} < ${b.text}))`,
    });
  }
  return {
    from,
    to,
    message: "Python 3 has no cmp: compare with < and >, or sort by a key.",
    fixes: changes.length > 0 ? [{ title: "Compare with > and <", changes, isPreferred: true }] : [],
  };
}

/** Whether a linter was told of it, or it is in a method that only Python 2 calls. */
function isMeant(node: SyntaxNode, text: string): boolean {
  if (/#\s*noqa/i.test(text.slice(node.to, lineEndAt(text, node.to)))) return true;
  const method = node.closest("function_definition")?.child("name")?.text ?? "";
  return /^__(?:cmp|long|unicode|nonzero|coerce)__$/.test(method);
}

/** Whether code asks which Python it is before, or tries the name and has something else ready. */
function isGuarded(node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === "try_statement") {
      if (
        at.children.some(
          ({ type, text }) =>
            type === "except_clause" && !/^except[^:]*\b(?:ValueError|KeyError|OSError|IOError)\b/.test(text),
        )
      )
        return true;
    }
    const condition = /^(?:if_statement|elif_clause|while_statement)$/.test(at.type)
      ? at.child("condition")?.text
      : /^(?:conditional_expression|boolean_operator)$/.test(at.type)
        ? at.text
        : undefined;
    if (
      condition &&
      /version|\bPY_?[23]|py[23]k?\b|python_?[23]|\bsix\b|is_py|IS_PY|hasattr|builtins/i.test(condition)
    )
      return true;
  }
  return false;
}
