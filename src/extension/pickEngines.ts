import * as vscode from "vscode";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { stateText } from "./engineItem";

/** The engines picked last, so that picking them again is one key. */
let lastPicked: readonly number[] | undefined;

/** Asks on which engines to run; undefined when the user thinks better of it. */
export async function pickEngines(cluster: Cluster): Promise<readonly number[] | undefined> {
  const items = cluster.engines.map(({ info }) => ({
    label: vscode.l10n.t("Engine {0}", info.id),
    description: stateText(info.state),
    picked: lastPicked?.includes(info.id) ?? true,
    id: info.id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t("Run on Engines"),
    placeHolder: vscode.l10n.t("Engines that are to run it"),
  });
  if (!picked || picked.length === 0) return undefined;
  lastPicked = picked.map(({ id }) => id);
  return lastPicked;
}

/** Asks for one engine of any cluster. */
export async function pickEngine(clusters: readonly Cluster[]): Promise<Engine | undefined> {
  const items = clusters
    .flatMap((cluster) => cluster.engines)
    .map((engine) => ({
      label: vscode.l10n.t("Engine {0}", engine.info.id),
      description: `${engine.info.backend} · ${stateText(engine.info.state)}`,
      engine,
    }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No engines are running."));
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Choose an Engine") }))?.engine;
}
