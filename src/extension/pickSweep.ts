import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import type { JobSpec } from "../protocol/job";
import type { SweepOf, SweepSetting } from "../protocol/sweep";
import { bytes } from "../runs/format";
import { engineSettings, splitSettings } from "../runs/sweep/plan";
import { wantedCount } from "./clusters";

/** What a sweep is to try. */
export interface SweepChoice {
  readonly of: SweepOf;
  readonly settings: readonly SweepSetting[];
  readonly repeats: number;
}

/** How often each setting may be run, the default first. */
const REPEATS = [3, 1, 5, 10];

/** Asks what to sweep, and how often to run each; undefined when the user thinks better of it. */
export async function pickSweep(spec: JobSpec, inputBytes: number): Promise<SweepChoice | undefined> {
  const title = vscode.l10n.t("Sweep {0}", spec.name);
  const what = await vscode.window.showQuickPick(choices(spec, inputBytes), {
    title,
    placeHolder: vscode.l10n.t("What is to be different from run to run"),
  });
  if (!what) return undefined;
  const { of, settings } = what;
  const often = REPEATS.map((repeats) => ({
    label: vscode.l10n.t("{0} times each", repeats),
    description: vscode.l10n.t("{0} runs", repeats * settings.length),
    repeats,
  }));
  const chosen = await vscode.window.showQuickPick(often, {
    title,
    placeHolder: vscode.l10n.t("The middle one of several runs counts, and how far they lie apart is shown"),
  });
  return chosen && { of, settings, repeats: chosen.repeats };
}

function choices({ shape }: JobSpec, inputBytes: number) {
  const [cores, count] = [availableParallelism(), wantedCount()];
  const engines = (label: string, most: number) => {
    const settings = engineSettings(most);
    const description = settings.map((setting) => setting.engines).join(", ");
    return { label, description, of: "engines" as const, settings };
  };
  const items: (vscode.QuickPickItem & Omit<SweepChoice, "repeats">)[] = [];
  if (count > 1) items.push(engines(vscode.l10n.t("Engines"), count));
  if (2 * cores > count) items.push(engines(vscode.l10n.t("Engines, more than cores"), 2 * cores));
  const splits = shape === "records" || shape === "chunk" ? splitSettings(inputBytes, count) : [];
  if (splits.length > 1) {
    const description = vscode.l10n.t(
      "{0} on {1} engines",
      splits.map(({ splitSize = 0 }) => bytes(splitSize)).join(", "),
      count,
    );
    items.push({ label: vscode.l10n.t("Split sizes"), description, of: "splits", settings: splits });
  }
  return items;
}
