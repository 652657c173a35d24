import type { Split, SplitInput } from "../protocol/jobSteps";
import type { InputFile } from "./inputs";

/** Tasks an engine, at the least, for input that is large enough: enough that engines of different speed keep busy. */
const TASKS_AN_ENGINE = 8;
/** What the last tasks are to the first; the engines' ends differ by about as much. */
const SMALLEST_SHARE = 1 / 8;
const SMALLEST = 64 << 10;
/** An engine holds a split's text and lines in memory, which are about ten times its bytes. */
const LARGEST = 4 << 20;
/** Tasks of a list an engine. */
const ITEM_TASKS_AN_ENGINE = 48;

const COMPRESSED = /\.(gz|bz2)$/i;

/**
 * Cuts files into byte ranges. The engines find the line ends: a line belongs to the range in which it begins.
 * Compressed files cannot be cut. Without a `size`, ranges are large at first and small towards the end, as in guided
 * self-scheduling (C. D. Polychronopoulos and D. J. Kuck, IEEE Transactions on Computers C-36(12), 1987): few
 * messages, and engines that end about together.
 */
export function cutFiles(files: readonly InputFile[], engines: number, size?: number): Split[] {
  let remaining = files.reduce((sum, file) => sum + (isCompressed(file) ? 0 : file.size), 0);
  const nextSize = size === undefined ? guided(remaining, engines) : () => size;
  const cut = (file: InputFile): SplitInput[] => {
    const { path, size: length } = file;
    if (length === 0) return [];
    if (isCompressed(file)) return [{ path, start: 0, end: null, size: length }];
    const splits: SplitInput[] = [];
    for (let start = 0; start < length; ) {
      const end = Math.min(length, start + nextSize(remaining));
      splits.push({ path, start, end, size: length });
      remaining -= end - start;
      start = end;
    }
    return splits;
  };
  return numbered(files.flatMap(cut));
}

/** A split for every file, for a mapper that opens files itself. */
export function wholeFiles(files: readonly InputFile[]): Split[] {
  return numbered(files.map(({ path, size }) => ({ path, size })));
}

/** Ranges of a list of `count` items, as equal as they can be. */
export function cutItems(count: number, engines: number): Split[] {
  const tasks = Math.min(count, engines * ITEM_TASKS_AN_ENGINE);
  const at = (task: number) => Math.floor((task * count) / tasks);
  return numbered(Array.from({ length: tasks }, (_, task) => ({ start: at(task), end: at(task + 1) })));
}

/** Bytes of input that a split is, for progress; 0 for items. */
export function bytesOf(split: Split): number {
  if (!("path" in split)) return 0;
  return "end" in split && split.end !== null ? split.end - split.start : split.size;
}

/** How much work a split is, beside others of its job. */
export function sizeOf(split: Split): number {
  return "path" in split ? bytesOf(split) : split.end - split.start;
}

/** What a person calls a split. */
export function nameOf(split: Split): string {
  if (!("path" in split)) return `items ${split.start} to ${split.end - 1}`;
  if (!("end" in split) || split.end === null || split.end - split.start === split.size) return split.path;
  return `${split.path}, bytes ${split.start} to ${split.end - 1}`;
}

/** The next range's bytes, of those that remain of a total. */
function guided(total: number, engines: number): (remaining: number) => number {
  const most = Math.min(LARGEST, Math.ceil(total / (engines * TASKS_AN_ENGINE)));
  const least = Math.max(SMALLEST, Math.ceil(most * SMALLEST_SHARE));
  return (remaining) => Math.max(least, Math.min(most, Math.ceil(remaining / (2 * engines))));
}

function isCompressed({ path }: InputFile): boolean {
  return COMPRESSED.test(path);
}

function numbered(inputs: readonly SplitInput[]): Split[] {
  return inputs.map((input, number) => ({ number, ...input }));
}
