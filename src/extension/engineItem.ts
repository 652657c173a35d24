import * as vscode from "vscode";
import type { Engine, EngineState } from "../engines/engine";
import { bytes } from "../runs/format";

const icons: Readonly<Record<EngineState, vscode.ThemeIcon>> = {
  stopped: new vscode.ThemeIcon("circle-outline"),
  starting: new vscode.ThemeIcon("loading~spin"),
  idle: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  busy: new vscode.ThemeIcon("sync~spin"),
  interrupting: new vscode.ThemeIcon("debug-pause"),
  dead: new vscode.ThemeIcon("error", new vscode.ThemeColor("testing.iconFailed")),
};

/** A state in the user's words. */
export function stateText(state: EngineState): string {
  const texts: Readonly<Record<EngineState, string>> = {
    stopped: vscode.l10n.t("not started"),
    starting: vscode.l10n.t("starting"),
    idle: vscode.l10n.t("idle"),
    busy: vscode.l10n.t("busy"),
    interrupting: vscode.l10n.t("stopping"),
    dead: vscode.l10n.t("dead"),
  };
  return texts[state];
}

/** One engine in the Engines view. `memory` is its resident size in bytes, where known. */
export class EngineItem extends vscode.TreeItem {
  constructor(
    readonly engine: Engine,
    memory: number | undefined,
  ) {
    const { id, state, pid, tasksDone, backend, version, host, restarts, lastDeath } = engine.info;
    super(vscode.l10n.t("Engine {0}", id));
    this.id = `${backend}-${id}`;
    this.iconPath = icons[state];
    this.contextValue = `engine.${state}`;
    const tasks = tasksDone === 1 ? vscode.l10n.t("1 task") : vscode.l10n.t("{0} tasks", tasksDone);
    const facts = [
      stateText(state),
      ...(pid ? [vscode.l10n.t("pid {0}", pid)] : []),
      ...(pid && backend === "ipyparallel" ? [host] : []),
      ...(pid && memory ? [bytes(memory)] : []),
      ...(pid || tasksDone > 0 ? [tasks] : []),
    ];
    this.description = facts.join(" · ");
    this.accessibilityInformation = { label: `${this.label}, ${facts.join(", ")}` };
    const lines = [
      `**${this.label}** — ${stateText(state)}`,
      ...(pid ? [`${backend} ${version}, ${vscode.l10n.t("pid {0} on {1}", pid, host)}`] : []),
      ...(restarts > 0 ? [vscode.l10n.t("Replaced {0} times", restarts)] : []),
      ...(lastDeath ? [vscode.l10n.t("Its last process {0}", lastDeath)] : []),
    ];
    this.tooltip = new vscode.MarkdownString(lines.join("\n\n"));
  }
}
