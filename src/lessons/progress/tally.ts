import type { ItemKind, Lesson } from "../../protocol/lesson";
import type { Progress } from "../../protocol/progress";
import { isItemDone } from "./status";

/** How the tally calls what was done of each kind, in its order. */
const WORDS: readonly (readonly [ItemKind, string])[] = [
  ["watch", "Watched"],
  ["read", "Read"],
  ["do", "Done"],
];

/** How much of a lesson's checklist is done. */
export interface Tally {
  /** Items that are not optional. */
  readonly done: number;
  readonly total: number;
  /** Optional items that were done. */
  readonly optional: number;
  /** As "Watched 0/1 · Read 0/2", then " · +1 optional" if there is any; empty for an empty checklist. */
  readonly text: string;
}

/** Counts a lesson's checklist. Optional items are not asked for: they only are told when they were done. */
export function tally(lesson: Lesson, progress: Progress): Tally {
  const items = lesson.checklist.map((item) => ({ ...item, done: isItemDone(progress, lesson.id, item) }));
  const needed = items.filter((item) => !item.optional);
  const optional = items.filter((item) => item.optional && item.done).length;
  const counts = WORDS.flatMap(([kind, word]) => {
    const ofKind = needed.filter((item) => item.kind === kind);
    return ofKind.length > 0 ? [`${word} ${ofKind.filter(({ done }) => done).length}/${ofKind.length}`] : [];
  });
  return {
    done: needed.filter(({ done }) => done).length,
    total: needed.length,
    optional,
    text: [...counts, ...(optional > 0 ? [`+${optional} optional`] : [])].join(" · "),
  };
}
