import type { MakeEngines } from "../checks/checkLab";
import { createEngines } from "../engines/createEngines";
import { type AddressArguments, addressOf, interpreterFor, OUTPUT_LIMIT, readyOrStopped } from "./engines";

interface CheckEngineArguments extends AddressArguments {
  readonly backend?: "auto" | "ipyparallel";
  readonly python?: string;
}

/** How `check` and `lessons validate` make engines. */
export function engineMaker(args: CheckEngineArguments): MakeEngines {
  return async (language, count, cwd, purpose) => {
    const executable = await interpreterFor(language, args.python);
    const common = { executable, count, cwd, outputLimit: OUTPUT_LIMIT };
    const address = addressOf(args);
    // A check asks the host while it runs, which engines of a cluster cannot.
    if (args.backend !== "ipyparallel" || purpose === "check" || language !== "python") {
      return createEngines({ ...common, backend: language === "python" ? "python" : "node" });
    }
    const cluster = createEngines({ ...common, backend: "ipyparallel", ...(address && { address }) });
    await readyOrStopped(cluster);
    return cluster;
  };
}
