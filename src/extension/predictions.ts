import * as vscode from "vscode";
import { mayBeLab } from "../lessons/labs/labPlace";
import { times } from "../runs/format";
import { guesses, SLOWER } from "../runs/predict/guesses";
import type { EditorSource } from "./editorSource";
import { changeSetting, setting } from "./settings";

/** What was asked about, with the workspace, the oldest first. */
const KEY = "predictions.asked";
const MOST = 500;

/**
 * Asks what a run's speed-up will be, before it runs: whoever has said what they expect learns from what comes. Only for
 * map/reduce jobs, once for each of a file, and for what runs in a lab, once for the lab; and off by one setting.
 */
export class Predictions {
  constructor(private readonly memory: vscode.Memento) {}

  /**
   * The speed-up that the user expects; undefined where nobody is asked, or where the answer is Escape: it runs anyway.
   * @param job name of the map/reduce job; absent for code that runs as it is
   */
  async ask({ uri, filename }: EditorSource, engines: number, job?: string): Promise<number | undefined> {
    if (engines < 2 || !setting("predict.enabled", uri)) return undefined;
    if (job === undefined && !mayBeLab(filename)) return undefined;
    const asked = this.memory.get<readonly string[]>(KEY, []);
    const about = `${uri.toString()}#${job ?? ""}`;
    if (asked.includes(about)) return undefined;
    await this.memory.update(KEY, [...asked, about].slice(-MOST));
    const items = guesses(engines).map((guess) => ({
      label: guess === SLOWER ? vscode.l10n.t("Slower than one engine") : times(guess),
      description: describe(guess, engines),
      guess,
    }));
    const never = {
      label: `$(bell-slash) ${vscode.l10n.t("Do Not Ask")}`,
      description: "",
      guess: undefined,
    };
    const chosen = await vscode.window.showQuickPick([...items, never], {
      title: vscode.l10n.t("How much faster will {0} engines be?", engines),
      placeHolder: vscode.l10n.t("Your guess stands beside the result. Escape runs without one."),
    });
    if (chosen === never) await changeSetting("predict.enabled", false);
    return chosen?.guess;
  }
}

function describe(guess: number, engines: number): string {
  if (guess === 1) return vscode.l10n.t("as fast as one engine");
  return guess === engines ? vscode.l10n.t("as many times as there are engines") : "";
}
