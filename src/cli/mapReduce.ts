import { errors, LabsError } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { findJobs } from "../language/jobs/findJobs";
import { firstDifference } from "../mapreduce/compareResults";
import { runJob } from "../mapreduce/job";
import type { JobResult } from "../mapreduce/result";
import { rowFormat, saveRows } from "../mapreduce/saveRows";
import type { JobSpec } from "../protocol/job";
import { Run } from "../runs/run";
import { EngineTaskError } from "../views/failure";
import { clusterFor, type EngineArguments, OUTPUT_LIMIT } from "./engines";
import { exitStatus } from "./exitStatus";
import { type JobInput, jobInput } from "./inputFiles";
import { interruption } from "./interruption";
import { JobPrinter } from "./jobPrinter";
import { ProgressBar } from "./progressBar";
import { printFailure } from "./runPrinter";
import { readSource, type Source } from "./source";

export interface JobArguments extends EngineArguments {
  readonly job?: string;
  readonly input: readonly string[];
  readonly reducers?: number;
  readonly top?: number;
  readonly serial?: boolean;
  readonly compare?: boolean;
  readonly output?: string;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** What a job is run on and how. */
interface Work {
  readonly args: JobArguments;
  readonly source: Source;
  readonly spec: JobSpec;
  readonly input: JobInput;
  readonly signal: AbortSignal;
  readonly cluster: Cluster;
}

/** `parallel-labs mapreduce`: runs a file's map/reduce job, divided among the engines. Answers the exit status. */
export async function mapReduce(args: JobArguments): Promise<number> {
  const stop = interruption();
  let cluster: Cluster | undefined;
  let input: JobInput | undefined;
  let overdue: AbortSignal | undefined;
  try {
    if (args.output !== undefined) rowFormat(args.output);
    const source = await readSource(args.file);
    const spec = chooseJob(source, args);
    input = await jobInput(spec, source.path, args.input, stop.signal);
    cluster = await clusterFor(source.facts.language, args);
    overdue = args.timeout === undefined ? undefined : AbortSignal.timeout(args.timeout * 1000);
    const signal = AbortSignal.any([stop.signal, ...(overdue ? [overdue] : [])]);
    return await run({ args, source, spec, input, cluster, signal });
  } catch (error) {
    if (overdue?.aborted && !stop.signal.aborted) {
      return fail(errors.task(`The job ran out of time: it was to take at most ${args.timeout} s.`), args);
    }
    return fail(error, args);
  } finally {
    await cluster?.stop();
    await input?.remove();
    stop.dispose();
  }
}

async function run(work: Work): Promise<number> {
  const { args, cluster } = work;
  const printer = new JobPrinter(args);
  const parallel = await once(work, args.serial ? 1 : cluster.engines.length);
  let serial: Awaited<ReturnType<typeof once>> | undefined;
  if (args.compare) {
    serial = await once(work, 1);
    if (await firstDifference(parallel.result.rows(), serial.result.rows())) {
      throw errors.task(
        "The serial and the parallel run disagree: the reducer or the combiner depends on how the values are grouped.",
      );
    }
  }
  const { result } = parallel;
  const rows = () => (args.top === undefined ? result.rows() : result.top);
  if (args.output !== undefined) await saveRows(args.output, rows(), work.signal);
  await printer.print(rows, result.counters, parallel.run, serial?.run);
  return exitStatus.done;
}

/** Runs the job on the first `count` engines, with the same splits whatever their number. */
async function once(work: Work, count: number): Promise<{ run: Run; result: JobResult }> {
  const { args, source, spec, input, cluster, signal } = work;
  const { path: filename, facts, target } = source;
  const run = new Run({
    kind: "mapreduce",
    backend: cluster.backend,
    source: { filename, title: spec.name, language: facts.language },
    outputLimit: OUTPUT_LIMIT,
  });
  const bar = new ProgressBar();
  if (!args.json) passOnOutput(run, bar);
  try {
    const result = await runJob(cluster.engines.slice(0, count), run, cluster.temporaryFolder, {
      spec,
      source: { code: target.code, filename, firstLine: 0, cwd: process.cwd() },
      inputs: input.files,
      cutFor: cluster.engines.length,
      signal,
      ...(args.reducers !== undefined && { reducers: args.reducers }),
      ...(args.top !== undefined && { top: args.top }),
      onProgress: (progress) => bar.show(progress),
      // There is nobody to ask: code that ignores its interrupt loses its engine.
      onNotStopping: (engine) => void engine.stop(),
    });
    return { run, result };
  } finally {
    bar.hide();
    run.finish();
  }
}

/** What the functions print goes to stderr, apart from the results. */
function passOnOutput(run: Run, bar: ProgressBar): void {
  run.onDidChange((change) => {
    if (change.type !== "item" || change.item.kind !== "text") return;
    bar.hide();
    process.stderr.write(change.item.text);
  });
}

function chooseJob({ target, facts, path }: Source, { job, file }: JobArguments): JobSpec {
  const { jobs, problems } = findJobs(target.code, facts);
  const names = jobs.map(({ name }) => name).join(", ");
  if (job !== undefined) {
    const found = jobs.find(({ name }) => name === job);
    if (found) return found;
    throw errors.wrongUsage(
      `${file} has no job ${job}: ${names ? `its jobs are ${names}` : "it has no mapper with a reducer"}.`,
    );
  }
  const [first] = jobs;
  if (first && jobs.length === 1) return first;
  if (first) throw errors.wrongUsage(`${file} has several jobs: choose one with --job (${names}).`);
  const [problem] = problems;
  if (problem) throw errors.wrongUsage(`${path}:${problem.line + 1}: ${problem.message}`);
  throw errors.wrongUsage(
    `${file} has no map/reduce job: define a mapper and a reducer, as mapper(line) and reducer(key, values).`,
  );
}

function fail(error: unknown, { json = false }: JobArguments): number {
  const told = error instanceof EngineTaskError ? error.taskError?.traceback : undefined;
  if (told && !json) process.stderr.write(told);
  return printFailure(error instanceof LabsError ? error : unexpected(error), json);
}

function unexpected(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" ? errors.wrongUsage(`The disk is full: ${message}.`) : error;
}
