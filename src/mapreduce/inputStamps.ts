import { stat } from "node:fs/promises";
import type { InputStamp } from "../runs/baseline/workKey";
import type { InputFile } from "./inputs";

/** The files of an input as they now are, so that it shows when one has changed; the job itself finds what is missing. */
export async function inputStamps(files: readonly InputFile[]): Promise<InputStamp[]> {
  return await Promise.all(
    files.map(async ({ path }) => {
      const about = await stat(path).catch(() => undefined);
      return { path, size: about?.size ?? 0, modified: about?.mtimeMs ?? 0 };
    }),
  );
}
