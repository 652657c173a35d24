import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Emitter } from "../base/event";
import type { RunSnapshot } from "../protocol/run";
import { endings, moveFile, moveRun, newestFirst, readJson, writeText } from "./keptFiles";
import { type RunSummary, summaryOf } from "./runSummary";

/** Ending of a run's file. */
export const RUN_FILE = endings.run;

/** Version of the format of a run's file (`run.schema.json`); a newer one is one that this code would misread. */
export const RUN_VERSION = 1;

/** Bytes of results that are kept in all. The newest job's are kept however many they are, and those of pinned runs. */
const ROWS_BUDGET = 500_000_000;

/** Folder of runs that were removed and can still come back. */
const REMOVED = "removed";

/** Time after which a removed run is gone, in ms: nobody can take the removal back any more. */
const REMOVED_FOR = 24 * 3600 * 1000;

/** What the user made of a run. */
export interface RunMark {
  readonly name?: string;
  readonly pinned?: boolean;
}

/** A run that is kept, as lists show it. */
export interface KeptRun extends RunSummary, RunMark {}

/** Runs that were removed. */
export interface RemovedRuns {
  /** Takes the removal back. */
  restore(): Promise<void>;
}

/**
 * Keeps finished runs on disk so that they outlive the window, and what the user made of them: names and pins stand in
 * files of their own beside the runs, so that nothing that is written about a run can lose them.
 */
export class RunStore {
  private readonly changed = new Emitter<void>();
  /** Runs came, went, or were named or pinned. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly folder: string) {}

  /** Writes a run and drops the oldest beyond `keep` that are not pinned. A file is whole or not there. */
  async save(snapshot: RunSnapshot, keep: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const { id } = snapshot.record;
    await writeText(this.file(id), toJson(snapshot));
    await this.writeSummary(snapshot);
    const pinned = await this.pinned();
    const old = (await newestFirst(this.folder, endings.run)).filter((run) => !pinned.has(run.id));
    await Promise.all(old.slice(Math.max(1, keep)).map((run) => this.drop(run.id)));
    this.changed.fire();
  }

  /** Takes over a job's file of results, and drops the oldest results where there are too many bytes of them. */
  async saveRows(id: string, file: string, budget = ROWS_BUDGET): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await moveFile(file, this.rowsFile(id));
    const pinned = await this.pinned();
    let bytes = 0;
    for (const { id: one, size } of await newestFirst(this.folder, endings.rows)) {
      if (pinned.has(one)) continue;
      if (bytes > 0 && bytes + size > budget) await rm(this.rowsFile(one), { force: true });
      else bytes += size;
    }
  }

  /** Where the results of a run's job are, if they are kept. */
  rowsFile(id: string): string {
    return this.file(id, endings.rows);
  }

  /** A kept run, or the newest; undefined when there is none or it cannot be read. */
  async load(id?: string): Promise<RunSnapshot | undefined> {
    const wanted = id ?? (await newestFirst(this.folder, endings.run))[0]?.id;
    if (wanted === undefined) return undefined;
    try {
      return fromJson(await readFile(this.file(wanted), "utf8"));
    } catch {
      return undefined; // a run is a convenience: one that cannot be read is as good as none
    }
  }

  /** All runs that can be read: pinned ones first, then the newest. */
  async list(): Promise<readonly KeptRun[]> {
    const files = await newestFirst(this.folder, endings.run);
    const runs = await Promise.all(files.map(({ id }) => this.kept(id)));
    return runs
      .filter((run) => run !== undefined)
      .sort((a, b) => Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.created - a.created);
  }

  /** Names or pins a run, or takes that back; what `change` does not say stays. */
  async mark(
    id: string,
    change: { readonly name?: string | undefined; readonly pinned?: boolean },
  ): Promise<void> {
    const { name, pinned } = { ...(await this.markOf(id)), ...change };
    const mark: RunMark = { ...(name && { name }), ...(pinned && { pinned }) };
    if (Object.keys(mark).length > 0) await writeText(this.file(id, endings.mark), JSON.stringify(mark));
    else await rm(this.file(id, endings.mark), { force: true });
    this.changed.fire();
  }

  /** Removes runs with all that is kept of them, which can be taken back. */
  async remove(ids: readonly string[]): Promise<RemovedRuns> {
    await this.forgetRemoved();
    const aside = join(this.folder, REMOVED, randomUUID());
    for (const id of ids) await moveRun(id, this.folder, aside);
    this.changed.fire();
    return {
      restore: async () => {
        for (const id of ids) await moveRun(id, aside, this.folder);
        await rm(aside, { recursive: true, force: true });
        this.changed.fire();
      },
    };
  }

  private async forgetRemoved(): Promise<void> {
    const folder = join(this.folder, REMOVED);
    for (const name of await readdir(folder).catch(() => [])) {
      const { mtimeMs } = await stat(join(folder, name));
      if (Date.now() - mtimeMs > REMOVED_FOR) await rm(join(folder, name), { recursive: true, force: true });
    }
  }

  private async kept(id: string): Promise<KeptRun | undefined> {
    const summary =
      (await readJson<RunSummary>(this.file(id, endings.summary))) ?? (await this.summarise(id));
    return summary && { ...summary, ...(await this.markOf(id)) };
  }

  /** Of a run from before there were summaries. */
  private async summarise(id: string): Promise<RunSummary | undefined> {
    const run = await this.load(id);
    return run && (await this.writeSummary(run));
  }

  private async writeSummary(run: RunSnapshot): Promise<RunSummary> {
    const summary = summaryOf(run);
    await writeText(this.file(summary.id, endings.summary), JSON.stringify(summary));
    return summary;
  }

  private async markOf(id: string): Promise<RunMark> {
    return (await readJson<RunMark>(this.file(id, endings.mark))) ?? {};
  }

  private async pinned(): Promise<ReadonlySet<string>> {
    const marked = await newestFirst(this.folder, endings.mark);
    const marks = await Promise.all(marked.map(async ({ id }) => ({ id, ...(await this.markOf(id)) })));
    return new Set(marks.filter(({ pinned }) => pinned).map(({ id }) => id));
  }

  private file(id: string, ending: string = endings.run): string {
    return join(this.folder, `${id}${ending}`);
  }

  private async drop(id: string): Promise<void> {
    await Promise.all(Object.values(endings).map((ending) => rm(this.file(id, ending), { force: true })));
  }
}

/** A run as JSON text; pictures are written in base64. */
export function toJson(snapshot: RunSnapshot): string {
  return JSON.stringify({ version: RUN_VERSION, ...snapshot }, (_key, value: unknown) =>
    value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString("base64") } : value,
  );
}

/** The run that {@link toJson} wrote. Files from elsewhere: `readRunFile`. Throws for one of a newer version. */
export function fromJson(text: string): RunSnapshot {
  const { version = RUN_VERSION, ...snapshot } = JSON.parse(text, (_key, value: unknown) => {
    const coded = (value as { readonly $bytes?: unknown } | null)?.$bytes;
    return typeof coded === "string" ? new Uint8Array(Buffer.from(coded, "base64")) : value;
  }) as RunSnapshot & { readonly version?: number };
  if (version > RUN_VERSION) throw new Error(`A run of version ${version} cannot be read.`);
  return snapshot;
}
