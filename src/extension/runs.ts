import * as vscode from "vscode";
import { now } from "../base/clock";
import { errors, LabsError, messageOf } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import type { Baseline, RunKind, RunSource } from "../protocol/run";
import { Run } from "../runs/run";
import type { KeptDraft, RunDrafts } from "../runs/runDrafts";
import type { RunStore } from "../runs/runStore";
import type { BaselineMemory } from "./baselineMemory";
import { outputLimit } from "./clusters";
import { setting } from "./settings";

/** Something that the user has asked for. */
export interface Work {
  readonly kind: RunKind;
  readonly source: RunSource;
  readonly cluster: Cluster;
  /** Does it, and says in words how far it is where that is known. */
  execute(run: Run, signal: AbortSignal, say: (progress: string) => void): Promise<void>;
  /** Does it once more, with the file as it then stands. */
  again(): Promise<unknown>;
  /** Asks for another input and does it on that; absent for what has no input. */
  chooseInput?(): Promise<unknown>;
  /** Tells the same work from other (`workKey`); called when it begins, and again before it is measured. */
  key(): Promise<string>;
  /** Does the same on one engine, recorded in a run of its own that nobody sees. */
  alone(run: Run, signal: AbortSignal, say: (progress: string) => void): Promise<void>;
  /** Whether it runs on one engine of its own accord, so that its wall time is a measurement. */
  readonly isAlone?: boolean;
  /** The speed-up that the user expects. */
  readonly guess?: number | undefined;
  /** Titles of the cells, where each runs once, on whichever engine is free. */
  readonly cells?: readonly string[];
}

/** Time after which a run that still goes on shows a notification with a Cancel button, in ms. */
const PROGRESS_DELAY = 1000;

/** The runs of this window, of whatever kind: keeps them, tells of them, and knows the one that is shown. */
export class Runs implements vscode.Disposable {
  private readonly active = new Map<object, AbortController>();
  /** Drafts of the runs that go on. */
  private readonly underWay = new Set<KeptDraft>();
  private last: { readonly run: Run; readonly work: Work; readonly key: string } | undefined;
  /** The run whose work is being done on one engine. */
  private measured: Run | undefined;
  /** What the runs of this window were of, by their ids, the oldest first; no more of them than runs are kept. */
  private readonly works = new Map<string, Work>();
  private readonly started = new vscode.EventEmitter<Run>();
  private readonly finished = new vscode.EventEmitter<Run>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly notStopping = new vscode.EventEmitter<Engine>();
  /** A run began; its engines may still be starting. */
  readonly onDidStart = this.started.event;
  readonly onDidFinish = this.finished.event;
  /** Whether something runs has changed. */
  readonly onDidChangeActive = this.changed.event;
  private readonly measuring = new vscode.EventEmitter<Run>();
  /** Measuring a run's work on one engine has begun or ended. */
  readonly onDidChangeMeasuring = this.measuring.event;
  /** An engine still runs a second after its interrupt. */
  readonly onNotStopping = this.notStopping.event;

  constructor(
    private readonly store: RunStore,
    private readonly drafts: RunDrafts,
    private readonly baselines: BaselineMemory,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get running(): boolean {
    return this.active.size > 0;
  }

  /** The last run of this window. */
  get current(): Run | undefined {
    return this.last?.run;
  }

  /** Does what the user asked for and records it. Resolves when it has ended; rejects with what went wrong. */
  async do(work: Work): Promise<Run> {
    const { kind, source, cluster, guess, cells } = work;
    const key = await work.key();
    const run = new Run({
      kind,
      backend: cluster.backend,
      source,
      outputLimit: outputLimit(),
      guess,
      cells,
    });
    const known = this.baselines.of(key);
    if (known && !work.isAlone) run.setBaseline(known);
    const stop = new AbortController();
    const stray = cluster.onDidOutput(({ engine, stream, text }) => run.strayOutput(engine, stream, text));
    const draft = this.drafts.keep(run, (error) =>
      this.log.warn(`a run that goes on could not be kept: ${messageOf(error)}`),
    );
    this.underWay.add(draft);
    this.active.set(run, stop);
    this.last = { run, work, key };
    this.remember(run.id, work);
    this.started.fire(run);
    this.changed.fire();
    try {
      await withLateProgress(nameOf(run), stop, (say) => work.execute(run, stop.signal, say));
      await this.learn(run, work, key);
    } finally {
      run.finish();
      this.active.delete(run);
      this.changed.fire();
      this.finished.fire(run);
      // When the window closes its draft tells what came of it.
      if (this.underWay.delete(draft)) void this.keep(run).then(() => draft.drop());
      // What background threads still write belongs to the run as long as it is the last one.
      const next = this.onDidStart(() => {
        stray.dispose();
        next.dispose();
      });
    }
    return run;
  }

  /** Whether the work of a run is being done on one engine. */
  isMeasuring(run: Run): boolean {
    return this.measured === run;
  }

  /**
   * Does what the last run did on one engine, and remembers how long that took. Nothing happens where it is not the last
   * any more. Throws `wrong-usage` where its input has changed since, and while it runs.
   */
  async measure(runId: string): Promise<void> {
    const { last } = this;
    if (!last || last.run.id !== runId || this.measured) return;
    const { run, work, key } = last;
    if (!run.finished) throw errors.wrongUsage(vscode.l10n.t("The run has not ended: wait for it first."));
    if ((await work.key()) !== key) {
      throw errors.wrongUsage(vscode.l10n.t("The input has changed since this run: run it again first."));
    }
    const { kind, source, cluster } = work;
    const alone = new Run({ kind, backend: cluster.backend, source, outputLimit: outputLimit() });
    const stop = new AbortController();
    this.measured = run;
    this.measuring.fire(run);
    try {
      const title = vscode.l10n.t("On one engine: {0}", nameOf(run));
      await this.occupy(stop, () =>
        withLateProgress(title, stop, (say) => work.alone(alone, stop.signal, say)),
      );
      if (stop.signal.aborted) return;
      const baseline: Baseline = { wall: alone.record().metrics.wall, measured: now() };
      await this.baselines.remember(key, baseline);
      run.setBaseline(baseline);
      void this.keep(run);
    } finally {
      this.measured = undefined;
      this.measuring.fire(run);
    }
  }

  /** Does something that is no run and that Interrupt stops, too. */
  async occupy<T>(stop: AbortController, work: () => Promise<T>): Promise<T> {
    this.active.set(stop, stop);
    this.changed.fire();
    try {
      return await work();
    } finally {
      this.active.delete(stop);
      this.changed.fire();
    }
  }

  /** Does what the last run did on one engine: see {@link measure}. */
  async measureLast(): Promise<void> {
    if (!this.last) throw errors.wrongUsage(vscode.l10n.t("There is nothing to measure: run a file first."));
    await this.measure(this.last.run.id);
  }

  /** Whether a run is of this window and can be done again as it was. */
  knows(id: string): boolean {
    return this.works.has(id);
  }

  /** Does a run of this window (the last one, if none is named) again, with the file as it now stands. */
  async again(id = this.last?.run.id ?? ""): Promise<void> {
    await this.works.get(id)?.again();
  }

  /** Does a run of this window (the last one, if none is named) on another input, which the user is asked for. */
  async chooseInput(id = this.last?.run.id ?? ""): Promise<void> {
    await this.works.get(id)?.chooseInput?.();
  }

  /** Tells that an engine still runs a second after its interrupt. */
  tellNotStopping(engine: Engine): void {
    this.notStopping.fire(engine);
  }

  /** Interrupts everything that runs; what waits is dropped. */
  interrupt(): void {
    for (const stop of this.active.values()) stop.abort();
  }

  dispose(): void {
    for (const draft of this.underWay) draft.close();
    this.underWay.clear();
    this.interrupt();
  }

  /** Remembers what a run happens to tell of one engine. */
  private async learn(run: Run, { isAlone = false }: Work, key: string): Promise<void> {
    const { job, metrics } = run.record();
    const wall = job?.serial?.wall ?? (isAlone && job?.outcome === "done" ? metrics.wall : undefined);
    if (wall !== undefined) await this.baselines.remember(key, { wall, measured: now() });
  }

  private remember(id: string, work: Work): void {
    this.works.set(id, work);
    const [oldest] = this.works.keys();
    if (this.works.size > Math.max(1, setting("history.maxRuns")) && oldest !== undefined)
      this.works.delete(oldest);
  }

  private async keep(run: Run): Promise<void> {
    try {
      await this.store.save(run.snapshot(), setting("history.maxRuns"));
    } catch (error) {
      this.log.warn(`a run could not be kept: ${messageOf(error)}`);
    }
  }
}

/** Shows a notification with Cancel for a run that takes long; short ones are seen in the panel alone. */
async function withLateProgress(
  title: string,
  stop: AbortController,
  work: (say: (progress: string) => void) => Promise<void>,
): Promise<void> {
  let show: ((message: string) => void) | undefined;
  let said: string | undefined;
  const done = work((progress) => {
    said = progress;
    show?.(progress);
  });
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
    void vscode.window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => stop.abort());
      show = (message) => progress.report({ message });
      if (said !== undefined) show(said);
      return done.catch(() => {}); // the caller shows the failure
    });
  }, PROGRESS_DELAY);
  try {
    await done;
  } finally {
    clearTimeout(timer);
  }
}

function nameOf({ source: { title, filename } }: Run): string {
  return vscode.l10n.t("Running {0}", title || filename.split(/[\\/]/).at(-1) || "");
}

/** Whether an error is one that the user asked for. */
export function isCancellation(error: unknown): boolean {
  return error instanceof LabsError && error.kind === "cancelled";
}
