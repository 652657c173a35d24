import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RunSnapshot } from "../protocol/run";
import { writeText } from "./keptFiles";
import type { Run } from "./run";
import { fromJson, toJson } from "./runStore";

/** Least time between two writings of a run, in ms; a run that is over sooner is never written. */
const LEAST_INTERVAL = 1000;

/** Writing takes one part in so many of a run's time at most. */
const SHARE = 20;

const ENDING = ".draft.json";

/** A run that goes on, or went on when its window was closed. */
export interface Draft {
  readonly id: string;
  /** Process id of the extension host that does it. */
  readonly owner: number;
  /** When it was written, ms since the epoch. */
  readonly saved: number;
  readonly run: RunSnapshot;
}

/** A run of this window whose draft is kept up to date. */
export interface KeptDraft {
  /** The run is kept elsewhere: the draft goes. */
  drop(): Promise<void>;
  /** The window closes: writes the run as it stands, at once, since nobody waits for more. */
  close(): void;
}

/**
 * Runs that go on, on disk as they are every second or so: of a window that is closed, or killed, in the middle of one,
 * nothing is lost but what came since. They are apart from the kept runs, so that no list shows them.
 */
export class RunDrafts {
  constructor(
    private readonly folder: string,
    private readonly owner = process.pid,
  ) {}

  /** Writes a run now and then, as long as it changes. What cannot be written is told to `onError` once. */
  keep(run: Run, onError: (error: unknown) => void): KeptDraft {
    let timer: NodeJS.Timeout | undefined;
    let writing = Promise.resolve();
    let wait = LEAST_INTERVAL;
    const write = async () => {
      const began = performance.now();
      try {
        await mkdir(this.folder, { recursive: true });
        await writeText(this.file(run.id), this.text(run.snapshot()));
      } catch (error) {
        stop();
        onError(error);
      }
      wait = Math.max(LEAST_INTERVAL, SHARE * (performance.now() - began));
      timer = undefined;
    };
    const changes = run.onDidChange(() => {
      timer ??= setTimeout(() => {
        writing = write();
      }, wait);
    });
    const stop = () => {
      changes.dispose();
      clearTimeout(timer);
    };
    return {
      drop: async () => {
        stop();
        await writing;
        await this.remove(run.id);
      },
      close: () => {
        stop();
        if (run.finished) return;
        try {
          mkdirSync(this.folder, { recursive: true });
          const part = `${this.file(run.id)}.last`; // a writing may be under way
          writeFileSync(part, this.text(run.snapshot()));
          renameSync(part, this.file(run.id));
        } catch (error) {
          onError(error);
        }
      },
    };
  }

  /** Every draft that can be read, this window's among them. */
  async list(): Promise<readonly Draft[]> {
    const names = await readdir(this.folder).catch(() => [] as string[]);
    const ids = names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length));
    const found = await Promise.all(ids.map((id) => this.read(id)));
    return found.filter((draft) => draft !== undefined);
  }

  async read(id: string): Promise<Draft | undefined> {
    try {
      const { owner, saved, run } = JSON.parse(await readFile(this.file(id), "utf8")) as {
        owner: number;
        saved: number;
        run: string;
      };
      return { id, owner, saved, run: fromJson(run) };
    } catch {
      return undefined; // as with kept runs, one that cannot be read is as good as none
    }
  }

  async remove(id: string): Promise<void> {
    await rm(this.file(id), { force: true });
  }

  private file(id: string): string {
    return join(this.folder, `${id}${ENDING}`);
  }

  private text(run: RunSnapshot): string {
    return JSON.stringify({ owner: this.owner, saved: Date.now(), run: toJson(run) });
  }
}
