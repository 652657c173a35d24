import type { Entry, LabPass, LessonProgress, Progress, QuizAnswer } from "../../protocol/progress";
import { noProgress } from "./entries";

/** Stored progress, read. */
export interface ReadProgress {
  /** All of it that makes sense. */
  readonly state: Progress;
  /** What was stored, if any of it made no sense: to be kept aside and told, never thrown away. */
  readonly corrupt?: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** The last ms that a date can be; later ones could never be overtaken. */
const LATEST = 8.64e15;

/** Reads what was stored, which may be of any kind. Nothing stored is no progress, and nothing wrong. */
export function readProgress(stored: unknown): ReadProgress {
  if (stored === undefined || stored === null) return { state: noProgress };
  if (!isRecord(stored) || stored["version"] !== 1 || !isRecord(stored["lessons"])) {
    return { state: noProgress, corrupt: stored };
  }
  let whole = true;
  const readAll = <T>(
    source: unknown,
    read: (value: unknown) => T | undefined,
  ): Readonly<Record<string, T>> => {
    if (!isRecord(source)) {
      whole = false;
      return {};
    }
    const good: [string, T][] = [];
    for (const [id, value] of Object.entries(source)) {
      const entry = read(value);
      if (entry === undefined) whole = false;
      else good.push([id, entry]);
    }
    return Object.fromEntries(good);
  };
  const readLesson = (value: unknown): LessonProgress | undefined =>
    isRecord(value)
      ? {
          ticks: readAll(value["ticks"], (entry) => readEntry(entry, readTick)),
          labs: readAll(value["labs"], (entry) => readEntry(entry, readPass)),
          quiz: readAll(value["quiz"], (entry) => readEntry(entry, readAnswer)),
        }
      : undefined;
  const state: Progress = { version: 1, lessons: readAll(stored["lessons"], readLesson) };
  return whole ? { state } : { state, corrupt: stored };
}

function readEntry<T>(entry: unknown, read: (value: unknown) => T | undefined): Entry<T> | undefined {
  if (!isRecord(entry)) return undefined;
  const { at, value } = entry;
  if (typeof at !== "number" || !(at >= 0 && at <= LATEST)) return undefined;
  if (value === null) return { at, value };
  const known = read(value);
  return known === undefined ? undefined : { at, value: known };
}

function readTick(value: unknown): true | undefined {
  return value === true ? true : undefined;
}

function readPass(value: unknown): LabPass | undefined {
  return isRecord(value) && typeof value["check"] === "string" ? { check: value["check"] } : undefined;
}

function readAnswer(value: unknown): QuizAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const { chosen, correct } = value;
  if (!Array.isArray(chosen) || !chosen.every((one) => typeof one === "string")) return undefined;
  return typeof correct === "boolean" ? { chosen: [...chosen], correct } : undefined;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
