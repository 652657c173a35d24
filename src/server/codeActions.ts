import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding } from "../language/finding";
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
 */
export function codeActions(
  document: ServerDocument,
  findings: readonly Finding[],
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  file?: PitfallFile,
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
    }
  }
  // Asked for by name alone: a light bulb at every line would be of no help.
  if (context.only !== undefined && wanted(FIX_ALL)) {
    const changes = allChanges(findings);
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

/** The changes of each finding's preferred fix; of two that touch each other the first is taken. */
function allChanges(findings: readonly Finding[]): TextChange[] {
  const taken: TextChange[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(({ isPreferred }) => isPreferred);
    if (!fix) continue;
    const fresh = fix.changes.filter((change) => !taken.some((other) => isSame(change, other)));
    if (fresh.some((change) => taken.some((other) => touches(change, other)))) continue;
    taken.push(...fresh);
  }
  return taken.sort((a, b) => a.from - b.from);
}

/** Several findings may want the same import. */
function isSame(a: TextChange, b: TextChange): boolean {
  return a.from === b.from && a.to === b.to && a.text === b.text;
}

function touches(a: TextChange, b: TextChange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

function editOf(document: ServerDocument, changes: readonly TextChange[]): WorkspaceEdit {
  const edits = changes.map(
    ({ from, to, text }): TextEdit => ({ range: document.range(from, to), newText: text }),
  );
  return { changes: { [document.uri]: edits } };
}
