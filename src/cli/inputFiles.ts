import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { errors } from "../base/errors";
import { removeAtExit } from "../engines/leftovers";
import { findInputs, type InputFile } from "../mapreduce/inputs";
import type { JobSpec } from "../protocol/job";

/** A job's input, and what removes what was made for it. */
export interface JobInput {
  readonly files: readonly InputFile[];
  remove(): Promise<void>;
}

/**
 * The files that `--input` names, or else those that the lab's file names. `-` is standard input, which is kept in a
 * private file because engines read their own parts of it.
 */
export async function jobInput(
  spec: JobSpec,
  lab: string,
  given: readonly string[],
  signal: AbortSignal,
): Promise<JobInput> {
  if (spec.shape === "items") return { files: [], remove: async () => {} };
  const names = given.length > 0 ? given : (spec.globs ?? []);
  if (names.length === 0) {
    throw errors.wrongUsage(
      `The job ${spec.name} needs input: name files or globs with --input, or - for standard input.`,
    );
  }
  if (!names.includes("-")) {
    const files = await findInputs(names, given.length > 0 ? process.cwd() : dirname(lab));
    return { files, remove: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "parallel-labs-"));
  const forget = removeAtExit(folder);
  const remove = async () => {
    await rm(folder, { recursive: true, force: true });
    forget();
  };
  try {
    const path = join(folder, "stdin");
    await pipeline(process.stdin, createWriteStream(path, { mode: 0o600 }), { signal });
    return {
      files: await findInputs(
        names.map((name) => (name === "-" ? path : name)),
        process.cwd(),
      ),
      remove,
    };
  } catch (error) {
    await remove();
    if (signal.aborted) throw errors.cancelled("The job");
    throw error;
  }
}
