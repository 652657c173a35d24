/** One job on one engine: what it holds between the steps of src/protocol/jobSteps.ts, and the steps themselves. */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { JobStep, JobSteps, MapRun, RunPart } from "../../../protocol/jobSteps";
import type { SourceText } from "../../../protocol/sourceText";
import { JobUnknown, KeyOrderError } from "./failures";
import { Functions } from "./functions";
import { compareKeys, identityOf, partitionOf } from "./keys";
import { type Entry, merge, RunFile, readRun } from "./runs";

/** What a job needs of the engine. */
export interface JobHost {
  execute(source: SourceText): Promise<unknown>;
  evaluate(expression: string): unknown;
}

/** About what an entry and one value of it take in memory, in bytes. */
const ENTRY_SIZE = 150;
const VALUE_SIZE = 16;
const ROWS_A_WRITE = 4096;

type Groups = Map<unknown, { readonly key: unknown; values: unknown[] }>;

const jobs = new Map<string, Job>();

/** Does one step and gives its answer, which is plain data. */
export async function runStep(
  step: JobStep,
  args: JobSteps[JobStep]["args"],
  host: JobHost,
): Promise<object> {
  if (step === "load") {
    const load = args as JobSteps["load"]["args"];
    await host.execute(load.source);
    const made = new Job(load, new Functions(load.spec, (expression) => host.evaluate(expression)));
    jobs.set(load.job, made);
    return { items: made.functions.items };
  }
  if (step === "forget") {
    jobs.delete(args.job);
    return {};
  }
  const job = jobs.get(args.job);
  if (!job) throw new JobUnknown("the job is not loaded on this engine");
  switch (step) {
    case "map":
      return job.map(args as JobSteps["map"]["args"]);
    case "shuffle":
      return job.shuffle();
    case "reduce":
      return job.reduce(args as JobSteps["reduce"]["args"]);
    case "collect":
      return job.collect(args as JobSteps["collect"]["args"]);
  }
}

class Job {
  private held: { readonly split: number; readonly groups: Groups }[] = [];
  private size = 0;
  private runs: MapRun[] = [];
  private files = 0;

  constructor(
    private readonly args: JobSteps["load"]["args"],
    readonly functions: Functions,
  ) {}

  async map({ split }: JobSteps["map"]["args"]): Promise<JobSteps["map"]["answer"]> {
    const { functions } = this;
    const batch = await functions.batch(split);
    const groups: Groups = new Map();
    let pairs = 0;
    await functions.map(batch, (key, value) => {
      const identity = identityOf(key);
      const group = groups.get(identity);
      if (group) group.values.push(value);
      else groups.set(identity, { key, values: [value] });
      pairs += 1;
    });
    if (functions.combiner) {
      pairs = 0;
      for (const group of groups.values()) {
        const combined = await functions.reduce(functions.combiner, group.key, group.values);
        group.values = combined.map(([, value]) => value);
        pairs += group.values.length;
      }
    }
    this.held.push({ split: split.number, groups });
    this.size += groups.size * ENTRY_SIZE + pairs * VALUE_SIZE;
    const spills = this.size > this.args.memory ? 1 : 0;
    if (spills) this.spill();
    return { records: batch.records, skipped: batch.skipped, spills };
  }

  shuffle(): JobSteps["shuffle"]["answer"] {
    if (this.held.length > 0) this.spill();
    const { runs } = this;
    this.runs = [];
    return { runs };
  }

  async reduce({ runs, result }: JobSteps["reduce"]["args"]): Promise<JobSteps["reduce"]["answer"]> {
    const rows: Entry[] = [];
    let keys = 0;
    let group: { key: unknown; values: unknown[] } | undefined;
    const end = async () => {
      if (!group) return;
      keys += 1;
      rows.push(...(await this.functions.reduce(this.functions.reducer, group.key, group.values)));
    };
    for (const [key, values] of merge(runs.map(({ file, part }) => readRun(file, part)))) {
      if (group && compareKeys(group.key, key) === 0) {
        for (const value of values as unknown[]) group.values.push(value);
      } else {
        await end();
        group = { key, values: values as unknown[] };
      }
    }
    await end();
    const sorted = sortedEntries(rows);
    const texts = (sorted ?? rows).map(([key, value]): Entry<string> => [key, textOf(key, value)]);
    const best = greatest(rows, this.args.top).map(
      ([key, value]): Entry => [key, [value, textOf(key, value)]],
    );
    const file = new RunFile(result);
    const run = file.write(texts);
    const top = file.write(best);
    file.close();
    return { keys, rows: rows.length, run, sorted: sorted !== undefined, top };
  }

  collect({ parts, result }: JobSteps["collect"]["args"]): JobSteps["collect"]["answer"] {
    const read = (part: (typeof parts)[number], which: RunPart) => readRun(part.file, which);
    const runs = parts.map((part) => read(part, part.run));
    const isSorted = parts.every(({ sorted }) => sorted);
    const rows = isSorted ? merge(runs) : runs.flatMap((run) => [...run]);
    const file = openSync(result, "w", 0o600);
    let size = 0;
    let block: unknown[] = [];
    const flush = () => {
      const text = Buffer.from(block.map((row) => `${String(row)}\n`).join(""));
      for (let at = 0; at < text.length; ) at += writeSync(file, text, at);
      size += text.length;
      block = [];
    };
    for (const [, row] of rows) if (block.push(row) >= ROWS_A_WRITE) flush();
    flush();
    closeSync(file);
    const best = parts.flatMap((part) => [...read(part, part.top)]) as Entry<[unknown, string]>[];
    const found = greatest(
      (sortedEntries(best) ?? best).map(([, [value, text]]) => [text, value]),
      this.args.top,
    );
    return { size, top: found.map(([text]) => String(text)) };
  }

  private spill(): void {
    const { folder, partitions } = this.args;
    const own = this.functions.partitioner;
    this.files += 1;
    const path = join(folder, `map-${process.pid}-${this.files}`);
    const file = new RunFile(path);
    for (const { split, groups } of this.held) {
      const parts: Entry[][] = Array.from({ length: partitions }, () => []);
      for (const { key, values } of groups.values()) {
        const number = own ? Number(own(key, partitions)) : partitionOf(key);
        parts[((number % partitions) + partitions) % partitions]?.push([key, values]);
      }
      const written = parts.map((part) => file.write(part.sort(([a], [b]) => compareKeys(a, b))));
      this.runs.push({ file: path, split, lists: true, parts: written });
    }
    file.close();
    this.held = [];
    this.size = 0;
  }
}

/** Entries by key; undefined when a reducer gave keys that have no order. */
function sortedEntries<T>(entries: readonly Entry<T>[]): Entry<T>[] | undefined {
  try {
    return [...entries].sort(([a], [b]) => compareKeys(a, b));
  } catch (error) {
    if (error instanceof KeyOrderError) return undefined;
    throw error;
  }
}

/** The entries with the greatest values, earlier ones first among equals. */
function greatest(entries: readonly Entry[], count: number): Entry[] {
  if (count === 0) return [];
  return [...entries].sort(([, a], [, b]) => compareKeys(b, a)).slice(0, count);
}

/** `[key,value]` as JSON text. */
function textOf(key: unknown, value: unknown): string {
  const plain = (_: string, each: unknown) =>
    typeof each === "bigint" ? String(each) : each instanceof Map || each instanceof Set ? [...each] : each;
  return JSON.stringify([key ?? null, value ?? null], plain);
}
