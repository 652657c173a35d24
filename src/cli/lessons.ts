import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { LoadedLesson } from "../lessons/loadLesson";
import { loadLessons } from "../lessons/loadLessons";
import { validateLessons } from "../lessons/validateLessons";
import type { LessonProblem } from "../protocol/lessonProblem";
import { exitStatus } from "./exitStatus";

/** Where a workspace keeps its lessons. */
const WORKSPACE_LESSONS = join(".parallel-labs", "lessons");

/** Lessons that come with the product. */
const BUILT_IN = join(__dirname, "..", "lessons");

/** What is printed as JSON. */
interface LessonOptions {
  readonly json?: boolean;
}

/** `parallel-labs lessons`: the built-in lessons, then those of the folder it is called in. */
export async function listLessons({ json }: LessonOptions): Promise<number> {
  const folders = [BUILT_IN, WORKSPACE_LESSONS].filter(existsSync);
  const loaded = await Promise.all(folders.map(loadLessons));
  const lessons = loaded.flatMap((one) => one.lessons);
  if (json) printDocument(true, lessons.map(asListed));
  else if (lessons.length === 0) process.stdout.write(`No lessons: put some in ${WORKSPACE_LESSONS}.\n`);
  else for (const one of lessons) process.stdout.write(describe(one));
  for (const [at, { problems }] of loaded.entries()) {
    if (problems.every(({ severity }) => severity !== "error")) continue;
    const folder = shown(resolve(folders[at] ?? ""));
    process.stderr.write(
      `Some lessons have errors and are left out: see parallel-labs lessons validate ${folder}\n`,
    );
  }
  return exitStatus.done;
}

/** `parallel-labs lessons validate DIR`: tells what is wrong with a folder's lessons. Runs none of their code. */
export async function validate(folder: string, { json }: LessonOptions): Promise<number> {
  const problems = (await validateLessons(folder)).map((problem) => ({
    ...problem,
    file: shown(problem.file),
  }));
  const ok = problems.length === 0;
  if (json) printDocument(ok, problems);
  else if (ok) process.stdout.write("No problems.\n");
  else {
    for (const problem of problems) process.stdout.write(`${asLine(problem)}\n`);
    process.stderr.write(`${problems.length} problem${problems.length === 1 ? "" : "s"}.\n`);
  }
  return ok ? exitStatus.done : exitStatus.wrongUsage;
}

function printDocument(ok: boolean, result: unknown): void {
  process.stdout.write(`${JSON.stringify({ ok, result, run: null })}\n`);
}

function asLine({ file, line, column, severity, message, code }: LessonProblem): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}

function asListed({ lesson, file }: LoadedLesson) {
  return { ...lesson, file: shown(file) };
}

function describe({ lesson, file }: LoadedLesson): string {
  const labs = lesson.labs.map(({ id, title }) => `  lab ${id}: ${title}\n`);
  return `${lesson.id}: ${lesson.title} (${shown(file)})\n${labs.join("")}`;
}

/** A path from here, if that is shorter to say. */
function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith("..") ? file : way || ".";
}
