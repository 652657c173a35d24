import type { Entry, LessonProgress, Progress } from "../../protocol/progress";
import { own } from "./entries";

/**
 * What two windows or machines know together: of each item the later setting. The order of merging does not matter, nor
 * how often.
 */
export function mergeProgress(a: Progress, b: Progress): Progress {
  return { version: 1, lessons: mergeRecords(a.lessons, b.lessons, mergeLesson) };
}

function mergeLesson(a: LessonProgress, b: LessonProgress): LessonProgress {
  return {
    ticks: mergeRecords(a.ticks, b.ticks, later),
    labs: mergeRecords(a.labs, b.labs, later),
    quiz: mergeRecords(a.quiz, b.quiz, later),
  };
}

type Mergeable<T> = Readonly<Record<string, T>>;

function mergeRecords<T>(a: Mergeable<T>, b: Mergeable<T>, merge: (a: T, b: T) => T): Mergeable<T> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const [left, right] = [own(a, name), own(b, name)];
      return [name, left !== undefined && right !== undefined ? merge(left, right) : (left ?? right)];
    }),
  ) as Mergeable<T>;
}

/** Of two settings at one time, any will do if it is always the same one. */
function later<T>(a: Entry<T>, b: Entry<T>): Entry<T> {
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return JSON.stringify(a.value) >= JSON.stringify(b.value) ? a : b;
}
