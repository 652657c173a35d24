import { basename } from "node:path";
import * as vscode from "vscode";
import { commands } from "../../protocol/ids";
import { type LensAction, type LensSpec, lensesRequest } from "../../protocol/languageServer";
import { clusterChoice, onChoice } from "../ipcluster/clusterChoice";
import type { JobInputs } from "../jobInputs";
import { onSetting } from "../settings";
import type { LanguageServer } from "./languageServer";
import { programs } from "./servedDocuments";

/**
 * The language server's lenses, in this window's words: it knows what each job was run on last, and whether anything may
 * run. They are asked for here, so that they are there as soon as the server is.
 */
export class CodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly server: LanguageServer,
    private readonly inputs: JobInputs,
  ) {
    const refresh = () => this.changed.fire();
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      vscode.languages.registerCodeLensProvider(programs, this),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
      server.onDidChangeState((state) => state === "running" && refresh()),
      inputs.onDidChange(refresh),
      onSetting("codeLens", refresh),
      onChoice(refresh),
      onSetting("cells.marker", refresh),
    );
  }

  async provideCodeLenses(
    { uri, languageId }: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted) return [];
    const hasClient = languageId === "python" && clusterChoice().kind !== "local";
    const params = { textDocument: { uri: uri.toString() } };
    const specs = (await this.server.ask(lensesRequest, params, token)) ?? [];
    return specs.map((spec) => this.lens(uri, spec, hasClient));
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private lens(uri: vscode.Uri, spec: LensSpec, hasClient: boolean): vscode.CodeLens {
    const { line, action, job } = spec;
    const inClient = hasClient && action === "engines" && !job;
    const ordinary = action === "input" ? this.inputCommand(uri, spec) : commandOf(spec);
    const command = inClient ? clientCommand() : ordinary;
    const place = { uri, line };
    return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { ...command, arguments: [place] });
  }

  /** What a job gets, and from where. A job that has its inputs in the module has no other to choose. */
  private inputCommand(uri: vscode.Uri, { job }: LensSpec): vscode.Command {
    const isItems = job?.shape === "items";
    const names = isItems ? [job.inputs ?? ""] : job && this.inputs.namesOf(uri, job);
    const input = names?.map((name) => basename(name)).join(", ") ?? vscode.l10n.t("choose input…");
    return {
      title: `${job?.shape ?? ""}: ${shortened(input)}`,
      command: isItems ? commands.runMapReduce : commands.chooseInput,
      tooltip: job?.reason ?? "",
    };
  }
}

/** With a cluster, a header's targets choose its engines, and a client has the place of that lens. */
function clientCommand(): vscode.Command {
  return {
    title: vscode.l10n.t("Run in Client"),
    command: commands.runInClient,
    tooltip: vscode.l10n.t("Run this in a client of the ipyparallel cluster, with rc, dview, lview and %px"),
  };
}

/** Characters of a lens that names an input. */
const LONGEST = 40;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function commandOf({ action, job, message = "" }: LensSpec): vscode.Command {
  switch (action satisfies LensAction) {
    case "all":
      return {
        title: `$(run-all) ${vscode.l10n.t("Run on All Engines")}`,
        command: job ? commands.runMapReduce : commands.runOnAllEngines,
        tooltip: job
          ? vscode.l10n.t("Divide this map/reduce job among the engines")
          : vscode.l10n.t("Run this once on every engine, all at the same time"),
      };
    case "serially":
      return {
        title: vscode.l10n.t("Run Serially"),
        command: job ? commands.runMapReduceSerially : commands.runSerially,
        tooltip: vscode.l10n.t("Run this on one engine"),
      };
    case "engines":
      return {
        title: vscode.l10n.t("Run on Engines…"),
        command: commands.runOnEngines,
        tooltip: vscode.l10n.t("Choose the engines that run this"),
      };
    case "compare":
      return {
        title: vscode.l10n.t("Compare"),
        command: commands.compareMapReduce,
        tooltip: vscode.l10n.t("Run this on all engines, then on one, and check that the results agree"),
      };
    case "sweep":
      return {
        title: vscode.l10n.t("Sweep…"),
        command: commands.sweep,
        tooltip: vscode.l10n.t("Run this with several numbers of engines, or of splits, and compare"),
      };
    default:
      return { title: `$(warning) ${message}`, command: commands.runMapReduce, tooltip: message };
  }
}
