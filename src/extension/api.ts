import type * as vscode from "vscode";
import type { EngineInfo } from "../engines/engine";
import type { RunSnapshot } from "../protocol/run";
import type { Clusters } from "./clusters";
import type { Runs } from "./runs";

/** What `activate` gives to other extensions: to look at engines and runs, not to command them. */
export interface ParallelLabsApi {
  /** Every engine there is, started or not. */
  engines(): readonly EngineInfo[];
  readonly onDidChangeEngines: vscode.Event<void>;
  /** The last run of this window, finished or not. */
  lastRun(): RunSnapshot | undefined;
  /** A run ended, however it ended. */
  readonly onDidFinishRun: vscode.Event<RunSnapshot>;
}

export function createApi(clusters: Clusters, runs: Runs): ParallelLabsApi {
  return {
    engines: () => clusters.all.flatMap((cluster) => cluster.engines.map(({ info }) => info)),
    onDidChangeEngines: clusters.onDidChange,
    lastRun: () => runs.current?.snapshot(),
    onDidFinishRun: (listener, thisArgs, disposables) =>
      runs.onDidFinish((run) => listener.call(thisArgs, run.snapshot()), undefined, disposables),
  };
}
