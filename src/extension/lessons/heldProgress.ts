import * as vscode from "vscode";
import { noProgress } from "../../lessons/progress/entries";
import type { Progress } from "../../protocol/progress";
import type { LearnerProgress } from "./lessonSources";

/** What the learner did since the window opened. */
export class HeldProgress implements LearnerProgress, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  progress: Progress = noProgress;

  async change(update: (progress: Progress, now: number) => Progress): Promise<void> {
    this.progress = update(this.progress, Date.now());
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
