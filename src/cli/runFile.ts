import type { Cluster } from "../engines/cluster";
import { Run } from "../runs/run";
import { DirectView } from "../views/directView";
import { engineResults } from "../views/engineResults";
import { checkDestinations } from "./destinations";
import { clusterFor, type EngineArguments, OUTPUT_LIMIT } from "./engines";
import { interruption } from "./interruption";
import { endRun } from "./runEnd";
import { type ExportArguments, exportDestinations } from "./runExports";
import { printFailure, RunPrinter } from "./runPrinter";
import { readSource, type Source } from "./source";

export interface RunArguments extends EngineArguments, ExportArguments {
  readonly cell?: string;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** `parallel-labs run`: runs a file once on every engine. Answers the exit status. */
export async function runFile(args: RunArguments): Promise<number> {
  const stop = interruption();
  let cluster: Cluster | undefined;
  try {
    const source = await readSource(args.file, args.cell);
    await checkDestinations(exportDestinations(args), [source.path]);
    cluster = await clusterFor(source.facts.language, args);
    return await runOn(cluster, source, args, stop.signal);
  } catch (error) {
    return printFailure(error, args.json ?? false);
  } finally {
    await cluster?.stop();
    stop.dispose();
  }
}

async function runOn(
  cluster: Cluster,
  source: Source,
  args: RunArguments,
  signal: AbortSignal,
): Promise<number> {
  const { target, path, facts } = source;
  const engines = cluster.select(args.targets ?? target.options.targets);
  const { language } = facts;
  const run = new Run({
    kind: "run",
    backend: cluster.backend,
    source: { filename: path, title: target.title, language },
    outputLimit: OUTPUT_LIMIT,
  });
  const printer = args.json ? undefined : new RunPrinter(run);
  cluster.onDidOutput(({ engine, stream, text }) => run.strayOutput(engine, stream, text));
  await Promise.all(engines.map((engine) => engine.start()));
  const view = new DirectView(engines, run, () => cluster.temporaryFolder);
  const { code, firstLine } = target;
  const outcomes = await view.execute({ code, firstLine, filename: path, cwd: process.cwd() }, true, {
    signal,
    ...(args.timeout !== undefined && { timeoutSeconds: args.timeout }),
    // There is nobody to ask: code that ignores its interrupt loses its engine.
    onNotStopping: (engine) => void engine.stop(),
  });
  return await endRun(
    {
      run,
      printer,
      statuses: outcomes.map(({ status }) => status),
      isInterrupted: signal.aborted,
      results: () => engineResults(run, outcomes),
    },
    args,
  );
}
