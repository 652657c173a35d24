import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunSnapshot } from "../protocol/run";

/** Ending of a run's file. */
export const RUN_FILE = ".plrun.json";

/** Keeps finished runs on disk, the newest first, so that they outlive the window. */
export class RunStore {
  constructor(private readonly folder: string) {}

  /** Writes a run and drops the oldest beyond `keep`. A file is whole or not there. */
  async save(snapshot: RunSnapshot, keep: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const file = this.file(snapshot.record.id);
    await writeFile(`${file}.part`, toJson(snapshot));
    await rename(`${file}.part`, file);
    const old = (await this.newestFirst()).slice(Math.max(1, keep));
    await Promise.all(old.map((name) => rm(join(this.folder, name), { force: true })));
  }

  /** A kept run, or the newest; undefined when there is none or it cannot be read. */
  async load(id?: string): Promise<RunSnapshot | undefined> {
    const name = id === undefined ? (await this.newestFirst())[0] : `${id}${RUN_FILE}`;
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

  private async newestFirst(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const runs = names.filter((name) => name.endsWith(RUN_FILE));
    const dated = await Promise.all(
      runs.map(async (name) => ({ name, time: (await stat(join(this.folder, name))).mtimeMs })),
    );
    return dated.sort((a, b) => b.time - a.time).map(({ name }) => name);
  }
}

/** A run as JSON text; pictures are written in base64. */
export function toJson(snapshot: RunSnapshot): string {
  return JSON.stringify(snapshot, (_key, value: unknown) =>
    value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString("base64") } : value,
  );
}

/** The run that {@link toJson} wrote. */
export function fromJson(text: string): RunSnapshot {
  return JSON.parse(text, (_key, value: unknown) => {
    const coded = (value as { readonly $bytes?: unknown } | null)?.$bytes;
    return typeof coded === "string" ? new Uint8Array(Buffer.from(coded, "base64")) : value;
  }) as RunSnapshot;
}
