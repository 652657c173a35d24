/**
 * Files of a job on an engine that has no disk in common with the host. Only engines of a cluster know these calls, and
 * only their backend makes them; an answer is one value. Paths are the engine's.
 */
export type StageCall = { readonly op: "stage" } /** Makes a private folder; answers its path. */ & (
  | { readonly action: "folder" }
  /** Whether the file is there, too: by its size, its time (ms since the epoch) and the SHA-256 of its first bytes. */
  | {
      readonly action: "has";
      readonly path: string;
      readonly size: number;
      readonly modified: number;
      readonly headBytes: number;
      readonly head: string;
    }
  /** Writes at an offset. `size` is how long the file is to be in all, null to leave that as it is. */
  | {
      readonly action: "write";
      readonly path: string;
      readonly offset: number;
      readonly size: number | null;
      readonly data: Uint8Array<ArrayBuffer>;
    }
  /** Answers bytes, fewer where the file ends. */
  | { readonly action: "read"; readonly path: string; readonly offset: number; readonly length: number }
  | { readonly action: "remove"; readonly paths: readonly string[] }
);
