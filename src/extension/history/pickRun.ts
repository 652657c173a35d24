import * as vscode from "vscode";
import type { KeptRun, RunStore } from "../../runs/runStore";
import { icons, RunItem } from "./runItem";
import { factsOf, titleOf } from "./runText";

/** What a command is about, and what to say where nobody has told. */
interface Question {
  readonly title: string;
  /** Of these only; absent for all. */
  readonly among?: (run: KeptRun) => boolean;
}

/**
 * The runs that a command is about: those that a menu or another command names, else the one that the user picks.
 * Empty when there is none, which is told, or when the user thinks better of it.
 */
export async function chosenRuns(
  store: RunStore,
  { title, among = () => true }: Question,
  ...named: readonly unknown[]
): Promise<readonly KeptRun[]> {
  const runs = await store.list();
  const ids = new Set(named.flat().flatMap((one) => idOf(one) ?? []));
  if (ids.size > 0) return runs.filter(({ id }) => ids.has(id));
  const offered = runs.filter(among);
  if (offered.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no run of this workspace to choose from."),
    );
    return [];
  }
  const items = offered.map((run) => ({
    label: titleOf(run),
    description: factsOf(run).join(" · "),
    iconPath: icons[run.outcome],
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  return picked ? [picked.run] : [];
}

function idOf(argument: unknown): string | undefined {
  if (argument instanceof RunItem) return argument.run.id;
  return typeof argument === "string" ? argument : undefined;
}
