import { dirname } from "node:path";
import * as vscode from "vscode";
import { errors, LabsError, messageOf } from "../../base/errors";
import { checkLab } from "../../checks/checkLab";
import { labFiles } from "../../checks/labFiles";
import { fingerprint } from "../../lessons/fingerprint";
import type { LabKey } from "../../lessons/labs/labKey";
import { readPackFile } from "../../lessons/labs/packFile";
import { passLab } from "../../lessons/progress/record";
import type { CheckOutcome, CheckReport } from "../../protocol/checkReport";
import type { RunSnapshot } from "../../protocol/run";
import type { Run } from "../../runs/run";
import { wantedCount } from "../clusters";
import { setting } from "../settings";
import { findLab } from "./findLab";
import { saveChanges } from "./labCopies";
import type { LabTestParts } from "./labTestParts";

/** A lab of the Test Explorer, and those of its checks that are to run. */
export interface LabItems {
  readonly key: LabKey;
  readonly item: vscode.TestItem;
  readonly checks: readonly vscode.TestItem[];
}

/** One lab being checked, told to a test run as it goes. */
export class CheckRun {
  private readonly byName: ReadonlyMap<string, vscode.TestItem>;
  private readonly open: Set<vscode.TestItem>;
  private labRun: Run | undefined;
  private labTold = false;
  /** Why the lab could not be checked at all, if so. */
  failure: unknown;

  constructor(
    private readonly parts: LabTestParts,
    private readonly run: vscode.TestRun,
    private readonly items: LabItems,
  ) {
    const { item, checks } = items;
    this.byName = new Map(checks.map((check) => [check.id.slice(item.id.length + 1), check]));
    this.open = new Set(checks);
  }

  /** Never rejects: what goes wrong is shown with the checks. Undefined when it did not come to its end. */
  async do(token: vscode.CancellationToken): Promise<readonly CheckOutcome[] | undefined> {
    const stop = new AbortController();
    const cancelling = [token, this.run.token].map((one) => one.onCancellationRequested(() => stop.abort()));
    try {
      const { uri } = this.items.item;
      if (!uri || !(await saveChanges(uri)))
        throw errors.wrongUsage(vscode.l10n.t("The lab could not be saved."));
      const report = await this.check(uri, stop.signal);
      if (report.passed && report.checks.length === this.items.item.children.size) await this.tick();
      return report.checks;
    } catch (error) {
      if (error instanceof LabsError && error.kind === "cancelled") {
        for (const check of this.open) this.run.skipped(check);
        return undefined;
      }
      this.giveUp(error);
      return undefined;
    } finally {
      vscode.Disposable.from(...cancelling).dispose();
    }
  }

  private async check(uri: vscode.Uri, signal: AbortSignal): Promise<CheckReport> {
    const { lessons, clusters } = this.parts;
    const { lesson, lab } = await findLab(lessons, this.items.key);
    const timeoutSeconds = setting("run.timeoutSeconds");
    return await checkLab(labFiles(lesson, lab, uri.fsPath), {
      makeEngines: (language, count, cwd) => clusters.separate(language, { count, cwd, resource: uri }),
      engines: wantedCount(),
      only: [...this.byName.keys()],
      signal,
      ...(timeoutSeconds > 0 && { timeoutSeconds }),
      onRun: (run) => {
        this.labRun = run;
      },
      onBegin: ({ name }) => {
        const check = this.byName.get(name);
        if (check) this.run.started(check);
      },
      onOutcome: (outcome) => this.tell(outcome, uri),
    });
  }

  private tell(outcome: CheckOutcome, lab: vscode.Uri): void {
    this.tellLab();
    const item = this.byName.get(outcome.name);
    if (!item) return;
    this.open.delete(item);
    const { status, title, message = "", labLine, output, traceback, seconds } = outcome;
    const mark = status === "passed" ? "\u2714" : status === "failed" ? "\u2718" : "!";
    this.say(`${mark} ${title}\n${output}`, item);
    if (status === "passed") {
      this.run.passed(item, seconds * 1000);
      return;
    }
    this.say(`  ${message}\n`, item);
    if (traceback) this.say(`${traceback}\n`, item);
    const shown = new vscode.TestMessage(message);
    if (labLine !== undefined) shown.location = new vscode.Location(lab, new vscode.Position(labLine, 0));
    if (status === "failed") this.run.failed(item, shown, seconds * 1000);
    else this.run.errored(item, shown, seconds * 1000);
  }

  /** What the lab itself printed stands above its checks. */
  private tellLab(): void {
    if (this.labTold || !this.labRun) return;
    this.labTold = true;
    const snapshot = this.labRun.snapshot();
    this.say(`${this.items.item.label} (${dirname(snapshot.record.source.filename)})\n${outputs(snapshot)}`);
  }

  private say(text: string, item?: vscode.TestItem): void {
    this.run.appendOutput(text.replace(/\r?\n/g, "\r\n"), undefined, item);
  }

  private giveUp(error: unknown): void {
    this.failure = error;
    const message = messageOf(error);
    for (const check of this.open) this.run.errored(check, new vscode.TestMessage(message));
    this.say(`${message}\n`);
  }

  /** Keeps that the lab passed. */
  private async tick(): Promise<void> {
    const { lessons, learner } = this.parts;
    const { key } = this.items;
    const { lesson, lab } = await findLab(lessons, key);
    const check = fingerprint((await readPackFile(lesson, lab.check)).toString("utf8"));
    await learner.change((progress, now) => passLab(progress, key.lesson, key.lab, check, now));
  }
}

/** What engines printed, each line with its engine's number. */
function outputs({ outputs: all }: RunSnapshot): string {
  return all
    .flatMap(({ engine, items }) => {
      const text = items.map((item) => (item.kind === "text" ? item.text : "")).join("");
      const lines = text.split("\n").filter((line) => line !== "");
      return lines.map((line) => `engine ${engine} \u2502 ${line}\n`);
    })
    .join("");
}
