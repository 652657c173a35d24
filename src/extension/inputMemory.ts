import * as vscode from "vscode";

/**
 * What the user last chose to run each job on. A file's is kept with the workspace. A document without a name has it
 * only in this window and until it is closed: another document may be Untitled-1 tomorrow.
 */
export class InputMemory implements vscode.Disposable {
  private readonly untitled = new Map<string, Map<string, readonly string[]>>();
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) =>
    this.untitled.delete(uri.toString()),
  );

  constructor(private readonly kept: vscode.Memento) {}

  /** Files and globs that the user chose for a job; undefined for none. */
  recall(uri: vscode.Uri, job: string): readonly string[] | undefined {
    if (uri.scheme === "untitled") return this.untitled.get(uri.toString())?.get(job);
    return this.kept.get<readonly string[]>(keyOf(uri, job));
  }

  /** Keeps what the user chose for a job; undefined forgets it. */
  async remember(uri: vscode.Uri, job: string, names: readonly string[] | undefined): Promise<void> {
    if (uri.scheme !== "untitled") {
      await this.kept.update(keyOf(uri, job), names);
      return;
    }
    const jobs = this.untitled.get(uri.toString()) ?? new Map<string, readonly string[]>();
    if (names) jobs.set(job, names);
    else jobs.delete(job);
    this.untitled.set(uri.toString(), jobs);
  }

  dispose(): void {
    this.closing.dispose();
  }
}

function keyOf(uri: vscode.Uri, job: string): string {
  return `jobInput:${uri.toString()}#${job}`;
}
