import * as vscode from "vscode";
import { errors, LabsError, messageOf } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { firstDifference } from "../mapreduce/compareResults";
import { inputStamps } from "../mapreduce/inputStamps";
import { runJob } from "../mapreduce/job";
import type { JobResult } from "../mapreduce/result";
import { rowsOf } from "../mapreduce/rowsOf";
import type { JobSpec } from "../protocol/job";
import type { JobProgress } from "../protocol/jobRecord";
import { workKey } from "../runs/baseline/workKey";
import { bytes } from "../runs/format";
import { Run } from "../runs/run";
import type { RunStore } from "../runs/runStore";
import { type Clusters, outputLimit } from "./clusters";
import { type EditorSource, reread } from "./editorSource";
import { chooseJob, findJobNamed } from "./fileJobs";
import type { JobInput, JobInputs } from "./jobInputs";
import type { Predictions } from "./predictions";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** How a job is run: divided among the engines, on one of them, or both to compare. */
export type JobMode = "parallel" | "serial" | "compare";

export interface JobRequest {
  readonly source: EditorSource;
  readonly spec: JobSpec;
  readonly mode: JobMode;
  /** Engine ids; absent for all. */
  readonly engines?: readonly number[];
}

/** Runs the map/reduce jobs of files, one after the other on the same engines. */
export class JobRuns {
  /** The end of the last job of each cluster. */
  private readonly last = new WeakMap<Cluster, Promise<void>>();

  constructor(
    private readonly runs: Runs,
    private readonly clusters: Clusters,
    private readonly inputs: JobInputs,
    private readonly store: RunStore,
    private readonly predictions: Predictions,
  ) {}

  /** Runs the job of a file at a place, or the one that the user chooses of several. */
  async startChosen(source: EditorSource, mode: JobMode, engines?: readonly number[]): Promise<void> {
    const spec = await chooseJob(source);
    if (spec) await this.start({ source, spec, mode, ...(engines && { engines }) });
  }

  /** Runs a job, having asked for its input where nobody has said it. Undefined when the user thinks better of it. */
  async start(request: JobRequest): Promise<Run | undefined> {
    const { source, spec } = request;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    const input = await this.inputs.of(source, spec);
    if (!input) return undefined;
    const engines = request.mode === "serial" ? 1 : cluster.select(request.engines).length;
    const guess = await this.predictions.ask(source, engines, spec.name);
    return await this.runs.do({
      kind: "mapreduce",
      source: { filename: source.filename, title: spec.name, language: source.facts.language },
      cluster,
      execute: (run, signal, say) => {
        const job = new JobRun(this.runs, this.store, cluster, request, input, run, say);
        return this.inTurn(cluster, (before) => job.do(signal, before));
      },
      guess,
      isAlone: request.mode === "serial",
      key: async () =>
        workKey({
          code: [source.text],
          job: spec.name,
          interpreter: this.clusters.interpreterOf(cluster),
          cwd: source.cwd,
          engines: [],
          inputs: await inputStamps(input.files),
        }),
      alone: (run, signal, say) => {
        const job = new JobRun(this.runs, this.store, cluster, request, input, run, say);
        return this.inTurn(cluster, (before) => job.measure(signal, before));
      },
      again: async () => {
        const now = await reread(source);
        await this.start({ ...request, source: now, spec: findJobNamed(now, spec.name) });
      },
      ...(spec.shape !== "items" && { chooseInput: () => this.startOnOther(request) }),
    });
  }

  /** Does a job once the one before it on these engines has ended: its file would replace functions that that one calls. */
  private inTurn(cluster: Cluster, start: (before?: Promise<void>) => Promise<void>): Promise<void> {
    const job = start(this.last.get(cluster));
    const turn = Promise.allSettled([this.last.get(cluster), job]).then(() => {
      if (this.last.get(cluster) === turn) this.last.delete(cluster);
    });
    this.last.set(cluster, turn);
    return job;
  }

  /** Asks for another input of a job and runs it on that. Throws `wrong-usage` for a job that reads no files. */
  async startOnOther(request: JobRequest): Promise<void> {
    const { source, spec } = request;
    if (spec.shape === "items") {
      const list = spec.inputs ?? "";
      throw errors.wrongUsage(
        vscode.l10n.t("{0} maps the elements of {1}: change that in the file.", spec.name, list),
      );
    }
    if (!(await this.inputs.choose(source, spec))) return;
    const now = await reread(source);
    await this.start({ ...request, source: now, spec: findJobNamed(now, spec.name) });
  }
}

/** One job under way. */
class JobRun {
  constructor(
    private readonly runs: Runs,
    private readonly store: RunStore,
    private readonly cluster: Cluster,
    private readonly request: JobRequest,
    private readonly input: JobInput,
    private readonly run: Run,
    private readonly say: (progress: string) => void,
  ) {}

  /**
   * Does it once the job before it has ended, and keeps its results. A failure of the user's functions stands in the
   * run; all others are thrown.
   */
  async do(stop: AbortSignal, before?: Promise<void>): Promise<void> {
    const { run, request } = this;
    run.updateJob({ reason: request.spec.reason, input: this.input.names });
    const limit = setting("run.timeoutSeconds");
    let overdue: AbortSignal | undefined;
    try {
      if (before) await this.waitFor(before, stop);
      overdue = limit > 0 ? AbortSignal.timeout(limit * 1000) : undefined;
      await this.execute(overdue ? AbortSignal.any([stop, overdue]) : stop);
      run.updateJob({ outcome: "done" });
    } catch (thrown) {
      const error =
        overdue?.aborted && !stop.aborted
          ? errors.task(vscode.l10n.t("The job ran out of time: it was to take at most {0} s.", limit))
          : thrown;
      const cancelled = error instanceof LabsError && error.kind === "cancelled";
      run.updateJob(cancelled ? { outcome: "cancelled" } : { outcome: "failed", failure: messageOf(error) });
      if (!cancelled && !isShown(error)) throw error;
    }
  }

  /** Does it on one engine and keeps nothing but the run's times. */
  async measure(stop: AbortSignal, before?: Promise<void>): Promise<void> {
    if (before) await this.waitFor(before, stop);
    const engines = this.cluster.select(this.request.engines).slice(0, 1);
    await Promise.all(engines.map((engine) => engine.start()));
    const result = await this.runOn(engines, this.run, stop, () => undefined);
    await result.dispose();
  }

  private async waitFor(before: Promise<void>, stop: AbortSignal): Promise<void> {
    this.run.updateJob({ waits: true });
    this.say(vscode.l10n.t("waits for the job before it"));
    await Promise.race([before, new Promise((resolve) => stop.addEventListener("abort", resolve))]);
    if (stop.aborted) throw errors.cancelled(this.request.spec.name);
    this.run.updateJob({ waits: false });
  }

  private async execute(signal: AbortSignal): Promise<void> {
    const { run, request, cluster } = this;
    const chosen = cluster.select(request.engines);
    const engines = request.mode === "serial" ? chosen.slice(0, 1) : chosen;
    await Promise.all(engines.map((engine) => engine.start()));
    const result = await this.runOn(engines, run, signal, (progress) => run.updateJob({ progress }));
    run.updateJob({ counters: result.counters });
    try {
      await this.store.saveRows(run.id, result.path);
    } finally {
      await result.dispose();
    }
    // Last, since the results stay whatever becomes of the comparison.
    if (request.mode === "compare") await this.compare(engines.slice(0, 1), signal);
  }

  /** Runs the same job on one engine; its figures stand beside those of the run, its tasks do not. */
  private async compare(engines: readonly Engine[], signal: AbortSignal): Promise<void> {
    const { run } = this;
    const alone = new Run({
      kind: "mapreduce",
      backend: this.cluster.backend,
      source: run.source,
      outputLimit: outputLimit(),
    });
    run.updateJob({ serial: {} });
    const result = await this.runOn(engines, alone, signal, (progress) =>
      run.updateJob({ serial: { progress } }),
    );
    try {
      const difference = await firstDifference(rowsOf(this.store.rowsFile(run.id)), result.rows());
      const { wall } = alone.record().metrics;
      run.updateJob({ serial: { wall, ...(difference && { difference }) } });
    } finally {
      await result.dispose();
    }
  }

  private runOn(
    engines: readonly Engine[],
    run: Run,
    signal: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobResult> {
    const { source, spec } = this.request;
    const { filename, cwd } = source;
    const code = source.text.replace(/^\ufeff/, "");
    return runJob(engines, run, this.cluster.temporaryFolder, {
      spec,
      source: { code, filename, firstLine: 0, cwd },
      inputs: this.input.files,
      cutFor: this.cluster.engines.length,
      signal,
      onProgress: (progress) => {
        onProgress(progress);
        this.say(inWords(progress));
      },
      onNotStopping: (engine) => this.runs.tellNotStopping(engine),
    });
  }
}

/** What the user's functions did wrong, or engines that died under them, is shown with the results. */
function isShown(error: unknown): boolean {
  const shown = error instanceof LabsError && (error.kind === "task" || error.kind === "crash");
  return shown && setting("run.showResults") !== "never";
}

function inWords({ phase, tasks, tasksDone, bytes: all, bytesDone }: JobProgress): string {
  if (phase === "map" && all > 0) return vscode.l10n.t("map: {0} of {1}", bytes(bytesDone), bytes(all));
  return vscode.l10n.t("{0}: {1} of {2} tasks", phase, tasksDone, tasks);
}
