import type { Cluster } from "../engines/cluster";
import { Run } from "../runs/run";
import { DirectView } from "../views/directView";
import { engineResults } from "../views/engineResults";
import { OUTPUT_LIMIT } from "./engines";
import { onEngines, type RunArguments } from "./onEngines";
import { endRun } from "./runEnd";
import { RunPrinter } from "./runPrinter";
import { readSource, type Source } from "./source";

/** `parallel-labs run`: runs a file once on every engine. Answers the exit status. */
export async function runFile(args: RunArguments): Promise<number> {
  return await onEngines(args, () => readSource(args.file, args.cell), runOn);
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
