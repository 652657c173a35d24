import { nearest } from "../../base/nearest";
import type { LessonProblem } from "../../protocol/lessonProblem";
import type { Path } from "../format/frontMatter";
import { readLesson } from "../format/readLesson";
import { fieldNames, fieldWords } from "./fieldWords";
import { samePath, thingsNamedBy } from "./lessonNames";
import { type MatterLine, outlineMatter } from "./matterOutline";

/** A change that repairs a mistake. Offsets count UTF-16 units. */
export interface LessonFix {
  readonly title: string;
  readonly changes: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** Whether it is the one to take without a choice. */
  readonly isPreferred: boolean;
}

/** A mistake that a lesson's text shows by itself, at its place. */
export interface LessonFinding extends Pick<LessonProblem, "code" | "severity" | "message"> {
  readonly from: number;
  readonly to: number;
  readonly fixes: readonly LessonFix[];
}

/** Mistakes of one lesson that are told. */
export const MOST_FINDINGS = 100;

/** What is wrong in the text of a `lesson.md`. Its files are not looked at: whoever loads the lesson does that. */
export function lessonFindings(text: string): LessonFinding[] {
  const { problems } = readLesson(text, "lesson.md");
  if (problems.length === 0) return [];
  const starts = lineStarts(text);
  const outline = outlineMatter(text);
  return problems.slice(0, MOST_FINDINGS).map((problem) => {
    const { code, severity, message, line, column, field } = problem;
    const start = starts[line - 1] ?? text.length;
    const end = (starts[line] ?? text.length + 1) - 1;
    const content = text.slice(start, end).trimEnd();
    const from = Math.min(start + column - 1, start + content.length);
    const here = outline.find((one) => one.line === line - 1 && samePath(one.path, pathOf(field)));
    const isValue = here !== undefined && here.valueFrom === from - start && here.valueTo > here.valueFrom;
    const length = isValue ? here.valueTo - here.valueFrom : partLength(content.slice(from - start), code);
    const fixes = here ? fixesOf(problem, here, outline, { start, end: Math.min(end + 1, text.length) }) : [];
    return { code, severity, message, from, to: from + Math.max(length, 0), fixes };
  });
}

/** Characters to mark: a field's name, or a value to its line's end. */
function partLength(rest: string, code: LessonProblem["code"]): number {
  if (code === "missing-field") return /^[-\s]*[\w-]*/.exec(rest)?.[0].length ?? 0;
  if (code === "unknown-field") return /^["']?[\w-]+/.exec(rest)?.[0].length ?? rest.length;
  return rest.length;
}

function fixesOf(
  { code, line }: LessonProblem,
  here: MatterLine,
  outline: readonly MatterLine[],
  whole: { readonly start: number; readonly end: number },
): LessonFix[] {
  const { path, key, value, valueFrom, valueTo } = here;
  if (code === "unknown-field" && key) {
    const owner = path.slice(0, -1);
    const written = outline
      .filter((one) => samePath(one.path.slice(0, -1), owner))
      .map((one) => one.path.at(-1));
    const free = fieldNames(owner).filter((name) => !written.includes(name));
    const meant = nearest(String(path.at(-1)), free);
    const change = { from: whole.start + key.from, to: whole.start + key.to };
    const fixes: LessonFix[] = meant === undefined ? [] : [use(meant, change)];
    // A line that begins a list's member also begins the lines below it.
    const isPlainLine = !beginsMember(here, outline) && value !== "";
    if (isPlainLine && !/^[|>[{]/.test(value)) {
      const title = `Remove line ${line}`;
      fixes.push({ title, changes: [{ from: whole.start, to: whole.end, text: "" }], isPreferred: false });
    }
    return fixes;
  }
  if (value === "" || valueTo <= valueFrom) return [];
  const change = { from: whole.start + valueFrom, to: whole.start + valueTo };
  const known =
    code === "unknown-lab" || code === "unknown-outcome"
      ? (thingsNamedBy(outline, typeof path.at(-1) === "number" ? path.slice(0, -1) : path) ?? []).map(
          ({ id }) => id,
        )
      : code === "wrong-value"
        ? (fieldWords(outline, path)?.values ?? [])
        : [];
  const meant = nearest(value, known);
  return [
    ...(meant === undefined ? [] : [use(meant, change)]),
    ...known
      .filter((one) => one !== meant)
      .slice(0, MOST_CHOICES)
      .map((one) => ({ ...use(one, change), isPreferred: false })),
  ];
}

const MOST_CHOICES = 8;

function use(text: string, change: { readonly from: number; readonly to: number }): LessonFix {
  return { title: `Use ${text}`, changes: [{ ...change, text }], isPreferred: true };
}

function beginsMember({ line, path, key }: MatterLine, outline: readonly MatterLine[]): boolean {
  const before = outline.findLast((one) => one.line < line);
  const owner = path.slice(0, -1);
  return (
    key === undefined ||
    (typeof owner.at(-1) === "number" && !samePath(before?.path.slice(0, owner.length) ?? [], owner))
  );
}

/** `checklist[1].link` as steps. */
function pathOf(field: string): Path {
  return [...field.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
