import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { JobCounters } from "../protocol/jobRecord";
import type { JobSteps } from "../protocol/jobSteps";

/** A job's rows, in a private file until it is disposed of. A row is `[key,value]` as JSON text. */
export class JobResult {
  constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly collected: JobSteps["collect"]["answer"],
    readonly counters: JobCounters,
  ) {}

  /** The rows with the greatest values, as many as the job was asked to find. */
  get top(): readonly string[] {
    return this.collected.top;
  }

  /** All rows in their order; they may be many. */
  async *rows(): AsyncGenerator<string> {
    const input = createReadStream(this.file, { highWaterMark: 1 << 18 });
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  }

  /** The file of rows, a row a line. */
  get path(): string {
    return this.file;
  }

  /** Removes all files of the job. */
  async dispose(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
