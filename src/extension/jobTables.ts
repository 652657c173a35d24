import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute } from "node:path";
import * as vscode from "vscode";
import { errors } from "../base/errors";
import { compareRows } from "../mapreduce/compareRows";
import { ResultTable } from "../mapreduce/resultTable";
import { rowsOf } from "../mapreduce/rowsOf";
import { saveRows } from "../mapreduce/saveRows";
import type { RowsComparison, RowsPage, RowsQuery } from "../protocol/rows";
import type { RunRecord } from "../protocol/run";
import type { RunStore } from "../runs/runStore";
import { defaultFolder } from "./defaultFolder";
import type { Runs } from "./runs";

/** The format in which results were saved last, and the folder. */
const LAST_FOLDER = "saveResults.folder";
const LAST_ENDING = "saveResults.ending";

/** Endings of the files in which results can be saved, with what a person calls them. */
const FORMATS: Readonly<Record<string, string>> = { csv: "CSV", tsv: "TSV", json: "JSON" };

/** The results of jobs: to be looked at page by page, and to be saved. */
export class JobTables {
  /** The one that is looked at; others are read again when somebody comes back to them. */
  private held: { readonly runId: string; readonly table: Promise<ResultTable> } | undefined;

  constructor(
    private readonly runs: Runs,
    private readonly store: RunStore,
    private readonly memory: vscode.Memento,
  ) {}

  /** Rows of a job's results; undefined where they are not kept. */
  async page(runId: string, query: RowsQuery): Promise<RowsPage | undefined> {
    const file = this.store.rowsFile(runId);
    if (this.held?.runId !== runId) {
      if (!existsSync(file)) return undefined;
      this.held = { runId, table: ResultTable.read(file) };
    }
    return (await this.held.table).page(query);
  }

  /** What differs between the results of two jobs; undefined where those of one are not kept. */
  async compare(leftId: string, rightId: string): Promise<RowsComparison | undefined> {
    const [left, right] = [this.store.rowsFile(leftId), this.store.rowsFile(rightId)];
    return existsSync(left) && existsSync(right) ? compareRows(rowsOf(left), rowsOf(right)) : undefined;
  }

  /** Asks where to save all results of a job (the last one's, if no run is named), and saves them there. */
  async saveAs(record: RunRecord | undefined = this.runs.current?.record()): Promise<void> {
    const file = record && this.store.rowsFile(record.id);
    if (!record?.job?.counters || !file || !existsSync(file)) {
      throw errors.wrongUsage(vscode.l10n.t("There are no map/reduce results to save: run a job first."));
    }
    const target = await vscode.window.showSaveDialog({
      title: vscode.l10n.t("Save Results"),
      defaultUri: this.suggestion(record),
      filters: this.filters(),
    });
    if (!target) return;
    await this.remember(target);
    const options = {
      location: vscode.ProgressLocation.Notification,
      cancellable: true,
      title: vscode.l10n.t("Saving {0}", basename(target.fsPath)),
    };
    await vscode.window.withProgress(options, async (_progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      await saveRows(target.fsPath, rowsOf(file), stop.signal);
    });
    const open = vscode.l10n.t("Open");
    const rows = record.job.counters.rows.toLocaleString();
    const message = vscode.l10n.t("Saved {0} results in {1}.", rows, basename(target.fsPath));
    // Nobody waits for the answer: the file is saved.
    void vscode.window.showInformationMessage(message, open).then((chosen) => {
      if (chosen === open) void vscode.commands.executeCommand("vscode.open", target);
    });
  }

  private suggestion({ source }: RunRecord): vscode.Uri {
    const own = isAbsolute(source.filename) ? dirname(source.filename) : defaultFolder();
    const folder = vscode.Uri.file(this.memory.get<string>(LAST_FOLDER) ?? own);
    const stem = basename(source.filename).replace(/\.[^.]*$/, "");
    return vscode.Uri.joinPath(folder, `${stem}-results.${this.endings()[0]}`);
  }

  private filters(): Record<string, string[]> {
    return Object.fromEntries(this.endings().map((ending) => [FORMATS[ending] ?? ending, [ending]]));
  }

  /** The formats' endings, that of the last time first. */
  private endings(): string[] {
    const all = Object.keys(FORMATS);
    const last = this.memory.get<string>(LAST_ENDING);
    return all.sort((a, b) => Number(b === last) - Number(a === last));
  }

  private async remember(target: vscode.Uri): Promise<void> {
    await this.memory.update(LAST_FOLDER, vscode.Uri.joinPath(target, "..").fsPath);
    const ending = target.fsPath.split(".").at(-1)?.toLowerCase() ?? "";
    if (ending in FORMATS) await this.memory.update(LAST_ENDING, ending);
  }
}
