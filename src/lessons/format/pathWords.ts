import type { Path } from "./frontMatter";

/** How a member of each list is called. */
const MEMBERS: Readonly<Record<string, string>> = {
  objectives: "objective",
  checklist: "checklist item",
  labs: "lab",
  quiz: "question",
  choices: "choice",
  hints: "hint",
  extras: "extra file",
  outcomes: "outcome",
};

/** A path as people write it: `checklist[1].link`. */
export function fieldOf(path: Path): string {
  return path.reduce<string>(
    (field, step) => (typeof step === "number" ? `${field}[${step}]` : field ? `${field}.${step}` : step),
    "",
  );
}

/** What a path leads to, in words that begin a sentence: "Choice 1 of question 3", "Checklist item 2's link". */
export function wordsOf(path: Path): string {
  const words = phrase(path);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function phrase(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the lesson";
  if (typeof last === "string") return `${phrase(path.slice(0, -1))}'s ${last}`;
  const list = String(path.at(-2));
  const member = `${MEMBERS[list] ?? list} ${last + 1}`;
  const owner = path.slice(0, -2);
  return owner.length === 0 ? member : `${member} of ${phrase(owner)}`;
}
