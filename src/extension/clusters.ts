import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { createEngines } from "../engines/createEngines";
import type { Language } from "../protocol/language";
import { defaultFolder } from "./defaultFolder";
import { clusterChoice, onChoice } from "./ipcluster/clusterChoice";
import { choosePython } from "./pythonChoice";
import { onSetting, setting } from "./settings";

/** Engines that are made for one purpose. */
export interface SeparateOptions {
  readonly count: number;
  readonly cwd: string;
  /** The file that they are for, which may have an interpreter of its own. */
  readonly resource: vscode.Uri;
}

/** The clusters of this window, at most one a language. They are made when first asked for. */
export class Clusters implements vscode.Disposable {
  private readonly clusters = new Map<Language, Cluster>();
  private readonly making = new Map<Language, Promise<Cluster>>();
  private readonly programs = new WeakMap<Cluster, string>();
  /** What the settings said of a cluster when it was made. */
  private readonly choices = new WeakMap<Cluster, string>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly settingListeners = vscode.Disposable.from(
    onSetting("engines.count", () => void this.applyCount()),
    onChoice(() => void this.leaveOther()),
  );
  readonly onDidChange = this.changed.event;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** The clusters that have engines. */
  get all(): readonly Cluster[] {
    return [...this.clusters.values()];
  }

  get(language: Language): Cluster | undefined {
    return this.clusters.get(language);
  }

  /** The program that a cluster's engines run. */
  interpreterOf(cluster: Cluster): string {
    return this.programs.get(cluster) ?? cluster.backend;
  }

  /**
   * The cluster for a language; made, but not started, if there is none. A cluster that others started is connected to.
   * Throws in an untrusted workspace.
   */
  async for(language: Language, resource?: vscode.Uri): Promise<Cluster> {
    requireTrust();
    await this.leaveOther();
    const cluster = this.clusters.get(language) ?? (await this.made(language, resource));
    await this.connect(cluster);
    return cluster;
  }

  /** Ends the Python cluster if the settings have come to mean another one since it was made. */
  private async leaveOther(): Promise<void> {
    const cluster = this.clusters.get("python");
    if (cluster && this.choices.get(cluster) !== choiceKey()) await this.stop("python");
  }

  private made(language: Language, resource: vscode.Uri | undefined): Promise<Cluster> {
    let making = this.making.get(language);
    if (!making) {
      making = this.make(language, resource).finally(() => this.making.delete(language));
      this.making.set(language, making);
    }
    return making;
  }

  /** Ends a cluster's engines, or all. The next start chooses the interpreter anew. */
  async stop(language?: Language): Promise<void> {
    const stopping = language ? [language] : [...this.clusters.keys()];
    const clusters = stopping.map((key) => this.clusters.get(key));
    for (const key of stopping) this.clusters.delete(key);
    this.changed.fire(); // they are nobody's any more, however long their end takes
    await Promise.all(clusters.map((cluster) => cluster?.stop()));
    this.changed.fire();
  }

  dispose(): void {
    this.settingListeners.dispose();
    void this.stop();
  }

  /** A cluster that is nobody else's: whoever asks for it stops it. Throws in an untrusted workspace. */
  async separate(language: Language, { count, cwd, resource }: SeparateOptions): Promise<Cluster> {
    requireTrust();
    return await this.create(localBackend(language), language, count, cwd, resource);
  }

  /** Finds out which engines there are, which takes time only for clusters that others started. */
  private async connect(cluster: Cluster): Promise<void> {
    const ready = cluster.ready();
    const options = {
      location: vscode.ProgressLocation.Window,
      title: vscode.l10n.t("Connecting to the ipyparallel cluster"),
    };
    if (cluster.isShared) await vscode.window.withProgress(options, () => ready);
    else await ready;
  }

  private async create(
    backend: Backend,
    language: Language,
    count: number,
    cwd: string,
    resource?: vscode.Uri,
  ): Promise<Cluster> {
    const choice = choiceKey();
    const executable = language === "python" ? (await choosePython(resource)).executable : process.execPath;
    const options = { ...backend, count, executable, cwd, outputLimit: outputLimit() };
    this.log.info(`${options.backend}: engines on ${executable}`);
    const cluster = createEngines(options);
    this.programs.set(cluster, executable);
    this.choices.set(cluster, choice);
    return cluster;
  }

  private async make(language: Language, resource?: vscode.Uri): Promise<Cluster> {
    const cluster = await this.create(
      backendOf(language),
      language,
      wantedCount(),
      defaultFolder(),
      resource,
    );
    const { backend } = cluster;
    const deaths = new Map<number, number>();
    cluster.onDidChange(() => {
      for (const { info } of cluster.engines) {
        if (info.state !== "dead" || deaths.get(info.id) === info.restarts) continue;
        deaths.set(info.id, info.restarts);
        this.log.warn(`${backend}: engine ${info.id} ${info.lastDeath ?? "could not start"}`);
      }
      this.changed.fire();
    });
    this.clusters.set(language, cluster);
    this.changed.fire();
    return cluster;
  }

  private async applyCount(): Promise<void> {
    await Promise.all(this.all.map((cluster) => cluster.setCount(wantedCount())));
    this.changed.fire();
  }
}

type Backend = ReturnType<typeof backendOf>;

/** Tells one choice from another. */
function choiceKey(): string {
  return JSON.stringify(clusterChoice());
}

/** What engines of this machine are. */
function localBackend(language: Language) {
  return { backend: language === "python" ? ("python" as const) : ("node" as const) };
}

/** What engines are, by the user's choice. */
function backendOf(language: Language) {
  const choice = clusterChoice();
  if (language !== "python" || choice.kind === "local") return localBackend(language);
  return { backend: "ipyparallel" as const, ...(choice.kind === "other" && { address: choice.address }) };
}

/** How many engines the user wants: the setting, or one a core. */
export function wantedCount(): number {
  return setting("engines.count") || availableParallelism();
}

/** Bytes of output kept for one engine in one run. */
export function outputLimit(): number {
  return setting("output.maxMegabytes") * 1_000_000;
}

/** Nothing runs in an untrusted workspace: throws there. */
export function requireTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw errors.wrongUsage(
    vscode.l10n.t(
      "This workspace is not trusted, so nothing runs in it: trust it first (Manage Workspace Trust).",
    ),
  );
}
