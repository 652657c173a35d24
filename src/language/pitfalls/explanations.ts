import { TERMS_LESSON } from "../terms/terms";
import { PITFALLS, type PitfallCode } from "./pitfall";

/** Where a pitfall is explained. */
export interface Explanation {
  /** The heading. */
  readonly title: string;
  /** Id of the lesson. */
  readonly lesson: string;
  /** The file in the lesson's folder. */
  readonly page: string;
  /** The file below `lessons/`. */
  readonly path: string;
  /** The heading in it, as links name it. */
  readonly anchor: string;
}

const FOLDER = "01-intro-to-parallelization";
const PAGE = "pitfalls.md";

const TITLES: Readonly<Record<PitfallCode, string>> = {
  "engine-import": "Engines do not have your imports",
  "shared-global": "A global is not shared",
  "not-associative": "Not everything can be combined",
  unpicklable: "Lambdas and nested functions stay at home",
  "main-guard": "The guard around what starts processes",
  "same-seed": "One seed, the same numbers everywhere",
  "racy-update": "A change that gets lost",
  "pool-leak": "A pool that nobody closes",
  "gil-threads": "Threads take turns",
  "tiny-tasks": "Tasks that are smaller than their messages",
  python2: "A program for Python 2",
  "pasted-html": "What a web page makes of a program",
};

/** The explanation of a pitfall, in the chapter of the first lesson that has one heading for each. */
export function explanationOf(code: PitfallCode): Explanation {
  const title = TITLES[code];
  return { title, lesson: TERMS_LESSON.id, page: PAGE, path: `${FOLDER}/${PAGE}`, anchor: anchorOf(title) };
}

/** The explanation of a finding; absent for what is no pitfall. */
export function explanationFor(code: string): Explanation | undefined {
  const pitfall = PITFALLS.find((one) => one === code);
  return pitfall && explanationOf(pitfall);
}

/** All explanations, in the order of the rules. */
export const explanations: readonly Explanation[] = PITFALLS.map(explanationOf);

/** How Markdown makes a link's target of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");
}
