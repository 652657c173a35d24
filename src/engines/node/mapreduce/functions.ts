import type { JobSpec } from "../../../protocol/job";
import type { Split } from "../../../protocol/jobSteps";
import { KeyOrderError, StorageError, TaskFailure } from "./failures";
import { partitionOf } from "./keys";
import { type Block, blocksOf, decode, lineNumber, linesOf } from "./reading";
import type { Entry } from "./runs";

type Call = (...args: readonly unknown[]) => unknown;

const SHOWN = 200;

/** The mapper's arguments for one split, or for a part of a large one. */
interface Batch {
  readonly calls: readonly (readonly unknown[])[];
  readonly records: number;
  readonly skipped: number;
  /** What a person calls the record of a call. */
  where(call: number): string;
}

/** The user's mapper, combiner, reducer and partitioner, called as the job's shape says. */
export class Functions {
  readonly mapper: Call;
  readonly reducer: Call;
  readonly combiner: Call | undefined;
  readonly partition: Call | undefined;
  private readonly partitioner: Call | undefined;
  private readonly list: readonly unknown[] | undefined;

  constructor(
    private readonly spec: JobSpec,
    evaluate: (expression: string) => unknown,
  ) {
    const find = (name: string) => {
      const found = evaluate(name);
      if (typeof found !== "function") throw new TypeError(`${name} is not a function`);
      return found as Call;
    };
    this.mapper = find(spec.mapper);
    this.reducer = find(spec.reducer);
    this.combiner = spec.combiner ? find(spec.combiner) : spec.combine ? this.reducer : undefined;
    this.partition = spec.partition ? find(spec.partition) : undefined;
    this.partitioner = spec.partitioner ? find(spec.partitioner) : undefined;
    this.list = spec.inputs ? [...(evaluate(spec.inputs) as Iterable<unknown>)] : undefined;
  }

  get isInJobOrder(): boolean {
    return this.spec.order === "job";
  }

  get items(): number | null {
    return this.list ? this.list.length : null;
  }

  /** The mapper's arguments for a split, as much at a time as is to be in memory. */
  async *batches(split: Split): AsyncGenerator<Batch> {
    if (!("path" in split)) {
      const items = (this.list ?? []).slice(split.start, split.end);
      const where = (at: number) => `item ${split.start + at}: ${shown(items[at])}`;
      yield { calls: items.map((item) => [item]), records: items.length, skipped: 0, where };
    } else if (!("end" in split)) {
      yield { calls: [[split.path]], records: 1, skipped: 0, where: () => split.path };
    } else {
      for await (const block of blocksOf(split)) yield this.batch(split.path, block);
    }
  }

  private batch(path: string, block: Block): Batch {
    const { text, skipped } = decode(block);
    const first = () => lineNumber(path, block);
    if (this.spec.input === "words" || this.spec.input === "lines") {
      const parts = this.spec.input === "words" ? text.split(/\s+/).filter(Boolean) : linesOf(text);
      const where = () => `${path}, the chunk from line ${first()}`;
      return { calls: [[parts]], records: parts.length, skipped, where };
    }
    const lines = linesOf(text);
    const where = (at: number) => `${path}, line ${first() + at}: ${shown(lines[at])}`;
    if (this.spec.input !== "keyValue") {
      return { calls: lines.map((each) => [each]), records: lines.length, skipped, where };
    }
    let { offset } = block;
    const calls = lines.map((each) => {
      const call = [offset, each];
      offset = block.data.indexOf(10, offset - block.offset) + 1 + block.offset;
      return call;
    });
    return { calls, records: lines.length, skipped, where };
  }

  /** Calls the mapper for a split and gives each of its pairs to `take`. */
  async map(batch: Batch, take: (key: unknown, value: unknown) => void): Promise<void> {
    for (let at = 0; at < batch.calls.length; at++) {
      try {
        let answer = this.mapper(...(batch.calls[at] ?? []));
        if (answer instanceof Promise) answer = await answer;
        if (this.spec.mapperGives === "values") take(null, answer);
        else if (this.spec.mapperGives === "pair") {
          if (answer) pair(answer, take);
        } else if (answer !== undefined && answer !== null) await this.pairs(answer, take);
      } catch (error) {
        throw isOwn(error) ? error : new TaskFailure(error, batch.where(at));
      }
    }
  }

  /** The number of the partition, of `count`, to which a key goes. */
  partitionOf(key: unknown, count: number): number {
    if (!this.partitioner) return partitionOf(key) % count;
    try {
      const answer = this.partitioner(key, count);
      const number = Math.floor(Number(answer));
      if (Number.isFinite(number)) return ((number % count) + count) % count;
      throw new TypeError(`${this.spec.partitioner} gave ${shown(answer)}, which is no number`);
    } catch (error) {
      throw isOwn(error) ? error : new TaskFailure(error, `key ${shown(key)}`);
    }
  }

  /** What a reducer or combiner makes of a key's values. */
  async reduce(call: Call, key: unknown, values: unknown[]): Promise<Entry[]> {
    const { reducerGets } = this.spec;
    try {
      if (reducerGets === "fold") return [[key, values.reduce((a, b) => call(a, b))]];
      const given =
        reducerGets === "keyPairs" && !this.partition ? values.map((value) => [key, value]) : values;
      const answer: unknown = await (reducerGets === "keyValues" ? call(key, values) : call([key, given]));
      if (isIterator(answer)) {
        const entries: Entry[] = [];
        for await (const each of answer) entries.push(isPair(each) ? each : [key, each]);
        return entries;
      }
      if (reducerGets !== "keyValues")
        return answer === undefined ? [] : [isPair(answer) ? answer : [key, answer]];
      return [isPair(answer) && answer[0] === key ? answer : [key, answer]];
    } catch (error) {
      throw isOwn(error) ? error : new TaskFailure(error, `key ${shown(key)}`);
    }
  }

  private async pairs(answer: unknown, take: (key: unknown, value: unknown) => void): Promise<void> {
    if (this.partition) {
      const groups = this.partition([answer]) as Map<unknown, unknown[]> | Record<string, unknown[]>;
      for (const [key, parts] of groups instanceof Map ? groups : Object.entries(groups))
        for (const part of parts) take(key, part);
    } else if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer) {
      for await (const each of answer as AsyncIterable<unknown>) pair(each, take);
    } else {
      if (typeof answer !== "object" || answer === null || !(Symbol.iterator in answer)) {
        throw new TypeError(`the mapper gave ${shown(answer)}, which is no list of [key, value] pairs`);
      }
      for (const each of answer as Iterable<unknown>) pair(each, take);
    }
  }
}

function pair(value: unknown, take: (key: unknown, value: unknown) => void): void {
  if (!isPair(value)) throw new TypeError(`the mapper gave ${shown(value)}, which is no [key, value] pair`);
  take(value[0], value[1]);
}

function isPair(value: unknown): value is [unknown, unknown] {
  return Array.isArray(value) && value.length === 2;
}

function isIterator(value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> {
  return typeof value === "object" && value !== null && "next" in value && typeof value.next === "function";
}

/** Whether it is no error of the user's function. */
function isOwn(error: unknown): boolean {
  if (error instanceof KeyOrderError || error instanceof StorageError) return true;
  return error instanceof Error && error.name === "Interrupted";
}

function shown(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? String(value);
  } catch {
    text = String(value);
  }
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
