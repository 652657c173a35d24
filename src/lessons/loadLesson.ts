import { join } from "node:path";
import { messageOf } from "../base/errors";
import type { Lesson } from "../protocol/lesson";
import type { LessonProblem } from "../protocol/lessonProblem";
import type { Path } from "./format/frontMatter";
import { problem } from "./format/mistake";
import { readLesson } from "./format/readLesson";
import type { TextPosition } from "./format/textPosition";
import { checkFiles } from "./pack/checkFiles";
import { countFiles } from "./pack/countFiles";
import { LESSON_FILE } from "./pack/findLessons";
import { findInPack } from "./pack/insidePack";
import { MOST_BYTES, MOST_FILES } from "./pack/limits";
import { readText } from "./pack/readText";
import { checkPage } from "./page/checkPage";

/** A lesson that may be offered to learners. */
export interface LoadedLesson {
  readonly lesson: Lesson;
  /** Its `lesson.md`, as an absolute path. */
  readonly file: string;
  /** Its folder, from which its paths go; absolute. */
  readonly folder: string;
  /** Real path of the folder that its files may not leave, links followed. */
  readonly pack: string;
  /** The Markdown below the front matter. */
  readonly body: string;
  /** Where a value of the front matter stands in the file. */
  place(path: Path): TextPosition;
}

/** A lesson if there is no error in it, and what is wrong with it. */
export interface Loaded {
  readonly lesson?: LoadedLesson;
  readonly problems: readonly LessonProblem[];
}

/** A folder that lessons may not leave. */
export interface Pack {
  /** As the user knows it; absolute. */
  readonly folder: string;
  /** With links followed. */
  readonly real: string;
}

/**
 * Loads one lesson. Trusts nothing in it: never reads outside the pack, nor more than the limits allow.
 * @param name of its folder in the pack; empty when the pack is the lesson
 */
export async function loadLesson(pack: Pack, name: string): Promise<Loaded> {
  const folder = join(pack.folder, name);
  const file = join(folder, LESSON_FILE);
  try {
    return await load(pack, name, { folder, file });
  } catch (error) {
    const message = `The lesson cannot be read (${messageOf(error)}): see to it that you may read its files.`;
    return { problems: [problem("unreadable", file, message)] };
  }
}

async function load(pack: Pack, name: string, shown: Pick<LoadedLesson, "folder" | "file">): Promise<Loaded> {
  const { file } = shown;
  const refuse = (code: LessonProblem["code"], message: string) => ({
    problems: [problem(code, file, message)],
  });
  const home = await findInPack(pack.real, pack.real, name || ".");
  const target = home.kind === "folder" ? await findInPack(pack.real, home.path, LESSON_FILE) : home;
  if (target.kind === "outside") {
    return refuse("outside-pack", "The lesson is a link out of the lessons' folder: put its files there.");
  }
  if (target.kind !== "file" || home.kind !== "folder") {
    return refuse("unreadable", `There is no file ${LESSON_FILE}: write one.`);
  }
  if (target.size > MOST_BYTES) {
    return refuse("too-large", `The lesson is larger than ${MOST_BYTES >> 20} MB: split it in several.`);
  }
  if ((await countFiles(home.path, MOST_FILES)) > MOST_FILES) {
    return refuse("too-many-files", `The lesson's folder has more than ${MOST_FILES} files: remove some.`);
  }
  const text = await readText(target.path, MOST_BYTES);
  if (typeof text !== "string")
    return refuse("unreadable", "The lesson is not UTF-8 text: save it as UTF-8.");
  const { lesson, problems, body, bodyLines, place } = readLesson(text, file);
  const where = { file, folder: home.path, pack: pack.real, place };
  const all = [
    ...problems,
    ...(lesson ? await checkFiles(lesson, where) : []),
    ...(bodyLines > 0 ? await checkPage({ ...where, body, bodyLines }) : []),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if (!lesson || all.some(({ severity }) => severity === "error")) return { problems: all };
  return { problems: all, lesson: { ...shown, pack: pack.real, lesson, body, place } };
}
