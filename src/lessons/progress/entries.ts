import type { Entry, LabPass, LessonProgress, Progress, QuizAnswer } from "../../protocol/progress";

/** Nothing done yet. */
export const noProgress: Progress = { version: 1, lessons: {} };

/** What each part of a lesson's progress keeps of an item. */
export interface PartValues {
  readonly ticks: true;
  readonly labs: LabPass;
  readonly quiz: QuizAnswer;
}

export type Part = keyof PartValues;

export const parts: readonly Part[] = ["ticks", "labs", "quiz"];

/** Which item is meant. */
export interface ItemKey<P extends Part = Part> {
  readonly lesson: string;
  readonly part: P;
  readonly id: string;
}

/** What is kept of an item. Ids are data: one called `constructor` is as good as any. */
export function entryOf<P extends Part>(
  progress: Progress,
  { lesson, part, id }: ItemKey<P>,
): Entry<PartValues[P]> | undefined {
  const entries = own(progress.lessons, lesson)?.[part];
  return entries && own(entries as Readonly<Record<string, Entry<PartValues[P]>>>, id);
}

/** The value that is set, if one is. */
export function settingOf<P extends Part>(progress: Progress, key: ItemKey<P>): PartValues[P] | undefined {
  return entryOf(progress, key)?.value ?? undefined;
}

/**
 * Sets an item, or takes it back with `null`. It is later than what was there, also where a clock was wrong.
 * @param now ms since the epoch
 */
export function setItem<P extends Part>(
  progress: Progress,
  key: ItemKey<P>,
  value: PartValues[P] | null,
  now: number,
): Progress {
  const at = Math.max(now, (entryOf(progress, key)?.at ?? -1) + 1);
  return withEntry(progress, key, { at, value });
}

function withEntry(
  progress: Progress,
  { lesson, part, id }: ItemKey,
  entry: Entry<PartValues[Part]>,
): Progress {
  const before = own(progress.lessons, lesson) ?? { ticks: {}, labs: {}, quiz: {} };
  const after = { ...before, [part]: { ...before[part], [id]: entry } } as LessonProgress;
  return { ...progress, lessons: { ...progress.lessons, [lesson]: after } };
}

/** Every entry of a lesson, or of all. */
export function allEntries(
  progress: Progress,
  lesson?: string,
): { key: ItemKey; entry: Entry<PartValues[Part]> }[] {
  return Object.entries(progress.lessons)
    .filter(([id]) => lesson === undefined || id === lesson)
    .flatMap(([id, kept]) =>
      parts.flatMap((part) =>
        Object.entries(kept[part]).map(([item, entry]) => ({ key: { lesson: id, part, id: item }, entry })),
      ),
    );
}

/** The field of that name, never an inherited one. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
