import type { LoadedLesson } from "../../lessons/loadLesson";
import type { SourceKind } from "./lessonSources";

/** A lesson that learners are offered. */
export interface OfferedLesson extends LoadedLesson {
  readonly source: SourceKind;
  /** Of each lab's check file, by the lab's id, its fingerprint. */
  readonly checks: ReadonlyMap<string, string>;
}
