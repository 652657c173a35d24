import type * as vscode from "vscode";
import type { Baseline } from "../protocol/run";
import { type Baselines, baselineOf, withBaseline } from "../runs/baseline/baselines";

/** Where measurements are kept: with the workspace, since they are of its files and of this machine. */
const KEY = "baselines";

/** How long one engine needed for which work, where that was measured. */
export class BaselineMemory {
  constructor(private readonly kept: vscode.Memento) {}

  of(key: string): Baseline | undefined {
    return baselineOf(this.all, key);
  }

  async remember(key: string, baseline: Baseline): Promise<void> {
    await this.kept.update(KEY, withBaseline(this.all, key, baseline));
  }

  private get all(): Baselines {
    return this.kept.get<Baselines>(KEY, []);
  }
}
