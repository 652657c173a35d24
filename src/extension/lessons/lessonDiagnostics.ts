import { join } from "node:path";
import * as vscode from "vscode";
import { LESSON_FILE } from "../../lessons/pack/findLessons";
import type { LessonProblem } from "../../protocol/lessonProblem";
import type { LessonLibrary } from "./lessonLibrary";

/** Shows the mistakes in lessons among VS Code's problems, until they are mended. */
export class LessonDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection("parallelLabs.lessons");
  private readonly subscription: vscode.Disposable;

  constructor(private readonly library: LessonLibrary) {
    this.subscription = library.onDidChange(() => this.update());
  }

  dispose(): void {
    vscode.Disposable.from(this.subscription, this.collection).dispose();
  }

  private update(): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const problem of this.library.authorProblems) {
      const file = fileOf(problem);
      byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(problem)]);
    }
    this.collection.clear();
    this.collection.set([...byFile].map(([file, diagnostics]) => [vscode.Uri.file(file), diagnostics]));
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
