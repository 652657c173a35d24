import type { Language } from "./language";

/** What a learner does with an item of the checklist. */
export type ItemKind = "watch" | "read" | "do";

/** What the learner can do afterwards; checklist items and questions refer to it. */
export interface Objective {
  readonly id: string;
  readonly text: string;
}

/** A line of a lesson's checklist. */
export interface ChecklistItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  /** Of `watch` and `read` the page's address; of `do` a lab's id, or `LESSON/LAB` for a lab of another lesson. */
  readonly link: string;
  readonly minutes?: number;
  /** Not needed for the lesson, and not counted in its tally. */
  readonly optional?: boolean;
  /** Who made it. */
  readonly by?: string;
  /** Ids of the objectives that it serves. */
  readonly outcomes?: readonly string[];
}

/** A file that a learner works in. Paths are relative to the lesson's folder, with `/`. */
export interface Lab {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** What the learner's copy begins as. */
  readonly file: string;
  readonly solution: string;
  readonly check: string;
  readonly language: Language;
  /** Other files that the lab needs, copied beside it. */
  readonly extras: readonly string[];
  /** In the order in which they are told. */
  readonly hints: readonly string[];
  /** How many engines it needs at least. */
  readonly engines?: number;
  /** Id of the lab that comes before. */
  readonly after?: string;
}

/** An answer that may be chosen. */
export interface Choice {
  readonly text: string;
  readonly correct?: boolean;
  /** Why it is right or wrong. */
  readonly why: string;
}

/** A question; the right answer is to choose all correct choices and no other. */
export interface Question {
  readonly id: string;
  readonly question: string;
  /** Id of the objective that it tests. */
  readonly outcome?: string;
  readonly choices: readonly Choice[];
}

/** What the front matter of a `lesson.md` says. Every list is there, if only empty. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly summary?: string;
  readonly objectives: readonly Objective[];
  readonly checklist: readonly ChecklistItem[];
  readonly labs: readonly Lab[];
  readonly quiz: readonly Question[];
}
