import { createHash, randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { now } from "../base/clock";
import { errors, LabsError, messageOf } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { RunSource } from "../protocol/run";
import type { SweepOf, SweepRecord, SweepSetting } from "../protocol/sweep";
import { Run } from "../runs/run";
import { sweepOrder } from "../runs/sweep/plan";
import { type JobOptions, runJob } from "./job";

/** Characters of output that a run of a sweep keeps: nobody reads it. */
const OUTPUT_LIMIT = 1 << 12;

export interface SweepOptions {
  readonly of: SweepOf;
  readonly settings: readonly SweepSetting[];
  /** Runs with each setting. */
  readonly repeats: number;
  readonly source: RunSource;
  /** What the user calls the input. */
  readonly input: readonly string[];
  readonly job: Omit<JobOptions, "splitSize" | "cutFor" | "onProgress">;
  /** Told before the first run and after each: what is known, and how many runs of how many are done. */
  onProgress(sweep: SweepRecord, done: number, total: number): void;
}

/**
 * Runs a job with each setting, so many times, in an order that shares what changes meanwhile ({@link sweepOrder}), after
 * a run that does not count, in which engines start and files come to memory. Nothing is left but the record, which also
 * tells of a failure; a cancelled sweep keeps what it measured.
 * @param cluster has at least as many engines as any setting; nobody else may use it meanwhile
 */
export async function sweepJob(cluster: Cluster, options: SweepOptions): Promise<SweepRecord> {
  const sweep = new Sweep(cluster, options);
  return await sweep.result();
}

/** One sweep under way. */
class Sweep {
  private readonly id = randomUUID();
  private readonly created = now();
  private readonly walls: number[][];
  /** Hashes of the rows of all runs. */
  private readonly rows = new Set<string>();
  private done = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly options: SweepOptions,
  ) {
    this.walls = options.settings.map(() => []);
  }

  async result(): Promise<SweepRecord> {
    try {
      await this.measure();
      return this.record({ outcome: "done" });
    } catch (error) {
      if (error instanceof LabsError && error.kind === "cancelled")
        return this.record({ outcome: "cancelled" });
      return this.record({ outcome: "failed", failure: messageOf(error) });
    }
  }

  private async measure(): Promise<void> {
    const { settings, repeats } = this.options;
    const order = sweepOrder(settings.length, repeats);
    const report = () => this.options.onProgress(this.record({}), this.done, order.length);
    report();
    const most = settings.reduce((a, b) => (b.engines > a.engines ? b : a), { engines: 1 });
    await this.run({ engines: most.engines });
    for (const at of order) {
      const setting = settings[at];
      if (!setting) continue;
      const wall = await this.run(setting);
      this.walls[at]?.push(wall);
      this.done += 1;
      report();
    }
  }

  /** Runs the job once; seconds of wall time. */
  private async run({ engines: count, splitSize }: SweepSetting): Promise<number> {
    const { job, source, settings } = this.options;
    if (job.signal?.aborted) throw errors.cancelled("The sweep");
    const { cluster } = this;
    const engines = cluster.engines.slice(0, count);
    await Promise.all(engines.map((engine) => engine.start()));
    const { backend } = cluster;
    const run = new Run({ kind: "mapreduce", backend, source, outputLimit: OUTPUT_LIMIT });
    const result = await runJob(engines, run, cluster.temporaryFolder, {
      ...job,
      // The work is cut and its results are divided in the same way for all, so that engines are what is compared.
      cutFor: Math.max(...settings.map(({ engines }) => engines)),
      ...(splitSize !== undefined && { splitSize }),
    });
    try {
      const hash = createHash("sha256");
      for await (const row of result.rows()) hash.update(row).update("\n");
      this.rows.add(hash.digest("base64"));
    } finally {
      await result.dispose();
    }
    return run.record().metrics.wall;
  }

  private record(end: Pick<SweepRecord, "outcome" | "failure">): SweepRecord {
    const { of, settings, repeats, source, input } = this.options;
    return {
      id: this.id,
      kind: "sweep",
      of,
      backend: this.cluster.backend,
      source,
      input,
      cores: availableParallelism(),
      created: this.created,
      repeats,
      points: settings.map((setting, at) => ({ ...setting, walls: [...(this.walls[at] ?? [])] })),
      sameResults: this.rows.size < 2,
      ...end,
    };
  }
}
