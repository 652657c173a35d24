import { createHash } from "node:crypto";

/** A file that work reads, as it was when the work began. */
export interface InputStamp {
  readonly path: string;
  readonly size: number;
  /** When it was last written, ms since the epoch. */
  readonly modified: number;
}

/** What makes it the same work another time: the same of all of this takes about the same time on one engine. */
export interface WorkIdentity {
  /** The text that ran: a file's, or one of each cell. */
  readonly code: readonly string[];
  /** Name of the file's map/reduce job that ran; empty for code that runs as it is. */
  readonly job: string;
  /** The interpreter's program. */
  readonly interpreter: string;
  /** Where the code's relative names begin. */
  readonly cwd: string;
  /** Ids of the engines of each piece of code, which then runs once on each; empty for work that is divided. */
  readonly engines: readonly (readonly number[])[];
  readonly inputs: readonly InputStamp[];
}

/** A short name of some work: the same for the same work, in whatever window. */
export function workKey({ code, job, interpreter, cwd, engines, inputs }: WorkIdentity): string {
  const stamps = inputs.map(({ path, size, modified }) => [path, size, modified]);
  const facts = JSON.stringify([code, job, interpreter, cwd, engines, stamps]);
  return createHash("sha256").update(facts).digest("base64url");
}
