import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "/usr/lib";

/** Why no program can be started with a clock of its own on this machine, if none can. */
export function fakeClockMissing(): string | undefined {
  return library() ? undefined : "libfaketime is not here (apt-get install libfaketime)";
}

/** Environment in which a program's clock is wrong, as `+90s`; its stopwatches are right. */
export function fakeClock(offset: string): NodeJS.ProcessEnv {
  return {
    LD_PRELOAD: library(),
    FAKETIME: offset,
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}

function library(): string | undefined {
  if (process.platform !== "linux") return undefined;
  return readdirSync(FOLDER)
    .map((name) => join(FOLDER, name, "faketime", "libfaketime.so.1"))
    .find(existsSync);
}
