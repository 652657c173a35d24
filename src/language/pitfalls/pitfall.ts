import type { Language } from "../../protocol/language";
import type { SyntaxText, TextChange } from "../syntax/syntaxText";

/** The codes of the rules; promises to users, who suppress a rule by its code. */
export const PITFALLS = [
  "engine-import",
  "shared-global",
  "not-associative",
  "unpicklable",
  "main-guard",
  "same-seed",
  "racy-update",
  "pool-leak",
  "gil-threads",
  "tiny-tasks",
  "python2",
  "pasted-html",
] as const;

export type PitfallCode = (typeof PITFALLS)[number];

export type PitfallSeverity = "error" | "warning" | "information" | "hint";

/** A way to repair a pitfall. */
export interface PitfallFix {
  /** What it does, as a command: "Import numpy inside the function". */
  readonly title: string;
  /** Changes of the text as it was looked at; they do not overlap, and all are made at once. */
  readonly changes: readonly TextChange[];
  /** Whether it is the one that "fix all" takes. */
  readonly isPreferred: boolean;
}

/** A place in a file where parallel code will not do what it seems to. Offsets count UTF-16 units. */
export interface Pitfall {
  readonly code: PitfallCode;
  readonly severity: PitfallSeverity;
  /** What happens on the engines and why, in plain words. */
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** Empty where only a person can repair it. */
  readonly fixes: readonly PitfallFix[];
}

/** What a rule looks at. */
export interface PitfallFile {
  readonly language: Language;
  readonly syntax: SyntaxText;
}

/** What a rule reports; the code is the rule's, and so is the severity unless it says otherwise. */
export interface PitfallFinding extends Pick<Pitfall, "from" | "to" | "message"> {
  readonly severity?: PitfallSeverity;
  readonly fixes?: readonly PitfallFix[];
}

/** One pitfall, told in a file of its own. */
export interface PitfallRule {
  readonly code: PitfallCode;
  readonly severity: PitfallSeverity;
  readonly languages: readonly Language[];
  /** What a text must match to have it: a quick look, which spares most files the reading. */
  readonly mayApply: { test(text: string): boolean };
  find(file: PitfallFile): Iterable<PitfallFinding>;
}
