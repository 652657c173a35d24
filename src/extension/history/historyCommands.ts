import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { commands, type HistoryCommandId } from "../../protocol/ids";
import type { RunSnapshot } from "../../protocol/run";
import type { KeptRun, RunStore } from "../../runs/runStore";
import { type CommandHandler, registerTable } from "../registerTable";
import type { ResultsPanel } from "../resultsPanel";
import { showFailure } from "../showFailure";
import type { ComparisonPanel } from "./comparisonPanel";
import { askWhichToDelete, deleteRuns } from "./deleteRuns";
import { exportRun } from "./exportRun";
import type { HistoryView } from "./historyView";
import { chosenRuns } from "./pickRun";
import type { RunAgain } from "./runAgain";
import { importRuns, openRunFiles } from "./runFiles";
import { titleOf } from "./runText";

/** What the commands of the history work with. */
export interface HistoryContext {
  readonly store: RunStore;
  readonly view: HistoryView;
  readonly panel: ResultsPanel;
  readonly comparison: ComparisonPanel;
  readonly runAgain: RunAgain;
  readonly log: vscode.LogOutputChannel;
}

/** Every command of the History view. A menu gives the run that it stands at, and all that are selected. */
const table: Readonly<Record<HistoryCommandId, CommandHandler<HistoryContext>>> = {
  [commands.openRun]: async ({ store, panel }, argument) => {
    const [run] = await chosenRuns(store, { title: vscode.l10n.t("Open Run") }, argument);
    if (run) panel.open(await loaded(store, run));
  },

  [commands.runAgain]: async ({ store, runAgain }, argument) => {
    const [run] = await chosenRuns(store, { title: vscode.l10n.t("Run Again") }, argument);
    if (run) await runAgain.again((await loaded(store, run)).record);
  },

  [commands.renameRun]: async (context, argument) => {
    const title = vscode.l10n.t("Rename Run");
    const [run] = await chosenRuns(context.store, { title }, meant(context, argument));
    if (!run) return;
    const name = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t("A name for this run; none for the file and what of it ran."),
      value: run.name ?? titleOf(run),
    });
    if (name === undefined) return;
    const { name: _, ...unnamed } = run;
    const own = name.trim();
    await context.store.mark(run.id, { name: own === titleOf(unnamed) ? undefined : own });
  },

  [commands.pinRun]: (context, argument, more) =>
    pin(context, { title: vscode.l10n.t("Pin Run"), pinned: true }, argument, more),
  [commands.unpinRun]: (context, argument, more) =>
    pin(context, { title: vscode.l10n.t("Unpin Run"), pinned: false }, argument, more),

  [commands.deleteRun]: async (context, argument, more) => {
    const { store, log } = context;
    const title = vscode.l10n.t("Delete Run");
    const runs = await chosenRuns(store, { title }, meant(context, argument), more);
    await deleteRuns(store, runs, (error) => showFailure(error, log));
  },

  [commands.deleteAllRuns]: async ({ store, log }) => {
    const runs = await askWhichToDelete(await store.list());
    await deleteRuns(store, runs, (error) => showFailure(error, log));
  },

  [commands.compareRuns]: async ({ store, comparison }, argument, more) => {
    const first = await chosenRuns(store, { title: vscode.l10n.t("Compare Runs") }, argument, more);
    const [one] = first;
    if (!one) return;
    const among = ({ id }: KeptRun) => id !== one.id;
    const title = vscode.l10n.t("Compare {0} With", titleOf(one));
    const [other] = first.length > 1 ? first.slice(1) : await chosenRuns(store, { title, among });
    if (!other) return;
    const [left, right] = one.created <= other.created ? [one, other] : [other, one];
    const shown = async (run: KeptRun) => ({ title: titleOf(run), run: await loaded(store, run) });
    comparison.show(await shown(left), await shown(right));
  },

  [commands.exportRun]: async ({ store }, argument) => {
    const [run] = await chosenRuns(store, { title: vscode.l10n.t("Export Run") }, argument);
    if (run) await exportRun(store, run);
  },

  [commands.openRunFile]: () => openRunFiles(),

  [commands.importRun]: async ({ store, panel }) => {
    const [first] = await importRuns(store);
    const run = first === undefined ? undefined : await store.load(first);
    if (run) panel.open(run);
  },
};

export function registerHistoryCommands(context: HistoryContext): vscode.Disposable {
  return registerTable(table, context);
}

/** What a key means are the runs that are selected in the view; a menu says it itself. */
function meant({ view }: HistoryContext, argument: unknown): unknown {
  const isKey = (argument as { readonly selected?: unknown } | undefined)?.selected === true;
  return isKey ? view.selected : argument;
}

async function pin(
  { store }: HistoryContext,
  { title, pinned }: { readonly title: string; readonly pinned: boolean },
  ...named: readonly unknown[]
): Promise<void> {
  const among = (run: KeptRun) => (run.pinned ?? false) !== pinned;
  for (const { id } of await chosenRuns(store, { title, among }, ...named)) await store.mark(id, { pinned });
}

async function loaded(store: RunStore, { id }: KeptRun): Promise<RunSnapshot> {
  const run = await store.load(id);
  if (!run)
    throw errors.wrongUsage(vscode.l10n.t("This run cannot be read any more: delete it from the history."));
  return run;
}
