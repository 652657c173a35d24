import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import { noProgress } from "../../lessons/progress/entries";
import { mergeProgress } from "../../lessons/progress/mergeProgress";
import { readProgress } from "../../lessons/progress/readProgress";
import { sameProgress } from "../../lessons/progress/sameProgress";
import { ProgressFile } from "../../lessons/store/progressFile";
import type { Progress } from "../../protocol/progress";

/** Under which progress is kept and synced. A promise to users: other machines read it. */
const KEY = "lessons.progress";

/** Where an extension keeps what Settings Sync may take along. */
export interface SyncedMemento extends vscode.Memento {
  setKeysForSync(keys: readonly string[]): void;
}

/**
 * What the learner did, in all windows and on all machines.
 *
 * It is kept twice. The file is what windows of one machine share: they merge into it, so two that tick at once lose
 * nothing. The memento is what Settings Sync takes to other machines; each window writes it whole, so it alone would
 * lose what another window wrote meanwhile. Merging both is harmless, in whatever order and however often.
 */
export class ProgressStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly file: ProgressFile;
  private known: Progress = noProgress;
  private starting: Promise<void> | undefined;
  private saving: Promise<void> = Promise.resolve();
  private subscriptions: vscode.Disposable[] = [];
  private disposed = false;
  /** Something is known that was learnt of elsewhere, or of our own changes. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly memento: SyncedMemento,
    folder: vscode.Uri,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.file = new ProgressFile(folder.fsPath);
    memento.setKeysForSync([KEY]);
  }

  /** What is known now. The first look reads what is stored; {@link onDidChange} tells when more is known. */
  get progress(): Progress {
    void this.ready();
    return this.known;
  }

  /** Resolves when all that is stored is known. Never rejects: what cannot be read is in the log. */
  ready(): Promise<void> {
    this.starting ??= this.start();
    return this.starting;
  }

  /**
   * Changes what is known, at once for this window, and stores it. Rejects when it could not be stored; it is known
   * then as long as the window is open, and stored with the next change.
   */
  async change(update: (progress: Progress, now: number) => Progress): Promise<void> {
    await this.ready();
    this.learn(update(this.known, Date.now()));
    await this.save();
  }

  dispose(): void {
    this.disposed = true;
    vscode.Disposable.from(this.changed, ...this.subscriptions.splice(0)).dispose();
  }

  private async start(): Promise<void> {
    this.learn(readProgress(this.memento.get(KEY)).state);
    try {
      this.own(await this.file.watch(() => void this.catchUp()));
    } catch (error) {
      this.log.warn(`progress is not watched: ${messageOf(error)}`);
    }
    // What Settings Sync brought has no event; a learner who changes machines comes to the window first.
    this.own(vscode.window.onDidChangeWindowState(({ focused }) => focused && void this.catchUp()));
    await this.catchUp();
  }

  /** Learns what other windows and machines stored, and stores what they do not know. */
  private async catchUp(): Promise<void> {
    try {
      await this.save();
    } catch (error) {
      this.log.warn(`progress could not be stored: ${messageOf(error)}`);
    }
  }

  private save(): Promise<void> {
    const saved = this.saving.then(() => this.merge());
    this.saving = saved.catch(() => undefined);
    return saved;
  }

  private async merge(): Promise<void> {
    if (this.disposed) return;
    const synced = this.memento.get(KEY);
    const { state, corrupt } = readProgress(synced);
    this.learn(state);
    if (corrupt !== undefined) this.tell(await this.file.keepAside(JSON.stringify(corrupt, undefined, 2)));
    const merged = await this.file.merge(this.known);
    this.tell(merged.aside);
    this.learn(merged.state);
    const rewrite = corrupt !== undefined || !sameProgress(state, this.known);
    if (rewrite && !isNewer(synced)) await this.memento.update(KEY, this.known);
  }

  private learn(more: Progress): void {
    const known = mergeProgress(this.known, more);
    if (sameProgress(known, this.known)) return;
    this.known = known;
    this.changed.fire();
  }

  private own(subscription: vscode.Disposable): void {
    if (this.disposed) subscription.dispose();
    else this.subscriptions.push(subscription);
  }

  /** Tells of stored progress that was kept aside: once, because it is kept aside once. */
  private tell(aside: string | undefined): void {
    if (aside === undefined) return;
    this.log.warn(`progress that could not be read is kept in ${aside}`);
    const message = vscode.l10n.t(
      "Some of your progress in lessons could not be read: it is damaged, or of a newer version. It is kept in {0}; the rest is used.",
      aside,
    );
    const show = vscode.l10n.t("Show File");
    void vscode.window.showWarningMessage(message, show).then((chosen) => {
      if (chosen === show) void vscode.window.showTextDocument(vscode.Uri.file(aside));
    });
  }
}

/** Progress of a newer version of this extension: another machine reads it, so it must not be replaced by ours. */
function isNewer(stored: unknown): boolean {
  const version = (stored as { readonly version?: unknown } | null | undefined)?.version;
  return typeof version === "number" && version > readableVersion;
}

const readableVersion: Progress["version"] = 1;
