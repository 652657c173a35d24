import type { MakeEngines } from "../checks/checkLab";
import { createEngines } from "../engines/createEngines";
import { interpreterFor, OUTPUT_LIMIT } from "./engines";

/** How `check` and `lessons validate` make engines. */
export function engineMaker({ python }: { readonly python?: string }): MakeEngines {
  return async (language, count, cwd) =>
    createEngines({
      backend: language === "python" ? "python" : "node",
      executable: await interpreterFor(language, python),
      count,
      cwd,
      outputLimit: OUTPUT_LIMIT,
    });
}
