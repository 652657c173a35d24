import * as vscode from "vscode";
import { messageOf } from "../base/errors";
import type { RunSnapshot } from "../protocol/run";
import { closedRun } from "../runs/closedRun";
import { recoverRuns } from "../runs/recoverRuns";
import type { RunDrafts } from "../runs/runDrafts";
import type { RunStore } from "../runs/runStore";
import { setting } from "./settings";

/** Time after which the extension host of a window that was reloaded is gone, in ms: VS Code gives it five seconds. */
const HOST_ENDS = 6000;

/** Keeps what windows had done of their runs when they were closed or reloaded in the middle of them. */
export class RunRecovery implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;
  private begun: Promise<void> | undefined;
  /** Whether every host that was ending is gone, so that runs that still go on are other windows'. */
  private settled = false;
  private readonly ids = new Set<string>();
  private readonly recovered = new vscode.EventEmitter<void>();
  /** Runs of hosts that have ended in the meantime are kept. */
  readonly onDidRecover = this.recovered.event;

  constructor(
    private readonly store: RunStore,
    private readonly drafts: RunDrafts,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Looks for such runs, and once more when a host that is ending must be gone. */
  async begin(): Promise<void> {
    this.begun = this.recover();
    await this.begun;
    if (this.settled) return;
    this.timer = setTimeout(async () => {
      await this.recover();
      this.settled = true;
      this.recovered.fire();
    }, HOST_ENDS);
  }

  /**
   * The run to show in a window that was reloaded: the kept one of this id (the newest, if there is none), or a later one
   * that went on when the window was closed; the browser may not have kept the id of that one any more.
   */
  async load(id: string | undefined): Promise<RunSnapshot | undefined> {
    await this.begun;
    const kept = await Promise.all([id, ...this.ids].map((one) => this.store.load(one)));
    const drafts = (await this.drafts.list()).filter(
      (draft) => draft.owner !== process.pid && (draft.id === id || !this.settled),
    );
    return [...kept, ...drafts.map(({ run, saved }) => closedRun(run, saved))]
      .filter((run) => run !== undefined)
      .sort((a, b) => b.record.created - a.record.created)[0];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.recovered.dispose();
  }

  private async recover(): Promise<void> {
    try {
      const { ids, others } = await recoverRuns(this.store, this.drafts, setting("history.maxRuns"));
      for (const id of ids) this.ids.add(id);
      this.settled = !others;
    } catch (error) {
      this.settled = true;
      this.log.warn(`runs of an earlier window could not be kept: ${messageOf(error)}`);
    }
  }
}
