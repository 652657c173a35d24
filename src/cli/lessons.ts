import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { tryLabs } from "../checks/tryLabs";
import type { LoadedLesson } from "../lessons/loadLesson";
import { loadLessons } from "../lessons/loadLessons";
import type { LessonProblem } from "../protocol/lessonProblem";
import { engineMaker } from "./checkEngines";
import { wantedCount } from "./engines";
import { exitStatus } from "./exitStatus";
import { interruption } from "./interruption";
import { printFailure } from "./runPrinter";
import { Spinner } from "./spinner";

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

/** The lessons that may be worked on: the built-in ones, those of the folder it is called in, and those of more folders. */
export async function knownLessons(folders: readonly string[]): Promise<LoadedLesson[]> {
  const all = [...[BUILT_IN, WORKSPACE_LESSONS].filter(existsSync), ...folders].map((folder) =>
    resolve(folder),
  );
  const loaded = await Promise.all([...new Set(all)].map(loadLessons));
  return loaded.flatMap(({ lessons }) => lessons);
}

interface ValidateOptions extends LessonOptions {
  /** Whether the labs' starters and solutions are run. */
  readonly run: boolean;
  readonly python?: string;
}

/**
 * `parallel-labs lessons validate DIR`: tells what is wrong with a folder's lessons, and whether their starters fail and
 * their solutions pass the checks.
 */
export async function validate(folder: string, { json, run, python }: ValidateOptions): Promise<number> {
  const stop = interruption();
  try {
    const { lessons, problems } = await loadLessons(folder);
    const tried = run ? await tryAll(lessons, stop.signal, python) : [];
    return tell([...problems, ...tried], json);
  } catch (error) {
    return printFailure(error, json ?? false);
  } finally {
    stop.dispose();
  }
}

async function tryAll(
  lessons: readonly LoadedLesson[],
  signal: AbortSignal,
  python: string | undefined,
): Promise<LessonProblem[]> {
  const problems: LessonProblem[] = [];
  const spinner = new Spinner();
  try {
    for (const lesson of lessons) {
      const found = await tryLabs(lesson, {
        makeEngines: engineMaker(python === undefined ? {} : { python }),
        engines: wantedCount(),
        signal,
        onTrial: ({ lab, file }) => spinner.show(`Checking the ${file} of ${lab}`),
      });
      problems.push(...found);
    }
    return problems;
  } finally {
    spinner.hide();
  }
}

function tell(found: readonly LessonProblem[], json: boolean | undefined): number {
  // Which part of the editor marks a mistake is of no interest here.
  const problems = found.map(({ inText: _, ...problem }) => ({ ...problem, file: shown(problem.file) }));
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
