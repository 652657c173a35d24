import * as vscode from "vscode";
import { LabsError, messageOf } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { findCells } from "../language/cells";
import { cellTarget, chooseTarget, fileTarget, type RunTarget } from "../language/runTarget";
import { Run } from "../runs/run";
import type { RunStore } from "../runs/runStore";
import { DirectView } from "../views/directView";
import { type Clusters, outputLimit } from "./clusters";
import type { EditorSource } from "./editorSource";
import { setting } from "./settings";

/** What is to run, and on which engines. */
export interface RunRequest {
  readonly source: EditorSource;
  readonly targets: readonly RunTarget[];
  /** Engine ids; absent for what the cell says, or all. */
  readonly engines?: readonly number[];
}

/** Time after which a run that still goes on shows a notification with a Cancel button, in ms. */
const PROGRESS_DELAY = 1000;

/** The runs of this window: starts them, and knows the one that is shown. */
export class Runs implements vscode.Disposable {
  private readonly active = new Map<Run, AbortController>();
  private last: { run: Run; request: RunRequest } | undefined;
  private readonly started = new vscode.EventEmitter<Run>();
  private readonly finished = new vscode.EventEmitter<Run>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly notStopping = new vscode.EventEmitter<Engine>();
  /** A run began; its engines may still be starting. */
  readonly onDidStart = this.started.event;
  readonly onDidFinish = this.finished.event;
  /** Whether something runs has changed. */
  readonly onDidChangeActive = this.changed.event;
  /** An engine still runs a second after its interrupt. */
  readonly onNotStopping = this.notStopping.event;

  constructor(
    private readonly clusters: Clusters,
    private readonly store: RunStore,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get running(): boolean {
    return this.active.size > 0;
  }

  /** The last run of this window. */
  get current(): Run | undefined {
    return this.last?.run;
  }

  /** Runs pieces of a file one after the other, each on its engines. Resolves when all have ended. */
  async start(request: RunRequest): Promise<Run> {
    const { source, targets } = request;
    const cluster = await this.clusters.for(source.facts.language, source.uri);
    const run = new Run({
      kind: "run",
      backend: cluster.backend,
      source: { filename: source.filename, title: titleOf(targets), language: source.facts.language },
      outputLimit: outputLimit(),
    });
    const stop = new AbortController();
    const stray = cluster.onDidOutput(({ engine, stream, text }) => run.strayOutput(engine, stream, text));
    this.active.set(run, stop);
    this.last = { run, request };
    this.started.fire(run);
    this.changed.fire();
    try {
      await withLateProgress(run, stop, () => this.execute(run, cluster, request, stop.signal));
    } finally {
      run.finish();
      this.active.delete(run);
      this.changed.fire();
      this.finished.fire(run);
      this.keep(run);
      // What background threads still write belongs to the run as long as it is the last one.
      const next = this.onDidStart(() => {
        stray.dispose();
        next.dispose();
      });
    }
    return run;
  }

  /** Does the last run again, with the file as it now stands. */
  async again(): Promise<void> {
    const request = this.last?.request;
    if (!request) return;
    const document = await vscode.workspace.openTextDocument(request.source.uri);
    const text = document.getText();
    const source = { ...request.source, text };
    const targets = request.targets.map((target) => findAgain(target, source));
    await this.start({ ...request, source, targets });
  }

  /** Interrupts everything that runs; what waits is dropped. */
  interrupt(): void {
    for (const stop of this.active.values()) stop.abort();
  }

  dispose(): void {
    this.interrupt();
  }

  private async execute(run: Run, cluster: Cluster, request: RunRequest, signal: AbortSignal): Promise<void> {
    const { source } = request;
    const unfinished: Promise<unknown>[] = [];
    for (const target of request.targets) {
      const engines = cluster.select(request.engines ?? target.options.targets);
      await Promise.all(engines.map((engine) => engine.start()));
      const view = new DirectView(engines, run, () => cluster.temporaryFolder);
      const { code, firstLine } = target;
      const { filename, cwd } = source;
      const outcomes = view.execute({ code, firstLine, filename, ...(cwd !== undefined && { cwd }) }, true, {
        signal,
        timeoutSeconds: setting("run.timeoutSeconds"),
        onNotStopping: (engine) => this.notStopping.fire(engine),
        ...(request.targets.length > 1 && { label: target.title }),
      });
      unfinished.push(outcomes);
      // As in a notebook, cells after one that failed do not run.
      if (target.options.block !== false && (await outcomes).some(({ status }) => status !== "ok")) break;
      if (signal.aborted) break;
    }
    await Promise.all(unfinished);
  }

  private keep(run: Run): void {
    this.store.save(run.snapshot(), setting("history.maxRuns")).catch((error) => {
      this.log.warn(`a run could not be kept: ${messageOf(error)}`);
    });
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

/** Shows a notification with Cancel for a run that takes long; short ones are seen in the panel alone. */
async function withLateProgress(run: Run, stop: AbortController, work: () => Promise<void>): Promise<void> {
  const done = work();
  const title = vscode.l10n.t(
    "Running {0}",
    run.source.title || run.source.filename.split(/[\\/]/).at(-1) || "",
  );
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
    void vscode.window.withProgress(options, (_progress, token) => {
      token.onCancellationRequested(() => stop.abort());
      return done.catch(() => {}); // the caller shows the failure
    });
  }, PROGRESS_DELAY);
  try {
    await done;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether an error is one that the user asked for. */
export function isCancellation(error: unknown): boolean {
  return error instanceof LabsError && error.kind === "cancelled";
}
