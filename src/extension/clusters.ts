import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { createEngines } from "../engines/createEngines";
import type { ClusterAddress } from "../protocol/bridgeFrames";
import type { Language } from "../protocol/language";
import { defaultFolder } from "./defaultFolder";
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
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly settingListener = onSetting("engines.count", () => void this.applyCount());
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

  /** The cluster for a language; made, but not started, if there is none. Throws in an untrusted workspace. */
  async for(language: Language, resource?: vscode.Uri): Promise<Cluster> {
    requireTrust();
    const known = this.clusters.get(language);
    if (known) return known;
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
    await Promise.all(
      stopping.map(async (key) => {
        const cluster = this.clusters.get(key);
        this.clusters.delete(key);
        await cluster?.stop();
      }),
    );
    this.changed.fire();
  }

  dispose(): void {
    this.settingListener.dispose();
    void this.stop();
  }

  /** A cluster that is nobody else's: whoever asks for it stops it. Throws in an untrusted workspace. */
  async separate(language: Language, { count, cwd, resource }: SeparateOptions): Promise<Cluster> {
    requireTrust();
    return await this.create(localBackend(language), language, count, cwd, resource);
  }

  private async create(
    backend: "python" | "node" | "ipyparallel",
    language: Language,
    count: number,
    cwd: string,
    resource?: vscode.Uri,
  ): Promise<Cluster> {
    const executable = language === "python" ? (await choosePython(resource)).executable : process.execPath;
    const common = { count, executable, cwd, outputLimit: outputLimit() };
    const cluster = createEngines(
      backend === "ipyparallel" ? { backend, ...common, ...clusterAddress() } : { backend, ...common },
    );
    this.programs.set(cluster, executable);
    try {
      await cluster.ready();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    this.log.info(`${backend}: ${cluster.engines.length} engines on ${executable}`);
    return cluster;
  }

  private async make(language: Language, resource?: vscode.Uri): Promise<Cluster> {
    const wanted = setting("engines.backend", resource);
    const backend = wanted === "ipyparallel" && language === "python" ? wanted : localBackend(language);
    const cluster = await this.create(backend, language, wantedCount(), defaultFolder(), resource);
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

function localBackend(language: Language): "python" | "node" {
  return language === "python" ? "python" : "node";
}

/** The running cluster that the settings name, if they name one. */
function clusterAddress(): { readonly address?: ClusterAddress } {
  const profile = setting("ipyparallel.profile").trim();
  const clusterId = setting("ipyparallel.clusterId").trim();
  const connectionFile = setting("ipyparallel.connectionFile").trim();
  if (!profile && !clusterId && !connectionFile) return {};
  return {
    address: {
      ...(profile && { profile }),
      ...(clusterId && { clusterId }),
      ...(connectionFile && { connectionFile }),
    },
  };
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
