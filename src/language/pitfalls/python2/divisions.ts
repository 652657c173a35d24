import type { PythonProgram } from "../../python/pythonProgram";
import type { PitfallFinding } from "../pitfall";

/**
 * `len(words) / 8`, which rounded down in Python 2 and gives 12.5 now, where a list has no place 12.5. For programs that
 * are sure to be old.
 */
export function* oldDivisions({ nodes, symbols, text }: PythonProgram): Iterable<PitfallFinding> {
  if (/from\s+__future__\s+import[^\n]*\bdivision\b/.test(text)) return;
  for (const node of nodes.ofType("binary_operator")) {
    const [left, right] = [node.child("left"), node.child("right")];
    if (left?.type !== "call" || !right || (right.type !== "integer" && right.type !== "call")) continue;
    const isLength = (one: typeof left) => symbols.of(one.child("function")) === "builtins.len";
    if (!isLength(left) || (right.type === "call" && !isLength(right))) continue;
    const sign = /^\s*\/(?!\/)/.exec(text.slice(left.to, right.from));
    if (!sign) continue;
    const to = left.to + sign[0].length;
    yield {
      from: node.from,
      to: node.to,
      severity: "warning",
      message: "In Python 2 this rounded down to a whole number; in Python 3 it does not: write //.",
      fixes: [{ title: "Write //", changes: [{ from: to, to, text: "/" }], isPreferred: true }],
    };
  }
}
