import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../engines/engine";
import type { JobSpec } from "../protocol/job";
import type { JobCounters, JobProgress } from "../protocol/jobRecord";
import type { JobSteps, MapRun, ReducedPart, Split } from "../protocol/jobSteps";
import { type Phase, stepLabels } from "../protocol/phase";
import type { SourceText } from "../protocol/sourceText";
import type { Run } from "../runs/run";
import { EngineTaskError } from "../views/failure";
import { Crew } from "./crew";
import type { InputFile } from "./inputs";
import { Member } from "./member";
import { JobResult } from "./result";
import { bytesOf, cutFiles, cutItems, nameOf, sizeOf, wholeFiles } from "./splits";
import { TaskQueue } from "./taskQueue";

/** Bytes of pairs that all engines together hold in memory before they spill. */
const MEMORY = 192 << 20;
const SMALLEST_MEMORY = 16 << 20;

export interface JobOptions {
  readonly spec: JobSpec;
  /** The whole file of the user. */
  readonly source: SourceText;
  /** Files to map; not looked at for a job on items. */
  readonly inputs: readonly InputFile[];
  /** How many reduce tasks; absent, one an engine. */
  readonly reducers?: number;
  /** How many rows with the greatest values to find. */
  readonly top?: number;
  /** Bytes a split; absent, what balances. */
  readonly splitSize?: number;
  /** Bytes that an engine may hold before it spills. */
  readonly memory?: number;
  /** Engines for which the work is divided, where that is not how many take part: a serial run to compare with. */
  readonly cutFor?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
  /** Told of an engine that still runs a second after it was interrupted. */
  readonly onNotStopping?: (engine: Engine) => void;
}

/**
 * Runs a map/reduce job on engines and records it in a run.
 * Throws `task-failed` naming the record or key, `engine-died`, `wrong-usage` or `cancelled`; no file is left then.
 * @param folder a private folder, in which the job has its own while it runs; the result stays there
 */
export async function runJob(
  engines: readonly Engine[],
  run: Run,
  folder: string,
  options: JobOptions,
): Promise<JobResult> {
  const own = await mkdtemp(join(folder, "job-"));
  const job = new Job(engines, run, own, options);
  try {
    return await job.result();
  } catch (error) {
    // Once, and not for each attempt: what one engine could not do another may have done.
    if (error instanceof EngineTaskError && error.taskError) run.tellError(error.engine, error.taskError);
    await rm(own, { recursive: true, force: true });
    throw error;
  } finally {
    await job.forget();
  }
}

/** One job under way. */
class Job {
  private readonly crew: Crew;
  private readonly load: JobSteps["load"]["args"];
  private readonly counters = {
    records: 0,
    bytes: 0,
    skippedBytes: 0,
    spills: 0,
    splits: 0,
    keys: 0,
    rows: 0,
  };
  /** What each engine mapped and has not written yet. */
  private readonly held = new Map<number, { split: Split; counts: JobSteps["map"]["answer"] }[]>();
  private readonly runs: MapRun[] = [];

  constructor(
    private readonly engines: readonly Engine[],
    run: Run,
    private readonly folder: string,
    private readonly options: JobOptions,
  ) {
    const { spec, source, reducers, cutFor, top = 0, memory } = options;
    this.load = {
      job: randomUUID(),
      source,
      spec,
      partitions: reducers ?? cutFor ?? engines.length,
      memory: memory ?? Math.max(SMALLEST_MEMORY, Math.floor(MEMORY / engines.length)),
      folder,
      top,
    };
    const signal = options.signal ?? new AbortController().signal;
    const { onNotStopping } = options;
    const stop = new AbortController();
    const either = { signal: AbortSignal.any([signal, stop.signal]), onNotStopping };
    const members = engines.map((engine) => new Member(engine, run, this.load, either));
    this.crew = new Crew(members, stop, signal);
  }

  async result(): Promise<JobResult> {
    const splits = await this.splits();
    await this.map(splits);
    const parts = await this.reduce();
    const file = join(this.folder, "rows");
    let answer: JobSteps["collect"]["answer"] = { size: 0, top: [] };
    await this.crew.do({
      queue: new TaskQueue([parts]),
      name: () => "the last merge",
      work: async (member) => {
        answer = await member.step(
          "collect",
          { parts, result: file },
          { phase: "reduce", label: stepLabels.merge },
        );
      },
    });
    for (const { rows, keys } of parts) {
      this.counters.rows += rows;
      this.counters.keys += keys;
    }
    return new JobResult(this.folder, file, answer, this.counters satisfies JobCounters);
  }

  /** Frees what the engines hold. Engines that are gone need not be told. */
  async forget(): Promise<void> {
    await Promise.allSettled(this.crew.members.map((member) => member.forget()));
  }

  private async splits(): Promise<Split[]> {
    const { inputs, spec, splitSize, cutFor = this.engines.length } = this.options;
    if (spec.shape === "files") return wholeFiles(inputs);
    if (spec.shape !== "items") return cutFiles(inputs, cutFor, splitSize);
    let count = 0;
    await this.crew.do({
      queue: new TaskQueue([0]),
      name: () => "the file's list",
      work: async (member) => {
        count = (await member.load()).items ?? 0;
      },
    });
    return cutItems(count, cutFor);
  }

  /** Maps all splits and has the engines write what they hold; what a dead engine held is mapped again. */
  private async map(splits: readonly Split[]): Promise<void> {
    const bytes = splits.reduce((sum, split) => sum + bytesOf(split), 0);
    const queue = new TaskQueue(splits, sizeOf);
    const report = (phase: Phase) =>
      this.progress({ phase, tasks: splits.length, tasksDone: this.counters.splits, bytes });
    const onLost = ({ id }: Member) => {
      const lost = this.held.get(id) ?? [];
      this.held.delete(id);
      for (const { split, counts } of lost) this.count(split, counts, -1);
      queue.putBack(lost.map(({ split }) => split));
      report("map");
    };
    report("map");
    while (!queue.isEmpty) {
      await this.crew.do({
        queue,
        name: nameOf,
        onLost,
        work: async (member, attempt) => {
          const { work: split } = attempt;
          const record = { phase: "map", attempt, bytesIn: bytesOf(split) } as const;
          const counts = await member.step("map", { split, keep: this.lastOf(member) }, record);
          this.hold(member.id, split, counts);
          this.count(split, counts, 1);
          report("map");
        },
      });
      report("shuffle");
      await this.crew.each(async (member) => {
        const keep = this.lastOf(member);
        if (keep === null) return;
        const { runs, spills } = await member.step("shuffle", { keep }, { phase: "shuffle" });
        this.runs.push(...runs);
        this.counters.spills += spills;
        this.held.delete(member.id);
      }, onLost);
    }
    this.runs.sort((a, b) => a.split - b.split);
  }

  /** The parts in the order of their numbers, so that rows of the same key are always in the same order. */
  private async reduce(): Promise<(ReducedPart & { file: string })[]> {
    const done = new Map<number, ReducedPart & { file: string }>();
    const partitions = Array.from({ length: this.load.partitions }, (_, at) => at);
    const report = () =>
      this.progress({
        phase: "reduce",
        tasks: partitions.length,
        tasksDone: done.size,
        bytes: this.counters.bytes,
      });
    const runsOf = (partition: number) =>
      this.runs.flatMap(({ file, holds, parts }) => {
        const part = parts[partition];
        return part && part[2] > 0 ? [{ file, holds, part }] : [];
      });
    const bytesOfRuns = (runs: ReturnType<typeof runsOf>) => runs.reduce((sum, { part }) => sum + part[1], 0);
    report();
    await this.crew.do({
      queue: new TaskQueue(partitions, (partition) => bytesOfRuns(runsOf(partition))),
      name: (partition) => `reduce task ${partition}`,
      work: async (member, attempt) => {
        const { work: partition, number } = attempt;
        const runs = runsOf(partition);
        const result = join(this.folder, `reduced-${partition}-${number}`);
        const bytesIn = bytesOfRuns(runs);
        const reduced = await member.step("reduce", { runs, result }, { phase: "reduce", attempt, bytesIn });
        done.set(partition, { ...reduced, file: result });
        report();
      },
    });
    return partitions.flatMap((partition) => done.get(partition) ?? []);
  }

  /** The number of the split that an engine mapped last, of those that count. */
  private lastOf({ id }: Member): number | null {
    return this.held.get(id)?.at(-1)?.split.number ?? null;
  }

  private hold(engine: number, split: Split, counts: JobSteps["map"]["answer"]): void {
    const held = this.held.get(engine) ?? [];
    held.push({ split, counts });
    this.held.set(engine, held);
  }

  private count(split: Split, { records, skipped }: JobSteps["map"]["answer"], sign: 1 | -1): void {
    this.counters.records += sign * records;
    this.counters.bytes += sign * bytesOf(split);
    this.counters.skippedBytes += sign * skipped;
    this.counters.splits += sign;
  }

  private progress(progress: Omit<JobProgress, "bytesDone" | "records">): void {
    const { bytes: bytesDone, records } = this.counters;
    this.options.onProgress?.({ ...progress, bytesDone, records });
  }
}
