import { dirname } from "node:path";
import * as vscode from "vscode";
import { errors } from "../base/errors";
import { type LanguageFacts, languageOf } from "../language/languages";
import type { Standpoint } from "../language/runTarget";
import { defaultFolder } from "./defaultFolder";

/** A document as it stands in the editor, saved or not. */
export interface EditorSource {
  readonly uri: vscode.Uri;
  readonly facts: LanguageFacts;
  readonly text: string;
  /** What tracebacks call it: its path, or its name when it has none. */
  readonly filename: string;
  /** Folder in which it works, where its relative names begin. */
  readonly cwd: string;
  readonly where: Standpoint;
}

/** The document of a code lens or of the active editor. Throws `wrong-usage` saying what to open. */
export async function editorSource(place?: { uri: vscode.Uri; line: number }): Promise<EditorSource> {
  const editor = vscode.window.activeTextEditor;
  const document = place ? await vscode.workspace.openTextDocument(place.uri) : editor?.document;
  const facts = document && factsOf(document);
  if (!document || !facts) {
    throw errors.wrongUsage(vscode.l10n.t("Open a Python, JavaScript or TypeScript file first."));
  }
  return {
    uri: document.uri,
    facts,
    text: document.getText(),
    filename: filenameOf(document),
    cwd: workingFolder(document),
    where: place ? { cursorLine: place.line } : standpoint(editor),
  };
}

/** The same document as it now stands. */
export async function reread(source: EditorSource): Promise<EditorSource> {
  const document = await vscode.workspace.openTextDocument(source.uri);
  return { ...source, text: document.getText() };
}

/** What tracebacks and the results call a document. One without a name of its own tells its language by an ending. */
export function filenameOf({ uri, fileName, languageId }: vscode.TextDocument): string {
  if (uri.scheme === "file") return uri.fsPath;
  return languageId === "typescript" && !/\.[cm]?tsx?$/.test(fileName) ? `${fileName}.ts` : fileName;
}

/** The language of a document, if engines can run it. */
export function factsOf(document: vscode.TextDocument): LanguageFacts | undefined {
  return languageOf(document.fileName, document.languageId);
}

function standpoint(editor: vscode.TextEditor | undefined): Standpoint {
  if (!editor) return { cursorLine: 0 };
  const { selection, document } = editor;
  const cursorLine = selection.active.line;
  if (selection.isEmpty) return { cursorLine };
  // From the first line's beginning, so that an indented selection keeps its shape.
  const first = new vscode.Position(selection.start.line, 0);
  const before = document.getText(new vscode.Range(first, selection.start));
  const start = before.trim() === "" ? first : selection.start;
  const text = document.getText(new vscode.Range(start, selection.end));
  return { cursorLine, selection: { firstLine: selection.start.line, text } };
}

function workingFolder({ uri }: vscode.TextDocument): string {
  return uri.scheme === "file" ? dirname(uri.fsPath) : defaultFolder();
}
