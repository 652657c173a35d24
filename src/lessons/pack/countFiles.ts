import { opendir } from "node:fs/promises";
import { join } from "node:path";

/** Counts the files and folders below a folder, and stops above `most`. Links are counted, not followed. */
export async function countFiles(folder: string, most: number): Promise<number> {
  let count = 0;
  const folders = [folder];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for await (const entry of await opendir(at)) {
      count += 1;
      if (count > most) return count;
      if (entry.isDirectory()) folders.push(join(at, entry.name));
    }
  }
  return count;
}
