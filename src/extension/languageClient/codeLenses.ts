import { basename } from "node:path";
import * as vscode from "vscode";
import { findCells } from "../language/cells";
import { findJobs } from "../language/jobs/findJobs";
import { languages } from "../language/languages";
import { commands } from "../protocol/ids";
import type { JobProblem, JobSpec } from "../protocol/job";
import { factsOf } from "./editorSource";
import type { JobInputs } from "./jobInputs";
import { onSetting, setting } from "./settings";

/** Lenses over cells; where there are none over map/reduce jobs; where there is neither over the whole file. */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly inputs: JobInputs) {
    const selector = languages.flatMap(({ ids }) => ids.map((language) => ({ language })));
    this.subscriptions = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(selector, this),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire()),
      inputs.onDidChange(() => this.changed.fire()),
      onSetting("codeLens.enabled", () => this.changed.fire()),
      onSetting("cells.marker", () => this.changed.fire()),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const facts = factsOf(document);
    const { uri } = document;
    if (!facts || !vscode.workspace.isTrusted || !setting("codeLens.enabled", uri)) return [];
    const text = document.getText();
    if (text.trim() === "") return [];
    const cells = findCells(text, facts, setting("cells.marker", uri));
    if (cells.length > 0) return cells.flatMap(({ line }) => codeLenses(uri, line));
    const { jobs, problems } = findJobs(text, facts);
    const warnings = problems.map((problem) => problemLens(uri, problem));
    if (jobs.length === 0) return [...codeLenses(uri, 0), ...warnings];
    return [...jobs.flatMap((job) => this.jobLenses(uri, job)), ...warnings];
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private jobLenses(uri: vscode.Uri, job: JobSpec): vscode.CodeLens[] {
    const names = job.shape === "items" ? [job.inputs ?? ""] : this.inputs.namesOf(uri, job);
    const input = names?.map((name) => basename(name)).join(", ") ?? vscode.l10n.t("choose input…");
    return [
      lens(uri, job.line, {
        title: `$(run-all) ${vscode.l10n.t("Run on All Engines")}`,
        command: commands.runMapReduce,
        tooltip: vscode.l10n.t("Divide this map/reduce job among the engines"),
      }),
      lens(uri, job.line, {
        title: vscode.l10n.t("Compare"),
        command: commands.compareMapReduce,
        tooltip: vscode.l10n.t("Run this on all engines, then on one, and check that the results agree"),
      }),
      lens(uri, job.line, {
        title: `${job.shape}: ${shortened(input)}`,
        command: job.shape === "items" ? commands.runMapReduce : commands.chooseInput,
        tooltip: job.reason,
      }),
    ];
  }
}

/** Characters of a lens that names an input. */
const LONGEST = 40;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function codeLenses(uri: vscode.Uri, line: number): vscode.CodeLens[] {
  return [
    lens(uri, line, {
      title: `$(run-all) ${vscode.l10n.t("Run on All Engines")}`,
      command: commands.runOnAllEngines,
      tooltip: vscode.l10n.t("Run this once on every engine, all at the same time"),
    }),
    lens(uri, line, {
      title: vscode.l10n.t("Run Serially"),
      command: commands.runSerially,
      tooltip: vscode.l10n.t("Run this on one engine"),
    }),
    lens(uri, line, {
      title: vscode.l10n.t("Run on Engines…"),
      command: commands.runOnEngines,
      tooltip: vscode.l10n.t("Choose the engines that run this"),
    }),
  ];
}

/** What keeps functions from being a job, in the place where its lenses would stand. */
function problemLens(uri: vscode.Uri, { line, message }: JobProblem): vscode.CodeLens {
  const title = `$(warning) ${message}`;
  return lens(uri, line, { title, command: commands.runMapReduce, tooltip: message });
}

function lens(uri: vscode.Uri, line: number, command: vscode.Command): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { ...command, arguments: [{ uri, line }] });
}
