import { rmSync } from "node:fs";

const leftovers = new Set<string>();

/**
 * Has a file or folder removed when this process exits, should nobody have done it by then.
 * Answers what to call when it is gone.
 */
export function removeAtExit(path: string): () => void {
  if (leftovers.size === 0) process.on("exit", removeAll);
  leftovers.add(path);
  return () => {
    leftovers.delete(path);
    if (leftovers.size === 0) process.off("exit", removeAll);
  };
}

function removeAll(): void {
  // Engines may still write there as they end.
  for (const path of leftovers) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
