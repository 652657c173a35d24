import type { JobProblem } from "../protocol/job";
import { type Cell, DEFAULT_MARKER, findCells } from "./cells";
import { type FoundJob, findJobs } from "./jobs/findJobs";
import type { LanguageFacts } from "./languages";

/** What a file is made of, as far as it runs on engines. */
export interface FileParts {
  /** Nothing is in it but white space. */
  readonly isEmpty: boolean;
  readonly cells: readonly Cell[];
  readonly jobs: readonly FoundJob[];
  readonly problems: readonly JobProblem[];
}

/** Finds a file's cells and jobs. A `marker` that is no regular expression is passed over. */
export function findParts(text: string, facts: LanguageFacts, marker?: string): FileParts {
  const { jobs, problems } = findJobs(text, facts);
  const cells = findCells(text, facts, marker !== undefined && isPattern(marker) ? marker : DEFAULT_MARKER);
  return { isEmpty: text.trim() === "", cells, jobs, problems };
}

function isPattern(marker: string): boolean {
  try {
    new RegExp(marker);
    return true;
  } catch {
    return false;
  }
}
