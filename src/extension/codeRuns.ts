import * as vscode from "vscode";
import type { Cluster } from "../engines/cluster";
import { findCells } from "../language/cells";
import { cellTarget, chooseTarget, fileTarget, type RunTarget } from "../language/runTarget";
import type { Run } from "../runs/run";
import { DirectView } from "../views/directView";
import type { Clusters } from "./clusters";
import { type EditorSource, reread } from "./editorSource";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** What is to run as it is, and on which engines. */
export interface CodeRequest {
  readonly source: EditorSource;
  readonly targets: readonly RunTarget[];
  /** Engine ids; absent for what the cell says, or all. */
  readonly engines?: readonly number[];
}

/** Runs selections, cells and whole files, once on every engine. */
export class CodeRuns {
  constructor(
    private readonly runs: Runs,
    private readonly clusters: Clusters,
  ) {}

  /** Runs pieces of a file one after the other, each on its engines. Resolves when all have ended. */
  async start(request: CodeRequest): Promise<Run> {
    const { source, targets } = request;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    return await this.runs.do({
      kind: "run",
      source: { filename: source.filename, title: titleOf(targets), language: source.facts.language },
      cluster,
      execute: (run, signal) => this.execute(run, cluster, request, signal),
      again: async () => {
        const now = await reread(source);
        await this.start({
          ...request,
          source: now,
          targets: targets.map((target) => findAgain(target, now)),
        });
      },
    });
  }

  private async execute(
    run: Run,
    cluster: Cluster,
    request: CodeRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { source } = request;
    const unfinished: Promise<unknown>[] = [];
    for (const target of request.targets) {
      const engines = cluster.select(request.engines ?? target.options.targets);
      await Promise.all(engines.map((engine) => engine.start()));
      const view = new DirectView(engines, run, () => cluster.temporaryFolder);
      const { code, firstLine } = target;
      const { filename, cwd } = source;
      const outcomes = view.execute({ code, firstLine, filename, cwd }, true, {
        signal,
        timeoutSeconds: setting("run.timeoutSeconds"),
        onNotStopping: (engine) => this.runs.tellNotStopping(engine),
        ...(request.targets.length > 1 && { label: target.title }),
      });
      unfinished.push(outcomes);
      // As in a notebook, cells after one that failed do not run.
      if (target.options.block !== false && (await outcomes).some(({ status }) => status !== "ok")) break;
      if (signal.aborted) break;
    }
    await Promise.all(unfinished);
  }
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
  return targets.length === 1 ? (targets[0]?.title ?? "") : vscode.l10n.t("{0} cells", targets.length);
}

function findAgain(target: RunTarget, { text, facts, uri }: EditorSource): RunTarget {
  if (target.kind === "file") return fileTarget(text);
  if (target.kind === "selection") return target;
  const cell = findCells(text, facts, setting("cells.marker", uri)).find(
    ({ title }) => title === target.title,
  );
  return cell ? cellTarget(cell) : target;
}
