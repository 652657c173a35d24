import type { Language } from "../../protocol/language";
import { lessonText } from "./lessonText";
import { starters } from "./starters";

/** What a teacher says of a new lesson. */
export interface NewLesson {
  readonly title: string;
  readonly language: Language;
  /** Names of the folders that are there, which decide the lesson's number. */
  readonly existing: readonly string[];
  /** Ids of other lessons, which this one must not have. */
  readonly ids?: readonly string[];
}

/** Files to write for a new lesson. */
export interface LessonFiles {
  /** The lesson's folder, a name as `03-my-lesson` that is not there yet. */
  readonly folder: string;
  /** Paths are relative to the folder, with `/`; the first is the one to open. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** A small lesson that is right and whole, with one item of each kind, for its author to change. Writes nothing. */
export function newLesson({ title, language, existing, ids = [] }: NewLesson): LessonFiles {
  const name = title.replaceAll(/[\s\p{Cc}]+/gu, " ").trim() || "New lesson";
  const slug = unusedId(slugOf(title), ids);
  const numbers = existing.map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0));
  const number = Math.max(0, ...numbers) + 1;
  const { ending, starter, solution, check, checkEnding } = starters[language];
  const lab = `labs/first-lab${ending}`;
  const solved = `solutions/first-lab${ending}`;
  const checks = `checks/first-lab${checkEnding}`;
  return {
    folder: `${String(number).padStart(2, "0")}-${slug}`,
    files: [
      { path: "lesson.md", text: lessonText({ id: slug, title: name, lab, solved, checks }) },
      { path: lab, text: starter },
      { path: solved, text: solution },
      { path: checks, text: check },
    ],
  };
}

function unusedId(slug: string, ids: readonly string[]): string {
  let id = slug;
  for (let number = 2; ids.includes(id); number++) id = `${slug}-${number}`;
  return id;
}

/** A title as an id: "Größe & Zeit!" is `grosse-zeit`. */
function slugOf(title: string): string {
  const words = title
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const slug = (words ?? []).join("-").slice(0, 60).replace(/-$/, "");
  if (slug === "") return "lesson";
  return /^[a-z]/.test(slug) ? slug : `lesson-${slug}`;
}
