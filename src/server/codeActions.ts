import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding } from "../language/finding";
import { type Explanation, explanationFor } from "../language/pitfalls/explanations";
import { fixAll } from "../language/pitfalls/fixAll";
import { PITFALLS, type Pitfall, type PitfallFile } from "../language/pitfalls/pitfall";
import { fileSuppressionFix, suppressionFix } from "../language/pitfalls/suppressionFix";
import type { TextChange } from "../language/syntax/syntaxText";
import { FIX_ALL } from "../protocol/languageServer";
import { toDiagnostic } from "./diagnostics";
import type { ServerDocument } from "./serverDocument";

/** Kinds of the actions that we give. */
export const codeActionKinds = [CodeActionKind.QuickFix, FIX_ALL];

/**
 * Quick fixes of what is wrong in a range, and what repairs the whole file.
 * @param file absent for a lesson, in which nothing can be suppressed
 * @param lessonCommand the client's command that opens a lesson's page; absent where it has none
 */
export function codeActions(
  document: ServerDocument,
  findings: readonly Finding[],
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  file?: PitfallFile,
  lessonCommand?: string,
): CodeAction[] {
  const wanted = (kind: string) =>
    context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const here = findings.filter((finding) => finding.from <= to && from <= finding.to);
    for (const finding of here) {
      const diagnostics = [toDiagnostic(document, finding)];
      for (const { title, changes, isPreferred } of [...finding.fixes, ...suppressions(finding, file)]) {
        const edit = editOf(document, changes);
        actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred, edit });
      }
      const explanation = lessonCommand === undefined ? undefined : explanationFor(finding.code);
      if (lessonCommand === undefined || !explanation) continue;
      const title = `Explain: ${explanation.title}`;
      const command = { title, command: lessonCommand, arguments: [placeOf(explanation)] };
      actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, command });
    }
  }
  // Asked for by name alone: a light bulb at every line would be of no help.
  if (context.only !== undefined && wanted(FIX_ALL)) {
    const changes = fixAll(findings);
    if (changes.length > 0) {
      const title = "Fix all that Parallel Labs can fix";
      actions.push({ title, kind: FIX_ALL, edit: editOf(document, changes) });
    }
  }
  return actions;
}

function suppressions(finding: Finding, file: PitfallFile | undefined): Finding["fixes"] {
  const codes: readonly string[] = PITFALLS;
  if (!file || !codes.includes(finding.code)) return [];
  const pitfall = finding as Pitfall;
  return [suppressionFix(pitfall, file), fileSuppressionFix(pitfall, file)];
}

/** What the lesson command takes. */
function placeOf({ lesson, page, title }: Explanation) {
  return { lesson, page, heading: title };
}

function editOf(document: ServerDocument, changes: readonly TextChange[]): WorkspaceEdit {
  const edits = changes.map(
    ({ from, to, text }): TextEdit => ({ range: document.range(from, to), newText: text }),
  );
  return { changes: { [document.uri]: edits } };
}
