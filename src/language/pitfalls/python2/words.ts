import type { SyntaxNode, SyntaxNodes } from "../../syntax/syntaxNodes";
import type { PitfallFinding } from "../pitfall";

/** Signs and numbers that Python 3 does not know: `<>`, backquotes, `0777`, `10L`, `ur"…"`. */
export function* oldWords(nodes: SyntaxNodes): Iterable<PitfallFinding> {
  const { text } = nodes;
  if (text.includes("<>")) for (const node of nodes.ofType("comparison_operator")) yield* unequal(node, text);
  if (/`|\bur["']/i.test(text)) for (const node of nodes.ofType("string")) yield* quoted(node);
  if (/\b0[0-7]|[\da-fA-F][lL]\b/.test(text))
    for (const node of nodes.ofType("integer")) yield* numbers(node);
}

function* unequal({ children }: SyntaxNode, text: string): Iterable<PitfallFinding> {
  for (let at = 1; at < children.length; at++) {
    const [left, right] = [children[at - 1], children[at]];
    const sign = left && right ? text.slice(left.to, right.from).indexOf("<>") : -1;
    if (!left || sign < 0) continue;
    const from = left.to + sign;
    yield wordOf(from, from + 2, "!=", "Python 3 writes <> as !=.");
  }
}

function* quoted(node: SyntaxNode): Iterable<PitfallFinding> {
  const { from, to, text } = node;
  if (text.startsWith("`") && text.endsWith("`") && text.length > 2) {
    const changes = [
      { from, to: from + 1, text: "repr(" },
      { from: to - 1, to, text: ")" },
    ];
    const message = "Python 3 has no backquotes: write repr(…).";
    yield { from, to, message, fixes: [{ title: "Write repr(…)", changes, isPreferred: true }] };
  } else if (/^ur["']/i.test(text)) {
    yield wordOf(from, from + 2, "r", 'All text is Unicode in Python 3, so there is no ur"…": write r"…".');
  }
}

function* numbers({ from, to, text }: SyntaxNode): Iterable<PitfallFinding> {
  if (/^0+[1-7][0-7]*$/.test(text)) {
    const octal = `0o${text.replace(/^0+/, "")}`;
    yield wordOf(from, to, octal, `Python 3 writes octal numbers with 0o: ${octal}.`);
  } else if (/^\d[\da-fx]*l$/i.test(text)) {
    yield wordOf(from, to, text.slice(0, -1), "Python 3 has one kind of whole numbers: leave the L out.");
  }
}

function wordOf(from: number, to: number, text: string, message: string): PitfallFinding {
  return {
    from,
    to,
    message,
    fixes: [{ title: `Write ${text}`, changes: [{ from, to, text }], isPreferred: true }],
  };
}
