import { createHash, randomUUID } from "node:crypto";
import { type FSWatcher, watch } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Disposable } from "../../base/disposable";
import type { Progress } from "../../protocol/progress";
import { mergeProgress } from "../progress/mergeProgress";
import { type ReadProgress, readProgress } from "../progress/readProgress";
import { sameProgress } from "../progress/sameProgress";
import { withFileLock } from "./fileLock";

const FILE = "progress.json";

/** What a merge found. */
export interface Merged {
  /** What the file says now. */
  readonly state: Progress;
  /** Where a copy of the file as it was is kept, when parts of it made no sense and it was not kept before. */
  readonly aside?: string;
}

/**
 * Progress in a file that several windows write. Each reads it, merges and replaces it whole, under a lock; should the
 * lock fail, a window that sees its own entries missing merges again, so what one of them knows is never lost.
 */
export class ProgressFile {
  readonly path: string;

  constructor(private readonly folder: string) {
    this.path = join(folder, FILE);
  }

  /** Merges in what is known, and tells what all windows know together. */
  async merge(known: Progress): Promise<Merged> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return await withFileLock(`${this.path}.lock`, async () => {
      const { text, state: stored, corrupt } = await this.read();
      const aside = corrupt === undefined ? undefined : await this.keepAside(text);
      const state = mergeProgress(stored, known);
      if (corrupt !== undefined || !sameProgress(stored, state)) await this.replace(state);
      return aside === undefined ? { state } : { state, aside };
    });
  }

  /**
   * Keeps a text that makes no sense as progress in a file of its own.
   * @returns the file; undefined when that text is kept already
   */
  async keepAside(text: string): Promise<string | undefined> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const mark = createHash("sha256").update(text).digest("hex").slice(0, 12);
    const file = join(this.folder, `progress-unreadable-${mark}.json`);
    try {
      await writeFile(file, text, { flag: "wx", mode: 0o600 });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
      throw error;
    }
  }

  /** Tells when somebody replaced the file. Where that cannot be watched, never. */
  async watch(listener: () => void): Promise<Disposable> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    let watcher: FSWatcher | undefined;
    try {
      watcher = watch(this.folder, { persistent: false }, (_event, name) => {
        if (name === null || name === FILE) listener();
      });
      watcher.on("error", () => watcher?.close());
    } catch {
      // A disk without watching, or too many watchers: merging at the next change does it too.
    }
    return { dispose: () => watcher?.close() };
  }

  private async read(): Promise<ReadProgress & { readonly text: string }> {
    const text = await readFile(this.path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    return { text, ...readProgress(text === "" ? undefined : parse(text)) };
  }

  /** The file is whole at any time, also when the power fails. */
  private async replace(state: Progress): Promise<void> {
    const part = `${this.path}.${randomUUID()}.part`;
    try {
      const file = await open(part, "wx", 0o600);
      try {
        await file.writeFile(`${JSON.stringify(state)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(part, this.path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
