import * as vscode from "vscode";
import { findCells } from "../language/cells";
import { cellTarget } from "../language/runTarget";
import {
  type ClusterCommandId,
  type CommandId,
  commands,
  type HistoryCommandId,
  type LabCommandId,
  type LanguageServerCommandId,
  type LessonCommandId,
} from "../protocol/ids";
import type { Language } from "../protocol/language";
import type { CellRuns } from "./cellRuns";
import { type Clusters, wantedCount } from "./clusters";
import { type CodeRuns, targetsOf } from "./codeRuns";
import { editorSource } from "./editorSource";
import { EngineItem } from "./engineItem";
import { chooseJob, meansJob } from "./fileJobs";
import { clusterChoice } from "./ipcluster/clusterChoice";
import { scaleCluster } from "./ipcluster/manageClusters";
import type { JobMode, JobRuns } from "./jobRuns";
import type { JobTables } from "./jobTables";
import { pickEngine, pickEngines } from "./pickEngines";
import { type CommandHandler, placeOf, registerTable } from "./registerTable";
import type { ResultsPanel } from "./resultsPanel";
import type { Runs } from "./runs";
import { changeSetting, setting } from "./settings";
import type { Sweeps } from "./sweeps";

/** What the commands work with. */
export interface CommandContext {
  readonly clusters: Clusters;
  readonly runs: Runs;
  readonly codeRuns: CodeRuns;
  readonly cellRuns: CellRuns;
  readonly jobRuns: JobRuns;
  readonly tables: JobTables;
  readonly sweeps: Sweeps;
  readonly panel: ResultsPanel;
  readonly log: vscode.LogOutputChannel;
}

type Handler = CommandHandler<CommandContext>;

/**
 * Every command of the product but those of lessons (`lessons/lessonCommands.ts`, `lessons/learningCommands.ts`), of
 * the history (`history/historyCommands.ts`), of clusters (`ipcluster/clusterCommands.ts`) and of the language server
 * (`languageClient/languageServer.ts`), and what it does.
 */
const table: Readonly<
  Record<
    Exclude<
      CommandId,
      LessonCommandId | LabCommandId | HistoryCommandId | ClusterCommandId | LanguageServerCommandId
    >,
    Handler
  >
> = {
  [commands.runOnAllEngines]: async ({ codeRuns, jobRuns }, argument) => {
    const source = await editorSource(placeOf(argument));
    if (meansJob(source)) await jobRuns.startChosen(source, "parallel");
    else await codeRuns.predictAndStart({ source, targets: targetsOf(source, "chosen") });
  },

  [commands.runOnEngines]: async ({ codeRuns, jobRuns, clusters }, argument) => {
    const source = await editorSource(placeOf(argument));
    const engines = await pickEngines(await clusters.for(source.facts.language, source.uri));
    if (!engines) return;
    if (meansJob(source)) await jobRuns.startChosen(source, "parallel", engines);
    else await codeRuns.checkAndStart({ source, targets: targetsOf(source, "chosen"), engines });
  },

  [commands.runSerially]: async ({ codeRuns, jobRuns }, argument) => {
    const source = await editorSource(placeOf(argument));
    if (meansJob(source)) await jobRuns.startChosen(source, "serial");
    else await codeRuns.checkAndStart({ source, targets: targetsOf(source, "chosen"), engines: [0] });
  },

  [commands.runCellAndAdvance]: async ({ codeRuns }) => {
    const source = await editorSource();
    const marker = setting("cells.marker", source.uri);
    const cells = findCells(source.text, source.facts, marker);
    const at = cells.findLastIndex(({ line }) => line <= source.where.cursorLine);
    const cell = cells[at] ?? cells[0];
    const next = cells[at + 1];
    if (next) revealLine(next.firstLine);
    await codeRuns.checkAndStart({
      source,
      targets: cell ? [cellTarget(cell)] : targetsOf(source, "chosen"),
    });
  },

  [commands.runAllCells]: async ({ codeRuns }) => {
    const source = await editorSource();
    await codeRuns.start({ source, targets: targetsOf(source, "allCells") });
  },

  [commands.runCellsBalanced]: async ({ cellRuns }) => cellRuns.startChosen(await editorSource()),

  [commands.runMapReduce]: (context, argument) => runJob(context, argument, "parallel"),
  [commands.runMapReduceSerially]: (context, argument) => runJob(context, argument, "serial"),
  [commands.compareMapReduce]: (context, argument) => runJob(context, argument, "compare"),

  [commands.sweep]: async ({ sweeps }, argument) => sweeps.start(await editorSource(placeOf(argument))),
  [commands.showSweep]: ({ sweeps }) => sweeps.choose(),

  [commands.measureOnOneEngine]: ({ runs }) => runs.measureLast(),

  [commands.chooseInput]: async ({ jobRuns }, argument) => {
    const source = await editorSource(placeOf(argument));
    const spec = await chooseJob(source);
    if (spec) await jobRuns.startOnOther({ source, spec, mode: "parallel" });
  },

  [commands.saveResults]: ({ tables }) => tables.saveAs(),

  [commands.interrupt]: ({ runs }) => runs.interrupt(),

  [commands.interruptEngine]: async ({ clusters }, argument) => {
    const engine = argument instanceof EngineItem ? argument.engine : await pickEngine(clusters.all);
    if (engine && !(await engine.interrupt())) {
      await offerRestart(engine.info.id, () => engine.restart());
    }
  },

  [commands.restartEngines]: async ({ clusters }) => {
    const languages = clusters.all.map(({ language }) => language);
    await clusters.stop();
    await startAll(clusters, languages.length > 0 ? languages : [activeLanguage()]);
  },

  [commands.restartEngine]: async ({ clusters }, argument) => {
    const engine = argument instanceof EngineItem ? argument.engine : await pickEngine(clusters.all);
    await engine?.restart();
  },

  [commands.resetNamespaces]: async ({ clusters }) => {
    const engines = clusters.all.flatMap((cluster) => cluster.engines).filter(({ info }) => info.pid > 0);
    await Promise.all(engines.map((engine) => engine.call({ op: "reset" })));
    const count = engines.length;
    vscode.window.setStatusBarMessage(vscode.l10n.t("Namespaces of {0} engines are empty now", count), 4000);
  },

  [commands.startEngines]: ({ clusters }) => startAll(clusters, [activeLanguage()]),

  [commands.stopEngines]: async ({ clusters, runs }) => {
    runs.interrupt();
    await clusters.stop();
  },

  [commands.setEngineCount]: async ({ clusters }) => {
    if (clusterChoice().kind === "other" && activeLanguage() === "python")
      return await scaleCluster(clusters);
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t("Set Number of Engines"),
      prompt: vscode.l10n.t(
        "0 means one a core. Running engines are replaced, and their namespaces are empty then.",
      ),
      value: String(setting("engines.count") || wantedCount()),
      validateInput: (value) =>
        /^\d{1,3}$/.test(value.trim()) ? undefined : vscode.l10n.t("Give a whole number from 0 to 999."),
    });
    if (text !== undefined) await changeSetting("engines.count", Number(text));
  },

  [commands.showResults]: ({ panel }) => panel.show(),

  [commands.showLog]: ({ log }) => log.show(),
};

export function registerCommands(context: CommandContext): vscode.Disposable {
  return registerTable(table, context);
}

/** Asks whether to restart an engine that goes on although it was interrupted. */
export async function offerRestart(id: number, restart: () => Promise<void>): Promise<void> {
  const button = vscode.l10n.t("Restart Engine {0}", id);
  const message = vscode.l10n.t(
    "Engine {0} did not stop within a second. Restarting it loses its namespace.",
    id,
  );
  if ((await vscode.window.showWarningMessage(message, button)) === button) await restart();
}

async function runJob({ jobRuns }: CommandContext, argument: unknown, mode: JobMode): Promise<void> {
  await jobRuns.startChosen(await editorSource(placeOf(argument)), mode);
}

async function startAll(clusters: Clusters, languages: readonly Language[]): Promise<void> {
  const resource = vscode.window.activeTextEditor?.document.uri;
  const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Starting engines") };
  await vscode.window.withProgress(options, async () => {
    for (const language of languages) await (await clusters.for(language, resource)).start();
  });
}

function activeLanguage(): Language {
  const id = vscode.window.activeTextEditor?.document.languageId;
  return id === "javascript" || id === "typescript" ? "javascript" : "python";
}

function revealLine(line: number): void {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const at = new vscode.Position(Math.min(line, editor.document.lineCount - 1), 0);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
