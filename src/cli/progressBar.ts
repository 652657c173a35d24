import { clearLine, cursorTo } from "node:readline";
import type { JobProgress } from "../protocol/jobRecord";
import { bytes } from "../runs/format";

const WIDTH = 24;

/** A bar of how much of a job is done, on stderr; nothing at all in a pipe. */
export class ProgressBar {
  private shown = false;

  show({ phase, tasks, tasksDone, bytes: all, bytesDone, records }: JobProgress): void {
    if (!process.stderr.isTTY) return;
    const share = phase === "map" && all > 0 ? bytesDone / all : tasks > 0 ? tasksDone / tasks : 1;
    const full = Math.round(Math.min(1, share) * WIDTH);
    const amount =
      all > 0 && phase === "map" ? `${bytes(bytesDone)} of ${bytes(all)}` : `${tasksDone} of ${tasks} tasks`;
    cursorTo(process.stderr, 0);
    process.stderr.write(
      `${phase.padEnd(7)} ${"█".repeat(full)}${"░".repeat(WIDTH - full)} ${amount} · ${records.toLocaleString("en")} records`,
    );
    clearLine(process.stderr, 1);
    this.shown = true;
  }

  hide(): void {
    if (!this.shown) return;
    this.shown = false;
    cursorTo(process.stderr, 0);
    clearLine(process.stderr, 0);
  }
}
