import { factsOf } from "../languages";
import type { SyntaxNode, TextChange } from "../syntax/syntaxText";
import { lineBreakOf, lineEndAt, lineStartAt } from "./edits";
import type { Pitfall, PitfallFile, PitfallFix } from "./pitfall";

const OWN = /parallel[-_ ]?labs?\s*:\s*ignore((?:[ \t,=]+[a-z][a-z0-9-]*)*)\s*$/i;

/** What suppresses one pitfall where it stands: a comment at the line's end, or above it where none can be there. */
export function suppressionFix(pitfall: Pitfall, file: PitfallFile): PitfallFix {
  return {
    title: `Ignore ${pitfall.code} on this line`,
    changes: [commentFor(pitfall, file)],
    isPreferred: false,
  };
}

/** What suppresses a pitfall in the whole file: a comment at its top. */
export function fileSuppressionFix(pitfall: Pitfall, file: PitfallFile): PitfallFix {
  const { text } = file.syntax;
  const { comment } = factsOf(file.language);
  let at = text.startsWith("\ufeff") ? 1 : 0;
  // Interpreter and encoding are read from the first lines alone.
  while (/^(?:#!|#.*coding[:=])/.test(text.slice(at, lineEndAt(text, at))) && at < text.length) {
    at = Math.min(text.length, text.indexOf("\n", at) + 1 || text.length);
  }
  const change = {
    from: at,
    to: at,
    text: `${comment} parallel-labs: ignore-file ${pitfall.code}${lineBreakOf(text)}`,
  };
  return { title: `Ignore ${pitfall.code} in this file`, changes: [change], isPreferred: false };
}

function commentFor({ code, from }: Pitfall, { language, syntax }: PitfallFile): TextChange {
  const { text, nodes } = syntax;
  const { comment } = factsOf(language);
  const end = lineEndAt(text, from);
  const line = text.slice(lineStartAt(text, from), end);
  const own = OWN.exec(line);
  if (own) {
    const at = end - (line.length - line.trimEnd().length);
    return { from: at, to: at, text: own[1] ? `, ${code}` : "" };
  }
  const node = nodes.at(Math.max(0, end - 1));
  const isInText = end < text.length && spansLines(nodes.at(end), end);
  const isJoined = language === "python" && line.trimEnd().endsWith("\\") && node.type !== "comment";
  if (isInText || isJoined) {
    const start = lineStartAt(text, from);
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    return {
      from: start,
      to: start,
      text: `${indent}${comment} parallel-labs: ignore ${code}${lineBreakOf(text)}`,
    };
  }
  return { from: end, to: end, text: `  ${comment} parallel-labs: ignore ${code}` };
}

/** Whether a string or block comment goes on after an offset, so that nothing can be written there. */
function spansLines(node: SyntaxNode, offset: number): boolean {
  return /string|comment|template/.test(node.type) && node.from < offset && node.to > offset;
}
