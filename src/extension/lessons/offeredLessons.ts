import type * as vscode from "vscode";
import type { LoadedLesson } from "../../lessons/loadLesson";
import type { Progress } from "../../protocol/progress";

/** The lessons that are offered, as their pages, labs and quizzes see them. */
export interface Lessons {
  readonly onDidChange: vscode.Event<unknown>;
  /** Resolves when they have been loaded. */
  ready(): Promise<void>;
  readonly lessons: readonly LoadedLesson[];
  find(id: string): LoadedLesson | undefined;
}

/** What the learner did, and the way to change it. */
export interface LearnerProgress {
  readonly onDidChange: vscode.Event<unknown>;
  readonly progress: Progress;
  change(update: (progress: Progress, now: number) => Progress): Promise<void>;
}
