/** Sorted runs on disk: length-prefixed blocks of entries, keys ascending. Each is a piece of a file. */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import type { RunPart } from "../../../protocol/jobSteps";
import { KeyOrderError } from "./failures";
import { compareKeys } from "./keys";

export type Entry<T = unknown> = readonly [key: unknown, value: T];

const BLOCK = 4096;
const VALUES = 1 << 16;

/** Writes runs one after the other. */
export class RunFile {
  private at = 0;

  private constructor(private readonly file: number) {}

  /** Has a new file written; it is closed after that, however it ends. */
  static make<T>(path: string, write: (file: RunFile) => T): T {
    const file = openSync(path, "w", 0o600);
    try {
      return write(new RunFile(file));
    } finally {
      closeSync(file);
    }
  }

  /** Appends sorted entries. Throws when they cannot be cloned. */
  write(entries: readonly Entry[]): RunPart {
    const from = this.at;
    let block: Entry[] = [];
    let held = 0;
    const flush = () => {
      if (block.length > 0) this.append(block);
      [block, held] = [[], 0];
    };
    for (const [key, value] of entries) {
      const values = Array.isArray(value) ? value : undefined;
      for (let start = 0; values && values.length - start > VALUES; start += VALUES) {
        flush();
        block = [[key, values.slice(start, start + VALUES)]];
      }
      const rest =
        values && values.length > VALUES
          ? values.slice(Math.floor((values.length - 1) / VALUES) * VALUES)
          : value;
      if (rest !== value) flush();
      block.push([key, rest]);
      held += values ? values.length : 1;
      if (block.length >= BLOCK || held >= VALUES) flush();
    }
    flush();
    return [from, this.at - from, entries.length];
  }

  private append(block: readonly Entry[]): void {
    let data: Buffer;
    try {
      data = serialize(block);
    } catch (error) {
      const culprit = block.find(([, value]) => !isSendable(value));
      const what = culprit ? `a value of the key ${JSON.stringify(culprit[0])}` : "a key";
      throw new KeyOrderError(`${what} cannot be sent between engines: ${String(error)}`);
    }
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    for (const part of [size, data]) {
      for (let done = 0; done < part.length; ) done += writeSync(this.file, part, done);
      this.at += part.length;
    }
  }
}

function isSendable(value: unknown): boolean {
  try {
    serialize(value);
    return true;
  } catch {
    return false;
  }
}

/** The entries of a run, a block of them in memory at a time. */
export function* readRun(path: string, [offset, length]: RunPart): Generator<Entry> {
  const file = openSync(path, "r");
  try {
    const size = Buffer.alloc(4);
    for (let at = offset; at < offset + length; ) {
      readSync(file, size, 0, 4, at);
      const data = Buffer.allocUnsafe(size.readUInt32LE());
      for (let done = 0; done < data.length; )
        done += readSync(file, data, done, data.length - done, at + 4 + done);
      at += 4 + data.length;
      yield* deserialize(data) as Entry[];
    }
  } finally {
    closeSync(file);
  }
}

/** Sorted runs as one. Equal keys stay in the order of their runs. */
export function* merge(runs: readonly Generator<Entry>[]): Generator<Entry> {
  const heads = runs.flatMap((run, order) => {
    const first = run.next();
    return first.done ? [] : [{ run, order, entry: first.value }];
  });
  const before = (a: (typeof heads)[number], b: (typeof heads)[number]) =>
    compareKeys(a.entry[0], b.entry[0]) || a.order - b.order;
  heads.sort(before);
  while (heads[0]) {
    const [head] = heads;
    yield head.entry;
    const next = head.run.next();
    heads.shift();
    if (next.done) continue;
    head.entry = next.value;
    let low = 0;
    for (let high = heads.length; low < high; ) {
      const middle = (low + high) >> 1;
      const other = heads[middle];
      if (other && before(other, head) < 0) low = middle + 1;
      else high = middle;
    }
    heads.splice(low, 0, head);
  }
}
