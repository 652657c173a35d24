import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { explanationAt } from "../language/editing/explanationAt";
import { termAt } from "../language/terms/termAt";
import { TERMS_LESSON, type Term } from "../language/terms/terms";
import { fieldExplanation } from "../lessons/editing/fieldExplanation";
import type { FileView } from "./fileView";
import type { ServerDocument } from "./serverDocument";

/** Of a job, a cell's header, an option, or a term that lessons teach. */
export function programHover(view: FileView, position: Position, lessonCommand?: string): Hover | null {
  const { document, facts, parts, syntax } = view;
  const { line, character } = position;
  const explained = explanationAt(parts, facts, { line, character, text: document.line(line) });
  if (explained) return lineHover(explained, line);
  if (facts.language !== "python") return null;
  const found = termAt(syntax, document.offsetAt(position));
  if (!found) return null;
  const { term, part } = found;
  return { contents: markdown(termText(term, lessonCommand)), range: document.range(part.from, part.to) };
}

/** Of a field of a lesson. */
export function fieldHover(document: ServerDocument, { line, character }: Position): Hover | null {
  const explained = fieldExplanation(document.text, line, character);
  return explained ? lineHover(explained, line) : null;
}

function lineHover(
  { says, from, to }: { readonly says: string; readonly from: number; readonly to: number },
  line: number,
): Hover {
  const range = { start: { line, character: from }, end: { line, character: to } };
  return { contents: markdown(says), range };
}

function termText({ says, heading }: Term, lessonCommand: string | undefined): string {
  const { id: lesson, title } = TERMS_LESSON;
  const place = encodeURIComponent(JSON.stringify({ lesson, heading }));
  const link = lessonCommand ? `[${heading}](command:${lessonCommand}?${place})` : `*${heading}*`;
  return `${says}\n\n${title}: ${link}`;
}

function markdown(value: string) {
  return { kind: MarkupKind.Markdown, value };
}
