import type { Cluster } from "../engines/cluster";
import type { RunTarget } from "../language/runTarget";
import { Run } from "../runs/run";
import { cellResults } from "../views/cellResults";
import { LoadBalancedView } from "../views/loadBalancedView";
import { OUTPUT_LIMIT } from "./engines";
import { onEngines, type RunArguments } from "./onEngines";
import { endRun } from "./runEnd";
import { RunPrinter } from "./runPrinter";
import { type CellSource, readCells } from "./source";

/** `parallel-labs run --balanced`: runs each cell of a file once, on whichever engine is free. Answers the exit status. */
export async function runCells(args: RunArguments): Promise<number> {
  return await onEngines(args, () => readCells(args.file), runOn);
}

async function runOn(
  cluster: Cluster,
  { path, facts, setUp, cells }: CellSource,
  args: RunArguments,
  signal: AbortSignal,
): Promise<number> {
  const engines = cluster.select(args.targets);
  for (const { options } of cells) cluster.select(options.targets); // says which engine there is not
  const run = new Run({
    kind: "map",
    backend: cluster.backend,
    source: { filename: path, title: "", language: facts.language },
    outputLimit: OUTPUT_LIMIT,
    cells: cells.map(({ title }) => title),
  });
  const printer = args.json ? undefined : new RunPrinter(run);
  cluster.onDidOutput(({ engine, stream, text }) => run.strayOutput(engine, stream, text));
  await Promise.all(engines.map((engine) => engine.start()));
  const sourceOf = ({ code, firstLine }: RunTarget) => ({
    ...{ code, firstLine, filename: path, cwd: process.cwd() },
  });
  const pieces = cells.map((cell) => ({
    ...sourceOf(cell),
    title: cell.title,
    targets: cell.options.targets,
  }));
  const outcomes = await new LoadBalancedView(engines, run, cluster.scheduler(args.targets)).executeEach(
    pieces,
    {
      signal,
      ...(setUp && { setUp: sourceOf(setUp) }),
      ...(args.timeout !== undefined && { timeoutSeconds: args.timeout }),
      // There is nobody to ask: code that ignores its interrupt loses its engine.
      onNotStopping: (engine) => void engine.stop(),
    },
  );
  const unrun = outcomes.filter(({ engine }) => engine === undefined);
  printer?.tellUnrun(unrun);
  return await endRun(
    {
      run,
      printer,
      statuses: outcomes.map(({ status }) => status),
      isInterrupted: signal.aborted,
      results: () => cellResults(run, outcomes, setUp ? 2 : 1),
    },
    args,
  );
}
