import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunSnapshot } from "../protocol/run";

/** Ending of a run's file. */
export const RUN_FILE = ".plrun.json";

/** Version of the format of a run's file (`run.schema.json`); a newer one is one that this code would misread. */
export const RUN_VERSION = 1;

/** Ending of the file of a map/reduce job's results, a row `[key,value]` a line. */
const ROWS_FILE = ".rows.jsonl";

/** Bytes of results that are kept in all. The newest job's are kept however many they are. */
const ROWS_BUDGET = 500_000_000;

/** Keeps finished runs on disk, the newest first, so that they outlive the window. */
export class RunStore {
  constructor(private readonly folder: string) {}

  /** Writes a run and drops the oldest beyond `keep`. A file is whole or not there. */
  async save(snapshot: RunSnapshot, keep: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = this.file(snapshot.record.id);
    await writeFile(`${file}.part`, toJson(snapshot));
    await rename(`${file}.part`, file);
    const old = (await this.newestFirst(RUN_FILE)).slice(Math.max(1, keep));
    await Promise.all(old.map(({ name }) => this.drop(name.slice(0, -RUN_FILE.length))));
  }

  /** Takes over a job's file of results, and drops the oldest results where there are too many bytes of them. */
  async saveRows(id: string, file: string, budget = ROWS_BUDGET): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await move(file, this.rowsFile(id));
    let bytes = 0;
    for (const { name, size } of await this.newestFirst(ROWS_FILE)) {
      if (bytes > 0 && bytes + size > budget) await rm(join(this.folder, name), { force: true });
      else bytes += size;
    }
  }

  /** Where the results of a run's job are, if they are kept. */
  rowsFile(id: string): string {
    return join(this.folder, `${id}${ROWS_FILE}`);
  }

  /** A kept run, or the newest; undefined when there is none or it cannot be read. */
  async load(id?: string): Promise<RunSnapshot | undefined> {
    const name = id === undefined ? (await this.newestFirst(RUN_FILE))[0]?.name : `${id}${RUN_FILE}`;
    if (name === undefined) return undefined;
    try {
      return fromJson(await readFile(join(this.folder, name), "utf8"));
    } catch {
      return undefined; // a run is a convenience: one that cannot be read is as good as none
    }
  }

  private file(id: string): string {
    return join(this.folder, `${id}${RUN_FILE}`);
  }

  private async drop(id: string): Promise<void> {
    await rm(this.file(id), { force: true });
    await rm(this.rowsFile(id), { force: true });
  }

  private async newestFirst(ending: string): Promise<{ name: string; size: number }[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const dated = await Promise.all(
      names
        .filter((name) => name.endsWith(ending))
        .map(async (name) => {
          const { mtimeMs, size } = await stat(join(this.folder, name));
          return { name, size, mtimeMs };
        }),
    );
    return dated.sort((a, b) => b.mtimeMs - a.mtimeMs);
  }
}

/** Moves a file, also to another disk. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyWhole(from, to);
    await rm(from, { force: true });
  }
}

/** Copies a file; it is whole or not there. */
async function copyWhole(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    await rename(part, to);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
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
