import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SweepRecord } from "../protocol/sweep";

/** Ending of a sweep's file. */
const SWEEP_FILE = ".plsweep.json";

/** Keeps sweeps on disk, beside the workspace's runs, so that they outlive the window. */
export class SweepStore {
  constructor(private readonly folder: string) {}

  /** Writes a sweep and drops the oldest beyond `keep`. A file is whole or not there. */
  async save(sweep: SweepRecord, keep: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = this.file(sweep.id);
    await writeFile(`${file}.part`, JSON.stringify(sweep));
    await rename(`${file}.part`, file);
    const old = (await this.all()).slice(Math.max(1, keep));
    await Promise.all(old.map(({ id }) => rm(this.file(id), { force: true })));
  }

  /** A kept sweep; undefined when it is not there or cannot be read. */
  async load(id: string): Promise<SweepRecord | undefined> {
    try {
      const sweep = JSON.parse(await readFile(this.file(id), "utf8")) as SweepRecord;
      return sweep.kind === "sweep" ? sweep : undefined;
    } catch {
      return undefined;
    }
  }

  /** All kept sweeps, the newest first. */
  async all(): Promise<SweepRecord[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const ids = names.flatMap((name) =>
      name.endsWith(SWEEP_FILE) ? [name.slice(0, -SWEEP_FILE.length)] : [],
    );
    const sweeps = await Promise.all(ids.map((id) => this.load(id)));
    return sweeps.flatMap((sweep) => sweep ?? []).sort((a, b) => b.created - a.created);
  }

  private file(id: string): string {
    return join(this.folder, `${id}${SWEEP_FILE}`);
  }
}
