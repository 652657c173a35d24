import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

const PENDING = Symbol.for("parallelLabs.test.pending");
/** What is still to be undone. One list for all test files, although each is a bundle with its own copy of this one. */
const shared = globalThis as { [PENDING]?: Set<() => void> };
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Has `undo` run when this process ends, be it by an exit, an uncaught error or a signal (SIGKILL leaves no chance).
 * @param undo must be synchronous
 * @returns what takes the registration back, once the thing is undone in the ordinary way
 */
export function whenProcessEnds(undo: () => void): () => void {
  shared[PENDING] ??= listen();
  const pending = shared[PENDING];
  pending.add(undo);
  return () => pending.delete(undo);
}

/** A folder that only this user can read, removed by `remove` or at the latest when this process ends. */
export function temporaryFolder(prefix: string): {
  path: string;
  remove(): void;
} {
  const path = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  const removeFolder = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  const forget = whenProcessEnds(removeFolder);
  return {
    path,
    remove() {
      removeFolder();
      forget();
    },
  };
}

function listen(): Set<() => void> {
  const pending = new Set<() => void>();
  process.on("exit", () => {
    // The last one made is undone first: a server before the folder that it runs in.
    for (const undo of [...pending].reverse()) undo();
  });
  for (const name of SIGNALS) process.once(name, () => process.exit(128 + constants.signals[name]));
  return pending;
}
