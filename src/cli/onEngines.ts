import type { Cluster } from "../engines/cluster";
import type { LanguageFacts } from "../language/languages";
import { checkDestinations } from "./destinations";
import { clusterFor, type EngineArguments } from "./engines";
import { interruption } from "./interruption";
import { type ExportArguments, exportDestinations } from "./runExports";
import { printFailure } from "./runPrinter";

/** What the user gave to `run`. */
export interface RunArguments extends EngineArguments, ExportArguments {
  readonly cell?: string;
  readonly timeout?: number;
  readonly json?: boolean;
}

/**
 * Reads what is to run, has it run on engines, and ends these, however it went. Answers the exit status: that of `run`, or
 * of the failure, which is printed.
 */
export async function onEngines<Source extends { readonly path: string; readonly facts: LanguageFacts }>(
  args: RunArguments,
  read: () => Promise<Source>,
  run: (cluster: Cluster, source: Source, args: RunArguments, signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = interruption();
  let cluster: Cluster | undefined;
  try {
    const source = await read();
    await checkDestinations(exportDestinations(args), [source.path]);
    cluster = await clusterFor(source.facts.language, args);
    return await run(cluster, source, args, stop.signal);
  } catch (error) {
    return printFailure(error, args.json ?? false);
  } finally {
    await cluster?.stop();
    stop.dispose();
  }
}
