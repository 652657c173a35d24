import * as vscode from "vscode";
import { findCells } from "../language/cells";
import { type ContextKey, contextKeys } from "../protocol/ids";
import type { Clusters } from "./clusters";
import { factsOf } from "./editorSource";
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
  const cells = () => {
    const document = vscode.window.activeTextEditor?.document;
    const facts = document && factsOf(document);
    const marker = setting("cells.marker", document?.uri);
    set(
      contextKeys.hasCells,
      facts !== undefined && findCells(document?.getText() ?? "", facts, marker).length > 0,
    );
  };
  const engines = () => {
    const all = clusters.all.flatMap((cluster) => cluster.engines);
    set(
      contextKeys.hasEngines,
      all.some(({ info }) => info.pid > 0 || info.state === "starting"),
    );
  };
  cells();
  engines();
  return vscode.Disposable.from(
    runs.onDidChangeActive(() => set(contextKeys.running, runs.running)),
    clusters.onDidChange(engines),
    vscode.window.onDidChangeActiveTextEditor(cells),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) cells();
    }),
  );
}
