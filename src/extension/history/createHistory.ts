import * as vscode from "vscode";
import type { RunStore } from "../../runs/runStore";
import type { JobTables } from "../jobTables";
import type { ResultsPanel } from "../resultsPanel";
import { ComparisonPanel } from "./comparisonPanel";
import { registerHistoryCommands } from "./historyCommands";
import { HistoryView } from "./historyView";
import { OutputTexts } from "./outputTexts";
import type { RunAgain } from "./runAgain";
import { RunFileEditor } from "./runFileEditor";

/** What the history is made of that is there already. */
export interface HistoryParts {
  readonly extensionUri: vscode.Uri;
  readonly store: RunStore;
  readonly tables: JobTables;
  readonly panel: ResultsPanel;
  readonly runAgain: RunAgain;
  readonly log: vscode.LogOutputChannel;
}

/** Builds and registers the History view, its commands, the comparison of runs and the editor of runs' files. */
export function createHistory(parts: HistoryParts): vscode.Disposable {
  const { extensionUri, store, tables, panel, runAgain, log } = parts;
  const view = new HistoryView(store);
  const texts = new OutputTexts();
  const comparison = new ComparisonPanel({ extensionUri, store, tables, texts, log });
  return vscode.Disposable.from(
    view,
    texts,
    comparison,
    new RunFileEditor(parts).register(),
    registerHistoryCommands({ store, view, panel, comparison, runAgain, log }),
  );
}
