import * as vscode from "vscode";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { findCells } from "../language/cells";
import { cellTarget, chooseTarget, fileTarget, type RunTarget } from "../language/runTarget";
import { workKey } from "../runs/baseline/workKey";
import type { Run } from "../runs/run";
import { DirectView } from "../views/directView";
import type { Clusters } from "./clusters";
import { type EditorSource, reread } from "./editorSource";
import type { Predictions } from "./predictions";
import type { Preflight } from "./preflight";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** What is to run as it is, and on which engines. */
export interface CodeRequest {
  readonly source: EditorSource;
  readonly targets: readonly RunTarget[];
  /** Engine ids; absent for what the cell says, or all. */
  readonly engines?: readonly number[];
  /** The speed-up that the user expects. */
  readonly guess?: number | undefined;
}

/** Runs selections, cells and whole files, once on every engine. */
export class CodeRuns {
  constructor(
    private readonly runs: Runs,
    private readonly clusters: Clusters,
    private readonly predictions: Predictions,
    private readonly preflight: Preflight,
  ) {}

  /** Runs pieces of a file as {@link checkAndStart} does, having asked what to expect of it where that is due. */
  async predictAndStart(request: CodeRequest): Promise<Run | undefined> {
    const checked = await this.check(request);
    if (!checked) return undefined;
    const { source, targets } = checked;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    const engines = Math.max(...targets.map((target) => enginesOf(cluster, request, target).length));
    const guess = await this.predictions.ask(source, engines);
    return await this.start({ ...checked, guess });
  }

  /**
   * Runs a piece of a file as {@link start} does, having asked what to do about names that the engines surely lack. Undefined if
   * the answer is not to run it.
   */
  async checkAndStart(request: CodeRequest): Promise<Run | undefined> {
    const checked = await this.check(request);
    return checked && (await this.start(checked));
  }

  /** Runs pieces of a file one after the other, each on its engines. Resolves when all have ended. */
  async start(request: CodeRequest): Promise<Run> {
    const { source, targets } = request;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    return await this.runs.do({
      kind: "run",
      source: { filename: source.filename, title: titleOf(targets), language: source.facts.language },
      cluster,
      guess: request.guess,
      execute: (run, signal) => this.execute(run, cluster, request, signal),
      key: async () => this.key(cluster, request),
      alone: (run, signal) => this.alone(run, cluster, request, signal),
      again: async () => {
        const now = await reread(source);
        await this.start({
          source: now,
          ...(request.engines && { engines: request.engines }),
          targets: targets.map((target) => findAgain(target, now)),
        });
      },
    });
  }

  private async check(request: CodeRequest): Promise<CodeRequest | undefined> {
    const { source, targets } = request;
    const [target, ...others] = targets;
    if (!target || others.length > 0) return request;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    const checked = await this.preflight.check(source, target, enginesOf(cluster, request, target));
    return checked && { ...request, targets: checked };
  }

  private async execute(
    run: Run,
    cluster: Cluster,
    request: CodeRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const unfinished: Promise<unknown>[] = [];
    for (const target of request.targets) {
      const engines = enginesOf(cluster, request, target);
      await Promise.all(engines.map((engine) => engine.start()));
      const outcomes = this.executeOn(engines, run, cluster, request, target, signal);
      unfinished.push(outcomes);
      // As in a notebook, cells after one that failed do not run.
      if (target.options.block !== false && (await outcomes).some(({ status }) => status !== "ok")) break;
      if (signal.aborted) break;
    }
    await Promise.all(unfinished);
  }

  /**
   * Does the same with one engine at a time: what one engine would need for all of it, also where each engine has a part
   * of its own to do.
   */
  private async alone(run: Run, cluster: Cluster, request: CodeRequest, signal: AbortSignal): Promise<void> {
    for (const target of request.targets) {
      for (const engine of enginesOf(cluster, request, target)) {
        await engine.start();
        const [outcome] = await this.executeOn([engine], run, cluster, request, target, signal);
        if (signal.aborted) return;
        if (outcome?.status === "ok") continue;
        const { id } = engine.info;
        throw errors.task(
          vscode.l10n.t("On engine {0} alone the code did not end well, so nothing was measured.", id),
        );
      }
    }
  }

  private executeOn(
    engines: readonly Engine[],
    run: Run,
    cluster: Cluster,
    { source, targets }: CodeRequest,
    { code, firstLine, title }: RunTarget,
    signal: AbortSignal,
  ) {
    const { filename, cwd } = source;
    const view = new DirectView(engines, run, () => cluster.temporaryFolder);
    return view.execute({ code, firstLine, filename, cwd }, true, {
      signal,
      timeoutSeconds: setting("run.timeoutSeconds"),
      onNotStopping: (engine) => this.runs.tellNotStopping(engine),
      ...(targets.length > 1 && { label: title }),
    });
  }

  private key(cluster: Cluster, request: CodeRequest): string {
    const { source, targets } = request;
    const ids = (target: RunTarget) => enginesOf(cluster, request, target).map(({ info }) => info.id);
    return workKey({
      code: targets.map(({ code }) => code),
      job: "",
      interpreter: this.clusters.interpreterOf(cluster),
      cwd: source.cwd,
      engines: targets.map(ids),
      inputs: [],
    });
  }
}

function enginesOf(cluster: Cluster, { engines }: CodeRequest, { options }: RunTarget): readonly Engine[] {
  return cluster.select(engines ?? options.targets);
}

/** What the commands run of a document: see `chooseTarget`. */
export function targetsOf(source: EditorSource, what: "chosen" | "allCells"): readonly RunTarget[] {
  const { text, facts, where, uri } = source;
  const marker = setting("cells.marker", uri);
  if (what === "chosen") return [chooseTarget(text, facts, where, marker)];
  const cells = findCells(text, facts, marker);
  return cells.length > 0 ? cells.map(cellTarget) : [fileTarget(text)];
}

function titleOf(targets: readonly RunTarget[]): string {
  const isOne = targets.length === 1 || targets.some(({ kind }) => kind !== "cell");
  return isOne ? (targets.at(-1)?.title ?? "") : vscode.l10n.t("{0} cells", targets.length);
}

/** The same piece of a file as it now stands: a cell by its title. */
export function findAgain(target: RunTarget, { text, facts, uri }: EditorSource): RunTarget {
  if (target.kind === "file") return fileTarget(text);
  if (target.kind === "selection") return target;
  const cell = findCells(text, facts, setting("cells.marker", uri)).find(
    ({ title }) => title === target.title,
  );
  return cell ? cellTarget(cell) : target;
}
