import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import { isLessonText } from "../../lessons/editing/lessonText";
import { LESSON_FILE } from "../../lessons/pack/findLessons";
import type { LessonProblem } from "../../protocol/lessonProblem";
import type { LanguageServer } from "../languageClient/languageServer";
import { isServed } from "../languageClient/servedDocuments";
import type { LessonLibrary } from "./lessonLibrary";

/** What is asked of the language server: whether it tells what is wrong in open lessons. */
export type LessonServer = Pick<LanguageServer, "state" | "onDidChangeState">;

/**
 * Shows the mistakes in lessons among VS Code's problems, until they are mended. What the text of a lesson that is open
 * shows by itself, the language server tells while it is typed, and it is not told twice. An editor that has overlooked
 * that its file was changed by others has another text than the library: then both are told.
 */
export class LessonDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("parallelLabs.lessons");
  private readonly subscription: vscode.Disposable;
  /** Lessons that the server told of when this was last shown, so that it is shown anew only when that changes. */
  private told = "";
  /** Lessons whose editor has overlooked a change of the file. */
  private overlooked: ReadonlySet<string> = new Set();
  private updates = 0;

  constructor(
    private readonly library: Pick<LessonLibrary, "authorProblems" | "onDidChange">,
    private readonly server?: LessonServer,
    /** Reads a file as it is on the disk. */
    private readonly readText = (file: string) => readFile(file, "utf8"),
  ) {
    const ifLesson = ({ uri }: vscode.TextDocument) => {
      if (!uri.path.endsWith(`/${LESSON_FILE}`)) return;
      if (this.overlooked.has(uri.fsPath) || this.told !== namesOf(this.toldDocuments())) void this.update();
    };
    this.subscription = vscode.Disposable.from(
      library.onDidChange(() => void this.update()),
      vscode.workspace.onDidOpenTextDocument(ifLesson),
      vscode.workspace.onDidCloseTextDocument(ifLesson),
      vscode.workspace.onDidChangeTextDocument(({ document }) => ifLesson(document)),
      ...(server ? [server.onDidChangeState(() => void this.update())] : []),
    );
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.collection).dispose();
  }

  private async update(): Promise<void> {
    this.updates += 1;
    const update = this.updates;
    const documents = this.toldDocuments();
    this.told = namesOf(documents);
    const wrong = new Set(this.library.authorProblems.filter(({ inText }) => inText).map(fileOf));
    const overlooked = await this.overlookedFiles(documents.filter(({ uri }) => wrong.has(uri.fsPath)));
    if (update === this.updates) this.show(documents, overlooked);
  }

  private show(told: readonly vscode.TextDocument[], overlooked: ReadonlySet<string>): void {
    this.overlooked = overlooked;
    const files = new Set(told.map(({ uri }) => uri.fsPath).filter((file) => !overlooked.has(file)));
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of this.library.authorProblems) {
      const file = fileOf(problem);
      if (problem.inText && files.has(file)) continue;
      byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(problem)]);
    }
    this.collection.clear();
    this.collection.set([...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]));
  }

  /** The lessons that the language server tells of now. */
  private toldDocuments(): readonly vscode.TextDocument[] {
    if (this.server?.state !== "running") return [];
    return vscode.workspace.textDocuments.filter(
      (document) => isServed(document) && isLessonText(document.uri.path, document.getText()),
    );
  }

  /** Those whose text nobody has changed here, and that yet is not that of their file. */
  private async overlookedFiles(documents: readonly vscode.TextDocument[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const document of documents) {
      if (document.isDirty) continue;
      const text = await this.readText(document.uri.fsPath).catch(() => undefined);
      if (text !== undefined && lined(text) !== lined(document.getText())) found.add(document.uri.fsPath);
    }
    return found;
  }
}

function namesOf(documents: readonly vscode.TextDocument[]): string {
  return documents.map(({ uri }) => uri.fsPath).join("\0");
}

function lined(text: string): string {
  return text.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
}

/** Of a folder without a lesson the file that is missing: VS Code offers to create it. */
function fileOf({ code, file }: LessonProblem): string {
  return code === "no-lesson-file" ? join(file, LESSON_FILE) : file;
}

function diagnosticOf({ line, column, severity, message, code }: LessonProblem): vscode.Diagnostic {
  const at = new vscode.Position(line - 1, column - 1);
  const severities = vscode.DiagnosticSeverity;
  const diagnostic = new vscode.Diagnostic(
    new vscode.Range(at, at), // VS Code widens it to the word
    message,
    severity === "error" ? severities.Error : severities.Warning,
  );
  diagnostic.source = "Parallel Labs";
  diagnostic.code = code;
  return diagnostic;
}
