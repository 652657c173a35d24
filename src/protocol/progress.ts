/**
 * Something that was set at a time. The latest setting of an item wins; `null` is a setting too, so that what was
 * taken back stays so when another window's state is merged in.
 */
export interface Entry<T> {
  /** ms since the epoch. */
  readonly at: number;
  readonly value: T | null;
}

/** A lab whose checks passed. */
export interface LabPass {
  /** Fingerprint of the check file that it passed. */
  readonly check: string;
}

/** An answer to a question. Choices are kept by their text, because their order may change. */
export interface QuizAnswer {
  readonly chosen: readonly string[];
  readonly correct: boolean;
}

/** What a learner did of a lesson, by the ids of checklist items, labs and questions. */
export interface LessonProgress {
  readonly ticks: Readonly<Record<string, Entry<true>>>;
  readonly labs: Readonly<Record<string, Entry<LabPass>>>;
  readonly quiz: Readonly<Record<string, Entry<QuizAnswer>>>;
}

/** What a learner did, by the ids of lessons. Ids that no lesson has are kept: the lesson may come back. */
export interface Progress {
  readonly version: 1;
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}
