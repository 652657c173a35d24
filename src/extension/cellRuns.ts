import * as vscode from "vscode";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { cellsTitled, chooseCells, type RunTarget, type SeparateCells } from "../language/runTarget";
import { workKey } from "../runs/baseline/workKey";
import type { Run } from "../runs/run";
import type { PieceOutcome } from "../views/cellsUnderWay";
import { LoadBalancedView } from "../views/loadBalancedView";
import type { Clusters } from "./clusters";
import { type EditorSource, reread } from "./editorSource";
import type { Predictions } from "./predictions";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** Runs cells of a file once each, each on whichever engine is free next. */
export class CellRuns {
  constructor(
    private readonly runs: Runs,
    private readonly clusters: Clusters,
    private readonly predictions: Predictions,
  ) {}

  /** Runs the cells that are selected, if they are several, else all of the file. Resolves when all have ended. */
  async startChosen(source: EditorSource): Promise<Run> {
    const { text, facts, where, uri } = source;
    const chosen = chooseCells(text, facts, where, setting("cells.marker", uri));
    const { cells } = chosen;
    if (cells.length === 0) {
      throw errors.wrongUsage(
        vscode.l10n.t("The file has no cells: begin each with a line {0}.", `${facts.comment} %%`),
      );
    }
    const { engines } = await this.clusters.for(facts.language, uri);
    const guess = await this.predictions.ask(source, Math.min(engines.length, cells.length));
    return await this.start(source, chosen, guess);
  }

  /** Runs the cells of these titles, as the file now has them. Throws `wrong-usage` where it has none of them. */
  async startAgain(source: EditorSource, titles: readonly string[]): Promise<Run> {
    const { text, facts, uri } = source;
    const named = cellsTitled(text, facts, titles, setting("cells.marker", uri));
    if (named.cells.length > 0) return await this.start(source, named);
    throw errors.wrongUsage(
      vscode.l10n.t("The file has none of the cells any more that ran: choose cells in the editor."),
    );
  }

  private async start(source: EditorSource, chosen: SeparateCells, guess?: number): Promise<Run> {
    const { filename, facts, uri } = source;
    const { cells } = chosen;
    const cluster = await this.clusters.for(facts.language, uri);
    for (const { options } of cells) cluster.select(options.targets); // says which engine there is not
    const titles = cells.map(({ title }) => title);
    return await this.runs.do({
      kind: "map",
      source: { filename, title: titleOf(cells), language: facts.language },
      cells: titles,
      cluster,
      guess,
      execute: (run, signal, say) => this.execute(run, cluster, source, chosen, signal, say),
      key: async () => this.key(cluster, source, chosen),
      alone: (run, signal, say) => this.alone(run, cluster, source, chosen, signal, say),
      again: async () => this.startAgain(await reread(source), titles),
    });
  }

  private async execute(
    run: Run,
    cluster: Cluster,
    source: EditorSource,
    chosen: SeparateCells,
    signal: AbortSignal,
    say: (progress: string) => void,
  ): Promise<void> {
    const { engines } = cluster;
    await Promise.all(engines.map((engine) => engine.start()));
    const tell = (done: number) => say(progressOf(done, chosen.cells));
    const outcomes = await this.executeOn(
      new LoadBalancedView(engines, run, cluster.scheduler()),
      source,
      chosen,
      signal,
      tell,
    );
    const lost = outcomes.find(({ status, engine }) => status === "died" && engine === undefined);
    if (lost?.error) throw errors.engineLost(lost.error.message);
  }

  /** Runs the cells one after the other on the first engine, or where their headers say so on the first of theirs. */
  private async alone(
    run: Run,
    cluster: Cluster,
    source: EditorSource,
    { setUp, cells }: SeparateCells,
    signal: AbortSignal,
    say: (progress: string) => void,
  ): Promise<void> {
    const prepared = new Set<Engine | undefined>();
    for (const [done, cell] of cells.entries()) {
      say(progressOf(done, cells));
      const engines = cluster.select(cell.options.targets).slice(0, 1);
      const needed = prepared.has(engines[0]) ? undefined : setUp;
      prepared.add(engines[0]);
      const chosen = { ...(needed && { setUp: needed }), cells: [cell] };
      const [outcome] = await this.executeOn(new LoadBalancedView(engines, run), source, chosen, signal);
      if (signal.aborted) return;
      if (outcome?.status === "ok") continue;
      throw errors.task(
        vscode.l10n.t('The cell "{0}" did not end well, so nothing was measured.', cell.title),
      );
    }
  }

  private executeOn(
    view: LoadBalancedView,
    { filename, cwd }: EditorSource,
    { setUp, cells }: SeparateCells,
    signal: AbortSignal,
    onProgress?: (done: number) => void,
  ): Promise<PieceOutcome[]> {
    const sourceOf = ({ code, firstLine }: RunTarget) => ({ code, firstLine, filename, cwd });
    const pieces = cells.map((cell) => ({
      ...sourceOf(cell),
      title: cell.title,
      targets: cell.options.targets,
    }));
    return view.executeEach(pieces, {
      signal,
      ...(setUp && { setUp: sourceOf(setUp) }),
      timeoutSeconds: setting("run.timeoutSeconds"),
      onNotStopping: (engine) => this.runs.tellNotStopping(engine),
      ...(onProgress && { onProgress }),
    });
  }

  private key(cluster: Cluster, { cwd }: EditorSource, { setUp, cells }: SeparateCells): string {
    return workKey({
      code: [...(setUp ? [setUp] : []), ...cells].map(({ code }) => code),
      job: "cells",
      interpreter: this.clusters.interpreterOf(cluster),
      cwd,
      engines: [],
      inputs: [],
    });
  }
}

function progressOf(done: number, { length }: readonly RunTarget[]): string {
  return length === 1
    ? vscode.l10n.t("{0} of {1} cell", done, length)
    : vscode.l10n.t("{0} of {1} cells", done, length);
}

function titleOf(cells: readonly RunTarget[]): string {
  const [cell] = cells;
  return cell && cells.length === 1 ? cell.title : vscode.l10n.t("{0} cells on free engines", cells.length);
}
