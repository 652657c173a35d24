/** What can be wrong with a lesson. Stable: fixes and tests match on it. */
export type LessonProblemCode =
  | "no-lessons"
  | "no-lesson-file"
  | "unreadable"
  | "too-large"
  | "too-many-files"
  | "outside-pack"
  | "no-front-matter"
  | "not-yaml"
  | "missing-field"
  | "unknown-field"
  | "wrong-value"
  | "duplicate-id"
  | "unknown-lab"
  | "unknown-outcome"
  | "wrong-choices"
  | "missing-file"
  | "no-text"
  | "dead-link"
  | "forbidden-link"
  | "raw-html"
  | "no-checks"
  | "starter-passes"
  | "solution-fails";

/** A mistake in a lesson, at its place. */
export interface LessonProblem {
  readonly code: LessonProblemCode;
  /** A lesson with an `error` is not offered to learners; one with a `warning` is. */
  readonly severity: "error" | "warning";
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** Where in the front matter, as `checklist[1].link`; empty for the text below it. */
  readonly field: string;
  /** One sentence that says what to do. */
  readonly message: string;
  /** The lesson's text alone shows it, without its files: the language server tells it of a lesson that is open. */
  readonly inText?: true;
}
