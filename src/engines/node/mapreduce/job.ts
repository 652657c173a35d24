/** One job on one engine: what it holds between the steps of src/protocol/jobSteps.ts, and the steps themselves. */
import { join } from "node:path";
import type { JobStep, JobSteps, MapRun, ReducedPart, RunHolds, RunPart } from "../../../protocol/jobSteps";
import type { SourceText } from "../../../protocol/sourceText";
import { JobUnknown, KeyOrderError, storing } from "./failures";
import { Functions } from "./functions";
import { compareKeys } from "./keys";
import { Mapped } from "./mapped";
import { greatest, type Row, sortedRows, textOf, writeRows } from "./rows";
import { type Entry, merge, RunFile, readRun } from "./runs";

/** What a job needs of the engine. */
export interface JobHost {
  execute(source: SourceText): Promise<unknown>;
  evaluate(expression: string): unknown;
  /** Does something that an interrupt must not cut in two. */
  critical<T>(work: () => T): T;
}

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
    const made = new Job(load, new Functions(load.spec, (expression) => host.evaluate(expression)), host);
    jobs.set(load.job, made);
    return { items: made.functions.items };
  }
  if (step === "forget") {
    jobs.delete(args.job);
    return {};
  }
  const job = jobs.get(args.job);
  if (!job) throw new JobUnknown("the job is not loaded on this engine");
  return job.step(step, args).catch((error: unknown) => {
    throw storing(error, job.folder);
  });
}

class Job {
  /** What is being mapped. */
  private current: Mapped | undefined;
  /** What was mapped last, which counts only when the next step says so. */
  private last: Mapped | undefined;
  private held: Mapped[] = [];
  private runs: MapRun[] = [];
  private spills = 0;
  private files = 0;

  constructor(
    private readonly args: JobSteps["load"]["args"],
    readonly functions: Functions,
    private readonly host: JobHost,
  ) {}

  get folder(): string {
    return this.args.folder;
  }

  /** Does one of the steps after `load`. */
  async step(step: Exclude<JobStep, "load" | "forget">, args: JobSteps[JobStep]["args"]): Promise<object> {
    switch (step) {
      case "map":
        return this.map(args as JobSteps["map"]["args"]);
      case "shuffle":
        return this.shuffle(args as JobSteps["shuffle"]["args"]);
      case "reduce":
        return this.reduce(args as JobSteps["reduce"]["args"]);
      case "collect":
        return this.collect(args as JobSteps["collect"]["args"]);
    }
  }

  private async map({ split, keep }: JobSteps["map"]["args"]): Promise<JobSteps["map"]["answer"]> {
    this.settle(keep);
    const mapped = new Mapped(split.number);
    this.current = mapped;
    const counted = { records: 0, skipped: 0 };
    const take = (key: unknown, value: unknown) => {
      if (mapped.take(key, value) && mapped.size > this.args.memory) this.writeOut(mapped);
    };
    for await (const batch of this.functions.batches(split)) {
      if (mapped.size > this.args.memory) this.writeOut(mapped);
      counted.records += batch.records;
      counted.skipped += batch.skipped;
      await this.functions.map(batch, take);
    }
    const { combiner } = this.functions;
    if (combiner) {
      for (const group of mapped.groups.values()) {
        const combined = await this.functions.reduce(combiner, group.key, group.values);
        group.values = combined.map(([, value]) => value);
      }
      mapped.measure();
    }
    // An interrupt ends a call whose code still waits for something; what it does after that is of no account.
    if (this.current === mapped) this.last = mapped;
    return counted;
  }

  private shuffle({ keep }: JobSteps["shuffle"]["args"]): JobSteps["shuffle"]["answer"] {
    this.settle(keep);
    if (this.held.length > 0) this.spill();
    const { runs, spills } = this;
    this.runs = [];
    this.spills = 0;
    return { runs, spills };
  }

  private async reduce({ runs, result }: JobSteps["reduce"]["args"]): Promise<JobSteps["reduce"]["answer"]> {
    const rows: Row[] = [];
    let keys = 0;
    let renamed = false;
    for await (const { key: of, place, entries } of this.reduced(runs)) {
      keys += 1;
      for (const [key, value] of entries) {
        renamed ||= key !== of;
        const at: unknown = place ? [...place, rows.length] : key;
        rows.push({ at, value, text: textOf(key, value) });
      }
    }
    const sorted = sortedRows(rows);
    const best = greatest(sorted ?? rows, this.args.top);
    const [run, top] = RunFile.make(result, (file) => [
      file.write((sorted ?? rows).map(({ at, text }) => [at, text])),
      file.write(best.map(({ at, value, text }) => [at, [value, text]])),
    ]);
    return { keys, rows: rows.length, run, sorted: sorted !== undefined, renamed, top };
  }

  private collect({ parts, result }: JobSteps["collect"]["args"]): JobSteps["collect"]["answer"] {
    const read = (part: (typeof parts)[number], which: RunPart) => readRun(part.file, which);
    const size = this.writeAll(result, parts, () => parts.map((part) => read(part, part.run)));
    const best = parts.flatMap((part) => [...(read(part, part.top) as Generator<Entry<[unknown, string]>>)]);
    const found = best.map(([at, [value, text]]): Row => ({ at, value, text }));
    const top = greatest(sortedRows(found) ?? found, this.args.top);
    return { size, top: top.map(({ text }) => text) };
  }

  /** Writes the rows of all parts sorted, or as the parts have them where a reducer gave keys that have no order. */
  private writeAll(
    path: string,
    parts: readonly Pick<ReducedPart, "sorted" | "renamed">[],
    runs: () => Generator<Entry>[],
  ): number {
    const asTheyAre = () =>
      writeRows(
        path,
        runs().flatMap((run) => [...run]),
      );
    if (!parts.every(({ sorted }) => sorted)) return asTheyAre();
    try {
      return writeRows(path, merge(runs()));
    } catch (error) {
      if (error instanceof KeyOrderError && parts.some(({ renamed }) => renamed)) return asTheyAre();
      throw error;
    }
  }

  /** What the reducer makes of each key of the runs, with the place at which it came first where that is kept. */
  private async *reduced(runs: JobSteps["reduce"]["args"]["runs"]) {
    const { reducer } = this.functions;
    const places = grouped(runs, "places");
    for (const { key, values } of grouped(runs, "lists")) {
      const place = places.next().value?.values.sort(compareKeys)[0] as readonly number[] | undefined;
      yield { key, place, entries: await this.functions.reduce(reducer, key, values) };
    }
  }

  /** Puts what was mapped last to the rest if its split is the one to keep, and forgets it otherwise. */
  private settle(keep: number | null): void {
    this.host.critical(() => {
      const { last } = this;
      this.last = undefined;
      if (last?.split !== keep) return;
      this.held.push(last);
      this.runs.push(...last.runs);
      this.spills += last.spills;
    });
    if (this.held.reduce((sum, { size }) => sum + size, 0) <= this.args.memory) return;
    this.spill();
    this.spills += 1;
  }

  private spill(): void {
    const runs = this.write(this.held);
    this.host.critical(() => {
      this.held = [];
      this.runs.push(...runs);
    });
  }

  private writeOut(mapped: Mapped): void {
    mapped.written(this.write([mapped]));
  }

  /** Writes groups to a file of this engine, sorted. */
  private write(held: readonly Mapped[]): MapRun[] {
    const { folder, partitions } = this.args;
    this.files += 1;
    const path = join(folder, `map-${process.pid}-${this.files}`);
    return RunFile.make(path, (file) =>
      held.flatMap(({ split, groups, placed }) => {
        const parts: Placed[][] = Array.from({ length: partitions }, () => []);
        let at = placed;
        for (const { key, values } of groups.values())
          parts[this.functions.partitionOf(key, partitions)]?.push({ key, values, at: at++ });
        for (const part of parts) part.sort((a, b) => compareKeys(a.key, b.key));
        const write = (holds: RunHolds, entry: (placed: Placed) => Entry): MapRun => {
          return { file: path, split, holds, parts: parts.map((part) => file.write(part.map(entry))) };
        };
        const lists = write("lists", ({ key, values }) => [key, values]);
        if (!this.functions.isInJobOrder) return [lists];
        return [lists, write("places", ({ key, at }) => [key, [[split, at]]])];
      }),
    );
  }
}

/** A group of values with the place of its key in its split. */
interface Placed {
  readonly key: unknown;
  readonly values: unknown[];
  readonly at: number;
}

/** The keys of the runs of a kind with all their values, in order. */
function* grouped(
  runs: JobSteps["reduce"]["args"]["runs"],
  kind: RunHolds,
): Generator<{ readonly key: unknown; readonly values: unknown[] }, undefined> {
  let group: { key: unknown; values: unknown[] } | undefined;
  const chosen = runs.filter(({ holds }) => holds === kind);
  for (const [key, values] of merge(chosen.map(({ file, part }) => readRun(file, part)))) {
    if (group && compareKeys(group.key, key) === 0) {
      for (const value of values as unknown[]) group.values.push(value);
    } else {
      if (group) yield group;
      group = { key, values: values as unknown[] };
    }
  }
  if (group) yield group;
  return undefined;
}
