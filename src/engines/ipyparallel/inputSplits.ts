import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import type { Split } from "../../protocol/jobSteps";
import type { RemoteFiles } from "./remoteFiles";

type FileSplit = Extract<Split, { readonly path: string }>;

/** Bytes of a file's beginning that must be the same there, and bytes read at a time in search of a line's end. */
const HEAD = 1 << 16;
const LINE_FEED = 10;

/** A job's input on an engine of another host: read in place where the file is there, too, else sent split by split. */
export class InputSplits {
  private readonly known = new Map<string, Promise<boolean>>();

  /** Whether the engine's host has the same file under the same path. Asked once for each file. */
  isThere({ path, size }: FileSplit, remote: RemoteFiles): Promise<boolean> {
    const key = `${size} ${path}`;
    let answer = this.known.get(key);
    if (!answer) {
      answer = this.ask(path, size, remote);
      this.known.set(key, answer);
      answer.catch(() => this.known.delete(key));
    }
    return answer;
  }

  /**
   * Sends what a split needs to a file of the same size there, each byte to its place; what is not sent takes no room.
   * Answers what counts the lines before those bytes, for errors.
   */
  async send(split: FileSplit, path: string, remote: RemoteFiles): Promise<() => Promise<number>> {
    const { size } = split;
    if (!("start" in split) || split.end === null) {
      await remote.send(split.path, path, 0, size, size);
      return async () => 0;
    }
    // From the byte before it, which tells whether a line begins with it, to the end of its last line.
    const from = Math.max(0, split.start - 1);
    const to = await lineEnd(split.path, split.end, size);
    await remote.send(split.path, path, from, to - from, size);
    return () => countLines(split.path, from);
  }

  private async ask(path: string, size: number, remote: RemoteFiles): Promise<boolean> {
    const about = await stat(path).catch(() => undefined);
    if (!about) return true; // the engine is to say that it is gone
    const file = await open(path, "r");
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      const head = createHash("sha256").update(buffer.subarray(0, bytesRead)).digest("hex");
      return await remote.has({ path, size, modified: about.mtimeMs, headBytes: HEAD, head });
    } finally {
      await file.close();
    }
  }
}

/** The end of the line that the byte before `end` belongs to. */
async function lineEnd(path: string, end: number, size: number): Promise<number> {
  const file = await open(path, "r");
  try {
    const block = Buffer.alloc(HEAD);
    for (let at = Math.max(0, end - 1); at < size; at += HEAD) {
      const { bytesRead } = await file.read(block, 0, HEAD, at);
      const found = block.subarray(0, bytesRead).indexOf(LINE_FEED);
      if (found >= 0) return at + found + 1;
      if (bytesRead < HEAD) return at + bytesRead;
    }
    return size;
  } finally {
    await file.close();
  }
}

async function countLines(path: string, end: number): Promise<number> {
  if (end === 0) return 0;
  let count = 0;
  for await (const block of createReadStream(path, { end: end - 1 }) as AsyncIterable<Buffer>) {
    for (let at = block.indexOf(LINE_FEED); at >= 0; at = block.indexOf(LINE_FEED, at + 1)) count += 1;
  }
  return count;
}
