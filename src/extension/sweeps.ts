import * as vscode from "vscode";
import { errors } from "../base/errors";
import { sweepJob } from "../mapreduce/sweep";
import type { JobSpec } from "../protocol/job";
import type { SweepRecord } from "../protocol/sweep";
import type { SweepStore } from "../runs/sweepStore";
import type { Clusters } from "./clusters";
import type { EditorSource } from "./editorSource";
import { chooseJob } from "./fileJobs";
import type { JobInput, JobInputs } from "./jobInputs";
import { pickSweep, type SweepChoice } from "./pickSweep";
import type { ResultsPanel } from "./resultsPanel";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** What sweeps work with. */
export interface SweepContext {
  readonly clusters: Clusters;
  readonly inputs: JobInputs;
  readonly store: SweepStore;
  readonly runs: Runs;
  readonly panel: ResultsPanel;
}

/** Runs jobs with one setting after the other, on engines of their own, and shows the sweeps that are kept. */
export class Sweeps {
  constructor(private readonly context: SweepContext) {}

  /** Sweeps the job of a file at a place, having asked what to try. Undefined when the user thinks better of it. */
  async start(source: EditorSource): Promise<SweepRecord | undefined> {
    const spec = await chooseJob(source);
    const input = spec && (await this.context.inputs.of(source, spec));
    if (!spec || !input) return undefined;
    const choice = await pickSweep(
      spec,
      input.files.reduce((sum, { size }) => sum + size, 0),
    );
    if (!choice) return undefined;
    const stop = new AbortController();
    const sweep = await this.context.runs.occupy(stop, () => this.run(source, spec, input, choice, stop));
    this.context.panel.showSweep(sweep);
    if (sweep.outcome === "done") await this.context.store.save(sweep, setting("history.maxRuns"));
    return sweep;
  }

  /** Shows a sweep of this workspace that is kept, which the user chooses. */
  async choose(): Promise<void> {
    const all = await this.context.store.all();
    if (all.length === 0) {
      throw errors.wrongUsage(vscode.l10n.t("No sweep is kept: choose Sweep Engines or Splits… first."));
    }
    const items = all.map((sweep) => ({
      label: sweep.source.title,
      description: sweep.of === "engines" ? vscode.l10n.t("engines") : vscode.l10n.t("split sizes"),
      detail: `${vscode.workspace.asRelativePath(sweep.source.filename)} · ${new Date(sweep.created).toLocaleString()}`,
      sweep,
    }));
    const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Show Sweep") });
    if (chosen) this.context.panel.showSweep(chosen.sweep);
  }

  private async run(
    { facts, filename, cwd, text, uri }: EditorSource,
    spec: JobSpec,
    input: JobInput,
    { of, settings, repeats }: SweepChoice,
    stop: AbortController,
  ): Promise<SweepRecord> {
    const { clusters, panel, runs } = this.context;
    const count = Math.max(...settings.map(({ engines }) => engines));
    const cluster = await clusters.separate(facts.language, { count, cwd, resource: uri });
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t("Sweeping {0}", spec.name),
    };
    try {
      return await vscode.window.withProgress(options, (progress, token) => {
        token.onCancellationRequested(() => stop.abort());
        return sweepJob(cluster, {
          of,
          settings,
          repeats,
          source: { filename, title: spec.name, language: facts.language },
          input: input.names,
          job: {
            spec,
            source: { code: text.replace(/^\ufeff/, ""), filename, firstLine: 0, cwd },
            inputs: input.files,
            signal: stop.signal,
            onNotStopping: (engine) => runs.tellNotStopping(engine),
          },
          onProgress: (sweep, done, total) => {
            if (done === 0) panel.showSweep(sweep);
            else panel.updateSweep(sweep);
            const message = vscode.l10n.t("run {0} of {1}", Math.min(done + 1, total), total);
            progress.report({ message, ...(done > 0 && { increment: 100 / total }) });
          },
        });
      });
    } finally {
      await cluster.stop();
    }
  }
}
