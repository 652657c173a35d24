import type { Split, SplitInput } from "../protocol/jobSteps";
import type { InputFile } from "./inputs";

/** Tasks an engine: enough that the last ones end about together, few enough that each is worth its message. */
const TASKS_AN_ENGINE = 24;
const SMALLEST = 64 << 10;
/** An engine holds a split's text and lines in memory, which are about ten times its bytes. */
const LARGEST = 4 << 20;

const COMPRESSED = /\.(gz|bz2)$/i;

/**
 * Cuts files into byte ranges of about the same size. The engines find the line ends: a line belongs to the range in
 * which it begins. Compressed files cannot be cut.
 */
export function cutFiles(
  files: readonly InputFile[],
  engines: number,
  size = splitSize(files, engines),
): Split[] {
  const cut = ({ path, size: length }: InputFile): SplitInput[] => {
    if (length === 0) return [];
    if (COMPRESSED.test(path)) return [{ path, start: 0, end: null, size: length }];
    const count = Math.ceil(length / size);
    return Array.from({ length: count }, (_, at) => ({
      path,
      start: Math.floor((at * length) / count),
      end: Math.floor(((at + 1) * length) / count),
      size: length,
    }));
  };
  return numbered(files.flatMap(cut));
}

/** A split for every file, for a mapper that opens files itself. */
export function wholeFiles(files: readonly InputFile[]): Split[] {
  return numbered(files.map(({ path, size }) => ({ path, size })));
}

/** Ranges of a list of `count` items, as equal as they can be. */
export function cutItems(count: number, engines: number): Split[] {
  const tasks = Math.min(count, engines * TASKS_AN_ENGINE * 2);
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

function splitSize(files: readonly InputFile[], engines: number): number {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  return Math.min(LARGEST, Math.max(SMALLEST, Math.ceil(total / (engines * TASKS_AN_ENGINE))));
}

function numbered(inputs: readonly SplitInput[]): Split[] {
  return inputs.map((input, number) => ({ number, ...input }));
}
