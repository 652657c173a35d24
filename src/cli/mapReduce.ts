import { errors, LabsError, messageOf } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { findJobs } from "../language/jobs/findJobs";
import { firstDifference } from "../mapreduce/compareResults";
import { runJob } from "../mapreduce/job";
import type { JobResult } from "../mapreduce/result";
import { cellsOf, rowFormat, saveRows } from "../mapreduce/saveRows";
import type { JobSpec } from "../protocol/job";
import type { JobCounters } from "../protocol/jobRecord";
import type { FirstRows } from "../protocol/rows";
import { Run } from "../runs/run";
import { EngineTaskError } from "../views/failure";
import { checkDestinations } from "./destinations";
import { clusterFor, type EngineArguments, OUTPUT_LIMIT } from "./engines";
import { exitStatus } from "./exitStatus";
import { type JobInput, jobInput } from "./inputFiles";
import { interruption } from "./interruption";
import { JobPrinter } from "./jobPrinter";
import { ProgressBar } from "./progressBar";
import { type ExportArguments, exportDestinations, exportRun } from "./runExports";
import { printFailure, printSaved } from "./runPrinter";
import { readSource, type Source } from "./source";

/** Rows of the results that a report has. */
const FIRST_ROWS = 20;

export interface JobArguments extends EngineArguments, ExportArguments {
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
  /** What to say of something that was thrown. */
  reasonOf(error: unknown): unknown;
}

/** `parallel-labs mapreduce`: runs a file's map/reduce job, divided among the engines. Answers the exit status. */
export async function mapReduce(args: JobArguments): Promise<number> {
  const stop = interruption();
  let cluster: Cluster | undefined;
  let input: JobInput | undefined;
  let overdue: AbortSignal | undefined;
  const reasonOf = (error: unknown) =>
    overdue?.aborted && !stop.signal.aborted
      ? errors.task(`The job ran out of time: it was to take at most ${args.timeout} s.`)
      : error;
  try {
    if (args.output !== undefined) rowFormat(args.output);
    const destinations = { "--output": args.output, ...exportDestinations(args) };
    const source = await readSource(args.file);
    await checkDestinations(destinations, [source.path]);
    const spec = chooseJob(source, args);
    input = await jobInput(spec, source.path, args.input, stop.signal);
    await checkDestinations(
      destinations,
      input.files.map(({ path }) => path),
    );
    cluster = await clusterFor(source.facts.language, args);
    overdue = args.timeout === undefined ? undefined : AbortSignal.timeout(args.timeout * 1000);
    const signal = AbortSignal.any([stop.signal, ...(overdue ? [overdue] : [])]);
    return await runAndExport({ args, source, spec, input, cluster, signal, reasonOf });
  } catch (error) {
    return fail(reasonOf(error), args);
  } finally {
    await cluster?.stop();
    await input?.remove();
    stop.dispose();
  }
}

/** Does the work and writes the files that are asked for of the run, also of one that failed. */
async function runAndExport(work: Work): Promise<number> {
  const { args, spec, reasonOf } = work;
  const run = newRun(work);
  run.updateJob({ reason: spec.reason, input: inputNames(args, spec) });
  const printer = new JobPrinter(args);
  let done: Done;
  try {
    done = await doJob(work, run);
  } catch (error) {
    const reason = reasonOf(error);
    const isCancelled = reason instanceof LabsError && reason.kind === "cancelled";
    if (run.record().job?.outcome === undefined) {
      run.updateJob(
        isCancelled ? { outcome: "cancelled" } : { outcome: "failed", failure: messageOf(reason) },
      );
    }
    const { saved, failure } = await exportRun(args, run.snapshot());
    printSaved(args.json ? [] : saved, failure);
    throw error;
  }
  const { rows, result, serial } = done;
  const { saved, failure } = await exportRun(args, run.snapshot(), await firstRows(rows, result.counters));
  await printer.print(rows, result.counters, run, { serial, failure });
  if (!args.json) printSaved(saved, failure);
  return failure ? exitStatus.of(failure) : exitStatus.done;
}

/** What came of a job. */
interface Done {
  /** The rows that were asked for. */
  rows(): AsyncIterable<string> | Iterable<string>;
  readonly result: JobResult;
  /** The same job on one engine, where it is to be compared. */
  readonly serial: Run | undefined;
}

async function doJob(work: Work, run: Run): Promise<Done> {
  const { args, cluster } = work;
  const result = await runOn(work, run, args.serial ? 1 : cluster.engines.length);
  run.updateJob({ counters: result.counters });
  const serial = args.compare ? await compare(work, run, result) : undefined;
  run.updateJob({ outcome: "done" });
  const rows = () => (args.top === undefined ? result.rows() : result.top);
  if (args.output !== undefined) await saveRows(args.output, rows(), work.signal);
  return { rows, result, serial };
}

/** Runs the job on one engine. Throws `task-failed` where its results are others. */
async function compare(work: Work, run: Run, parallel: JobResult): Promise<Run> {
  const alone = newRun(work);
  run.updateJob({ serial: {} });
  const serial = await runOn(work, alone, 1);
  const difference = await firstDifference(parallel.rows(), serial.rows());
  run.updateJob({ serial: { wall: alone.record().metrics.wall, ...(difference && { difference }) } });
  if (!difference) return alone;
  throw errors.task(
    "The serial and the parallel run disagree: the reducer or the combiner depends on how the values are grouped.",
  );
}

function inputNames({ input }: JobArguments, { shape, globs = [] }: JobSpec): string[] {
  if (shape === "items") return [];
  return (input.length > 0 ? input : globs).map((name) => (name === "-" ? "standard input" : name));
}

async function firstRows(rows: Done["rows"], { rows: total }: JobCounters): Promise<FirstRows> {
  const first: [string, string][] = [];
  for await (const row of rows()) {
    if (first.length === FIRST_ROWS) break;
    first.push(cellsOf(row));
  }
  return { rows: first, total };
}

function newRun({ source, spec, cluster }: Work): Run {
  return new Run({
    kind: "mapreduce",
    backend: cluster.backend,
    source: { filename: source.path, title: spec.name, language: source.facts.language },
    outputLimit: OUTPUT_LIMIT,
  });
}

/** Runs the job on the first `count` engines, with the same splits whatever their number. */
async function runOn(work: Work, run: Run, count: number): Promise<JobResult> {
  const { args, source, spec, input, cluster, signal } = work;
  const { path: filename, target } = source;
  const bar = new ProgressBar();
  if (!args.json) passOnOutput(run, bar);
  try {
    return await runJob(cluster.engines.slice(0, count), run, cluster.temporaryFolder, {
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
