import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { JobSteps } from "../protocol/jobSteps";

/** What a job did, in numbers. */
export interface JobCounters {
  /** Lines, words, files or items that were mapped, whichever the mapper gets. */
  readonly records: number;
  /** Bytes of input. */
  readonly bytes: number;
  /** Bytes that were no UTF-8 and were replaced. */
  readonly skippedBytes: number;
  /** How often an engine wrote to disk because its memory was full. */
  readonly spills: number;
  readonly splits: number;
  /** Keys that were reduced, and rows that came of them. */
  readonly keys: number;
  readonly rows: number;
}

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
