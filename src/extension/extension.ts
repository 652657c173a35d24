import * as vscode from "vscode";
import { RunDrafts } from "../runs/runDrafts";
import { RunStore } from "../runs/runStore";
import { SweepStore } from "../runs/sweepStore";
import { createApi, type ParallelLabsApi } from "./api";
import { BaselineMemory } from "./baselineMemory";
import { CellRuns } from "./cellRuns";
import { Clusters } from "./clusters";
import { CodeRuns } from "./codeRuns";
import { offerRestart, registerCommands } from "./commands";
import { keepContextKeys } from "./contextKeys";
import { EnginesView } from "./enginesView";
import { createHistory } from "./history/createHistory";
import { RunAgain } from "./history/runAgain";
import { InputMemory } from "./inputMemory";
import { ClientRuns } from "./ipcluster/clientRuns";
import { registerClusterCommands } from "./ipcluster/clusterCommands";
import { JobInputs } from "./jobInputs";
import { JobRuns } from "./jobRuns";
import { JobTables } from "./jobTables";
import { CodeLenses } from "./languageClient/codeLenses";
import { LanguageServer } from "./languageClient/languageServer";
import { showServerStatus } from "./languageClient/serverStatus";
import { createLessons } from "./lessons/lessons";
import { Predictions } from "./predictions";
import { Preflight } from "./preflight";
import { ResultsPanel } from "./resultsPanel";
import { RunDiagnostics } from "./runDiagnostics";
import { RunRecovery } from "./runRecovery";
import { Runs } from "./runs";
import { StatusBar } from "./statusBar";
import { Sweeps } from "./sweeps";

/** Builds the product's parts, connects them and registers them. Nothing starts before the user asks. */
export function activate(context: vscode.ExtensionContext): ParallelLabsApi {
  const log = vscode.window.createOutputChannel("Parallel Labs", { log: true });
  const storage = context.storageUri ?? context.globalStorageUri;
  const folder = vscode.Uri.joinPath(storage, "runs").fsPath;
  const store = new RunStore(folder);
  const drafts = new RunDrafts(vscode.Uri.joinPath(storage, "runs", "drafts").fsPath);
  const recovery = new RunRecovery(store, drafts, log);

  const clusters = new Clusters(log);
  const runs = new Runs(store, drafts, new BaselineMemory(context.workspaceState), log);
  const clientRuns = new ClientRuns(runs, clusters);
  const predictions = new Predictions(context.workspaceState);
  const languageServer = new LanguageServer();
  const codeRuns = new CodeRuns(runs, clusters, predictions, new Preflight(languageServer));
  const cellRuns = new CellRuns(runs, clusters, predictions);
  const inputMemory = new InputMemory(context.workspaceState);
  const inputs = new JobInputs(inputMemory);
  const jobRuns = new JobRuns(runs, clusters, inputs, store, predictions);
  const tables = new JobTables(runs, store, context.workspaceState);
  const sweepStore = new SweepStore(folder);
  const runAgain = new RunAgain(runs, { codeRuns, cellRuns, jobRuns, clientRuns });
  const { extensionUri } = context;
  const shown = { runs, clusters, recovery, store, sweepStore, tables, runAgain, log };
  const panel = new ResultsPanel(extensionUri, shown);
  const sweeps = new Sweeps({ clusters, inputs, store: sweepStore, runs, panel });
  const lessons = createLessons(context, { clusters, languageServer, log });

  context.subscriptions.push(
    log,
    clusters,
    runs,
    recovery,
    inputMemory,
    panel,
    lessons,
    new EnginesView(clusters),
    createHistory({ extensionUri, store, tables, panel, runAgain, log }),
    new RunDiagnostics(runs),
    new StatusBar(clusters),
    new CodeLenses(languageServer, inputs),
    showServerStatus(languageServer),
    languageServer,
    keepContextKeys(runs, clusters),
    clientRuns,
    registerClusterCommands({ clusters, clientRuns, log }),
    registerCommands({ clusters, runs, codeRuns, cellRuns, jobRuns, tables, sweeps, panel, log }),
    runs.onNotStopping((engine) => void offerRestart(engine.info.id, () => engine.restart())),
  );
  void recovery.begin();
  return createApi(clusters, runs);
}
