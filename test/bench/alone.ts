import { fork } from "node:child_process";
import { createInterface } from "node:readline";

/** First argument of a bench process that measures one thing once. */
export const ALONE = "--alone";

/** Has a new process of this program measure one thing, as its first work; the time in seconds. */
export async function alone(...what: string[]): Promise<number[]> {
  // The channel ends the process when this one ends, however that is.
  const child = fork(__filename, [ALONE, ...what], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const lines: string[] = [];
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  const time = Number(lines.at(-1));
  if (!Number.isFinite(time)) throw new Error(`${what.join(" ")} ended without a figure`);
  return [time];
}
