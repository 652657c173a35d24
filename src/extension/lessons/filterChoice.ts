import * as vscode from "vscode";
import { contextKeys } from "../../protocol/ids";
import { type LessonFilter, lessonFilters } from "./lessonFilter";

/** Under which the filter is kept, because a learner who hides what is done wants it so tomorrow as well. */
const KEY = "lessons.filter";

/** What the Lessons view shows, as the user chose it. */
export class FilterChoice implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: vscode.Memento) {
    this.tellMenus();
  }

  get filter(): LessonFilter {
    const kept = this.memento.get(KEY);
    return lessonFilters.find((one) => one === kept) ?? "all";
  }

  async choose(filter: LessonFilter): Promise<void> {
    await this.memento.update(KEY, filter);
    this.tellMenus();
    this.changed.fire();
  }

  /** Asks the user. */
  async ask(): Promise<void> {
    const picks = lessonFilters.map((filter) => ({ ...textsOf(filter), filter }));
    const chosen = await vscode.window.showQuickPick(
      picks.map((pick) =>
        pick.filter === this.filter ? { ...pick, label: `$(check) ${pick.label}` } : pick,
      ),
      { title: vscode.l10n.t("Show in the Lessons View"), matchOnDescription: true },
    );
    if (chosen) await this.choose(chosen.filter);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private tellMenus(): void {
    void vscode.commands.executeCommand("setContext", contextKeys.lessonFilter, this.filter);
  }
}

/** A filter in the user's words. */
export function textsOf(filter: LessonFilter): { readonly label: string; readonly description: string } {
  if (filter === "all")
    return { label: vscode.l10n.t("All"), description: vscode.l10n.t("everything there is") };
  return filter === "notDone"
    ? { label: vscode.l10n.t("Not Done"), description: vscode.l10n.t("what is still to be done") }
    : { label: vscode.l10n.t("Required Only"), description: vscode.l10n.t("without optional items") };
}
