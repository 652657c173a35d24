import { rm } from "node:fs/promises";
import type { JobCounters } from "../protocol/jobRecord";
import type { JobSteps } from "../protocol/jobSteps";
import { rowsOf } from "./rowsOf";

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
  rows(): AsyncGenerator<string> {
    return rowsOf(this.file);
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
