import type { Lab, Lesson } from "../../protocol/lesson";
import type { LessonProblem } from "../../protocol/lessonProblem";
import type { Path } from "../format/frontMatter";
import { problem } from "../format/mistake";
import { fieldOf, wordsOf } from "../format/pathWords";
import type { TextPosition } from "../format/textPosition";
import { findInPack, leavesFolder } from "./insidePack";
import { MOST_BYTES, MOST_EXTRA_BYTES } from "./limits";

/** Where the files of a lesson's labs are looked for. */
export interface LabFolder {
  readonly file: string;
  /** Real paths of the lesson's folder and of its pack. */
  readonly folder: string;
  readonly pack: string;
  place(path: Path): TextPosition;
}

/** What is wrong with the files that a lesson's labs name: outside the lesson, missing, too large, or the same twice. */
export async function checkFiles(lesson: Lesson, where: LabFolder): Promise<LessonProblem[]> {
  const found = await Promise.all(lesson.labs.map((lab, at) => checkLab(lab, ["labs", at], where)));
  return found.flat();
}

async function checkLab(lab: Lab, at: Path, where: LabFolder): Promise<LessonProblem[]> {
  const files = (["file", "solution", "check"] as const).map((name) => ({
    name,
    path: [...at, name],
    value: lab[name],
  }));
  const problems = await Promise.all([
    ...files.map(({ path, value }) => checkFile(value, path, MOST_BYTES, where)),
    ...lab.extras.map((value, index) => checkFile(value, [...at, "extras", index], MOST_EXTRA_BYTES, where)),
  ]);
  for (const [index, { name, path, value }] of files.entries()) {
    const twin = files.slice(0, index).find((other) => other.value === value);
    if (!twin) continue;
    const message = `${wordsOf(at)}'s ${name} and ${twin.name} are the same file: give each its own.`;
    problems.push(problem("wrong-value", where.file, message, where.place(path), { field: fieldOf(path) }));
  }
  return problems.filter((one) => one !== undefined);
}

async function checkFile(
  value: string,
  path: Path,
  most: number,
  { file, folder, pack, place }: LabFolder,
): Promise<LessonProblem | undefined> {
  const tell = (code: LessonProblem["code"], message: string) =>
    problem(code, file, `${wordsOf(path)} ${message}`, place(path), { field: fieldOf(path) });
  if (leavesFolder(value)) {
    return tell(
      "outside-pack",
      `is ${value}: give a path inside the lesson's folder, with / and without "..".`,
    );
  }
  const target = await findInPack(pack, folder, value);
  if (target.kind === "outside") {
    return tell("outside-pack", `is ${value}, a link out of the lessons' folder: put the file itself there.`);
  }
  if (target.kind !== "file") {
    return tell("missing-file", `is ${value}, and there is no such file: add it or correct the path.`);
  }
  if (target.size > most) {
    return tell("too-large", `is ${value}, which is larger than ${most >> 20} MB: make it smaller.`);
  }
  return undefined;
}
