import * as vscode from "vscode";
import { findCells } from "../language/cells";
import { findJobs } from "../language/jobs/findJobs";
import { type ContextKey, contextKeys } from "../protocol/ids";
import type { Clusters } from "./clusters";
import { factsOf } from "./editorSource";
import { clusterChoice, onChoice } from "./ipcluster/clusterChoice";
import type { Runs } from "./runs";
import { setting } from "./settings";

/** Keeps the context keys that menus and keys depend on. */
export function keepContextKeys(runs: Runs, clusters: Clusters): vscode.Disposable {
  const known = new Map<ContextKey, boolean>();
  const set = (key: ContextKey, value: boolean) => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand("setContext", key, value);
  };
  const parts = () => {
    const document = vscode.window.activeTextEditor?.document;
    const facts = document && factsOf(document);
    const marker = setting("cells.marker", document?.uri);
    const text = document?.getText() ?? "";
    set(contextKeys.hasCells, facts !== undefined && findCells(text, facts, marker).length > 0);
    set(contextKeys.hasJobs, facts !== undefined && findJobs(text, facts).jobs.length > 0);
  };
  const engines = () => {
    const all = clusters.all.flatMap((cluster) => cluster.engines);
    set(
      contextKeys.hasEngines,
      all.some(({ info }) => info.pid > 0 || info.state === "starting"),
    );
  };
  const choice = () => set(contextKeys.usesCluster, clusterChoice().kind !== "local");
  parts();
  engines();
  choice();
  return vscode.Disposable.from(
    runs.onDidChangeActive(() => set(contextKeys.running, runs.running)),
    runs.onDidChangeActive(() => set(contextKeys.hasResults, hasResults(runs))),
    clusters.onDidChange(engines),
    onChoice(choice),
    vscode.window.onDidChangeActiveTextEditor(parts),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) parts();
    }),
  );
}

function hasResults({ current }: Runs): boolean {
  return current?.record().job?.counters !== undefined && current.finished;
}
