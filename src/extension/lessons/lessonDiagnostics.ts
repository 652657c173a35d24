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
 * shows by itself, the language server tells while it is typed, and it is not told twice.
 */
export class LessonDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("parallelLabs.lessons");
  private readonly subscription: vscode.Disposable;
  /** Lessons that the server told of when this was last shown, so that it is shown anew only when that changes. */
  private told = "";

  constructor(
    private readonly library: LessonLibrary,
    private readonly server?: LessonServer,
  ) {
    const ifLesson = ({ uri }: vscode.TextDocument) => {
      if (uri.path.endsWith(`/${LESSON_FILE}`) && this.told !== this.toldFiles().join("\0")) this.update();
    };
    this.subscription = vscode.Disposable.from(
      library.onDidChange(() => this.update()),
      vscode.workspace.onDidOpenTextDocument(ifLesson),
      vscode.workspace.onDidCloseTextDocument(ifLesson),
      vscode.workspace.onDidChangeTextDocument(({ document }) => ifLesson(document)),
      ...(server ? [server.onDidChangeState(() => this.update())] : []),
    );
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.collection).dispose();
  }

  private update(): void {
    const told = this.toldFiles();
    this.told = told.join("\0");
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of this.library.authorProblems) {
      const file = fileOf(problem);
      if (problem.inText && told.includes(file)) continue;
      byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(problem)]);
    }
    this.collection.clear();
    this.collection.set([...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]));
  }

  /** The lessons that the language server tells of now. */
  private toldFiles(): readonly string[] {
    if (this.server?.state !== "running") return [];
    return vscode.workspace.textDocuments
      .filter((document) => isServed(document) && isLessonText(document.uri.path, document.getText()))
      .map(({ uri }) => uri.fsPath);
  }
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
