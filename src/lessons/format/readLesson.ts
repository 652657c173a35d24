import type { Lesson } from "../../protocol/lesson";
import type { LessonProblem } from "../../protocol/lessonProblem";
import { FrontMatter, type Path } from "./frontMatter";
import { languageOfLab } from "./labLanguage";
import { checkMeaning, type RawLesson } from "./meaning";
import { type Mistake, problem } from "./mistake";
import { fieldOf } from "./pathWords";
import { checkShape } from "./shape";
import { checkSigns } from "./signs";
import { splitLesson } from "./splitLesson";
import type { TextPosition } from "./textPosition";

/** A lesson's text, read: the lesson if its front matter is right, and what is wrong with it otherwise. */
export interface ReadLesson {
  readonly lesson?: Lesson;
  readonly problems: readonly LessonProblem[];
  /** The page below the front matter. */
  readonly body: string;
  /** Lines of the file before the body's first. */
  readonly bodyLines: number;
  /** Where a value of the front matter stands. */
  place(path: Path): TextPosition;
}

/**
 * Reads the text of a `lesson.md`. Touches no file: what the lesson names may not be there.
 * @param file its path, for the problems
 */
export function readLesson(text: string, file: string): ReadLesson {
  const parts = splitLesson(text);
  if (typeof parts === "string") {
    const message =
      parts === "not-begun"
        ? "The file does not begin with front matter: write its fields between two lines --- at the top."
        : "The front matter does not end: put a line --- below its last field.";
    return unreadable({ ...problem("no-front-matter", file, message), inText: true });
  }
  const matter = new FrontMatter(parts.frontMatter, parts.frontMatterLines);
  const page = { body: parts.body, bodyLines: parts.bodyLines, place: (path: Path) => matter.valueAt(path) };
  if (matter.mistakes.length > 0) {
    const problems = matter.mistakes.map((mistake) => ({
      ...problem("not-yaml", file, mistake.message, mistake),
      inText: true as const,
    }));
    return { ...page, problems };
  }
  const problems = (mistakes: readonly Mistake[]) =>
    mistakes.map(({ code, path, atKey, message }) => {
      const place = atKey ? matter.keyAt(path) : matter.valueAt(path);
      return { ...problem(code, file, message, place, { field: fieldOf(path) }), inText: true as const };
    });
  const misshapen = checkShape(matter.data);
  if (misshapen.length > 0) return { ...page, problems: problems(misshapen) };
  const raw = matter.data as RawLesson;
  const mistakes = [...checkSigns(raw), ...checkMeaning(raw)];
  return mistakes.length > 0
    ? { ...page, problems: problems(mistakes) }
    : { ...page, problems: [], lesson: complete(raw) };
}

function unreadable(only: LessonProblem): ReadLesson {
  return { problems: [only], body: "", bodyLines: 0, place: () => ({ line: 1, column: 1 }) };
}

/** Puts in what may be left out. */
function complete(raw: RawLesson): Lesson {
  return {
    ...raw,
    objectives: raw.objectives ?? [],
    checklist: raw.checklist ?? [],
    labs: (raw.labs ?? []).map((lab) => ({
      ...lab,
      language: lab.language ?? languageOfLab(lab.file) ?? "python",
      extras: lab.extras ?? [],
      hints: lab.hints ?? [],
    })),
    quiz: raw.quiz ?? [],
  };
}
