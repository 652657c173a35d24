import * as vscode from "vscode";
import { errors } from "../../base/errors";
import type { Cluster } from "../../engines/cluster";
import { createClient } from "../../engines/createEngines";
import { chooseTarget, type RunTarget } from "../../language/runTarget";
import { workKey } from "../../runs/baseline/workKey";
import type { Run } from "../../runs/run";
import { ClientView } from "../../views/clientView";
import { type Clusters, outputLimit, requireTrust } from "../clusters";
import { findAgain } from "../codeRuns";
import { defaultFolder } from "../defaultFolder";
import { type EditorSource, reread } from "../editorSource";
import { choosePython } from "../pythonChoice";
import type { Runs } from "../runs";
import { setting } from "../settings";
import { onChoice } from "./clusterChoice";
import { startedCluster } from "./connectionFile";

/** Runs cells in a client of the chosen ipyparallel cluster. The client is made when it is first asked for. */
export class ClientRuns implements vscode.Disposable {
  /** The client, and the connection file of the cluster that it is of. */
  private client: { readonly cluster: Cluster; readonly of: string } | undefined;

  private readonly choiceListener = onChoice(() => void this.stop());

  constructor(
    private readonly runs: Runs,
    private readonly clusters: Clusters,
  ) {}

  /** Runs a piece of a file in the client: the selection, the cell under the cursor or the whole file, if none is named. */
  async start(source: EditorSource, chosen: RunTarget = chosenTarget(source)): Promise<Run> {
    if (source.facts.language !== "python")
      throw errors.wrongUsage(vscode.l10n.t("A client of ipyparallel runs Python: open a Python file."));
    const target = asWritten(chosen, source);
    const client = await this.of(source.uri);
    return await this.runs.do({
      kind: "run",
      source: { filename: source.filename, title: target.title, language: "python" },
      cluster: client,
      isAlone: true,
      execute: (run, signal) => this.execute(run, client, source, target, signal),
      key: async () => keyOf(source, target),
      alone: () =>
        Promise.reject(errors.wrongUsage(vscode.l10n.t("A client cell is not measured on one engine."))),
      again: async () => {
        const now = await reread(source);
        await this.start(now, findAgain(chosen, now));
      },
    });
  }

  /** Ends the client; its names are gone. */
  async stop(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    await client?.cluster.stop();
  }

  dispose(): void {
    this.choiceListener.dispose();
    void this.stop();
  }

  private async execute(
    run: Run,
    client: Cluster,
    { filename, cwd }: EditorSource,
    { code, firstLine }: RunTarget,
    signal: AbortSignal,
  ): Promise<void> {
    const [engine] = client.engines;
    if (!engine) return;
    const known = new Map(this.clusters.get("python")?.engines.map(({ info }) => [info.id, info]));
    const view = new ClientView(engine, run, (id) => {
      const { pid = 0, host = "" } = known.get(id) ?? {};
      return { id, pid, host };
    });
    await view.execute(
      { code, firstLine, filename, cwd },
      {
        signal,
        timeoutSeconds: setting("run.timeoutSeconds"),
        onNotStopping: () => void this.offerRestart(),
      },
    );
  }

  private async offerRestart(): Promise<void> {
    const button = vscode.l10n.t("Restart Client");
    const message = vscode.l10n.t("The client did not stop within a second. Restarting it loses its names.");
    if ((await vscode.window.showWarningMessage(message, button)) === button) await this.stop();
  }

  private async of(resource: vscode.Uri): Promise<Cluster> {
    requireTrust();
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t("Starting engines"),
    };
    const address = await vscode.window.withProgress(options, () => startedCluster(this.clusters));
    const of = address.connectionFile;
    if (this.client?.of === of) return this.client.cluster;
    await this.stop();
    const { executable } = await choosePython(resource);
    const cluster = createClient({
      executable,
      cwd: defaultFolder(),
      outputLimit: outputLimit(),
      address,
    });
    this.client = { cluster, of };
    return cluster;
  }
}

function chosenTarget({ text, facts, where, uri }: EditorSource): RunTarget {
  return chooseTarget(text, facts, where, setting("cells.marker", uri));
}

/** A cell with its magics, which are put aside for other runs: IPython reads them itself. */
function asWritten(target: RunTarget, { text }: EditorSource): RunTarget {
  if (target.kind !== "cell") return target;
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const count = target.code.split("\n").length;
  return { ...target, code: lines.slice(target.firstLine, target.firstLine + count).join("\n") };
}

function keyOf({ cwd }: EditorSource, { code }: RunTarget): string {
  return workKey({ code: [code], job: "client", interpreter: "ipyparallel", cwd, engines: [], inputs: [] });
}
