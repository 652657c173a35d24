import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Emitter } from "../../base/event";
import type { ClientAddress, ClusterAddress } from "../../protocol/bridgeFrames";
import { removeAtExit } from "../leftovers";
import { Bridge, type BridgeFrame } from "./bridge";
import { WrittenFiles } from "./writtenFiles";

/** How long it may take to find a controller with an engine, or to start one, in seconds. */
export const CONNECT_TIMEOUT = 30;

/** How a cluster of ipyparallel is reached. */
export interface ClusterLinkOptions {
  readonly executable: string;
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Absent, a cluster of this machine is started. */
  readonly address?: ClusterAddress;
  readonly timeoutSeconds?: number;
}

/** A file by which an engine finds out whether it has a disk in common with the host. */
export interface DiskProbe {
  readonly file: string;
  readonly token: string;
}

/** An open connection to a cluster, and what is known of its engines. */
export interface OpenLink {
  readonly bridge: Bridge;
  readonly ids: ReadonlySet<number>;
  /** By which other clients connect, too. */
  readonly address: ClientAddress;
  readonly probe: DiskProbe;
  /** Whether its controller gives tasks to engines that are free. */
  readonly hasScheduler: boolean;
}

/** The one connection of a cluster's engines: made when the first of them needs it, and made anew when it was lost. */
export class ClusterLink {
  /** What engines without our disk write comes here. */
  readonly written = new WrittenFiles();
  private readonly changed = new Emitter<void>();
  private readonly frames = new Emitter<BridgeFrame>();
  private readonly ended = new Emitter<string>();
  private opening: Promise<OpenLink> | undefined;
  private launches = 0;
  /** The last bridge, which may still be opening. */
  private bridge: Bridge | undefined;
  private current: (OpenLink & { ids: Set<number> }) | undefined;
  private folder: { readonly path: string; readonly forget: () => void } | undefined;
  /** Engines came or went. */
  readonly onDidChange = this.changed.event;
  readonly onFrame = this.frames.event;
  /** The connection was lost or closed; with the reason, in words that follow "engine 2". */
  readonly onEnd = this.ended.event;

  constructor(private readonly options: ClusterLinkOptions) {}

  /** Whether the cluster is one that this link starts and stops. */
  get isOwn(): boolean {
    return this.options.address === undefined;
  }

  /** The numbers of the engines that are there now. */
  get ids(): readonly number[] {
    return [...(this.current?.ids ?? [])].sort((a, b) => a - b);
  }

  /** A number for a launch of an engine, which no other has. */
  nextLaunch(): number {
    this.launches += 1;
    return this.launches;
  }

  /** Connects, or waits until it is connected. Rejects with `engine-start`. */
  open(): Promise<OpenLink> {
    if (!this.opening) {
      const opening = this.connect().catch((error) => {
        if (this.opening === opening) this.opening = undefined;
        throw error;
      });
      this.opening = opening;
    }
    return this.opening;
  }

  /** Leaves the cluster, and stops it if it is our own. */
  async close(): Promise<void> {
    const { opening, current, bridge } = this;
    this.opening = undefined;
    this.current = undefined;
    this.bridge = undefined;
    if (current) this.changed.fire();
    await bridge?.close();
    await opening?.catch(() => {}); // it is told to whoever waits for it
    if (this.folder) {
      rmSync(this.folder.path, { recursive: true, force: true, maxRetries: 5 });
      this.folder.forget();
      this.folder = undefined;
    }
  }

  private async connect(): Promise<OpenLink> {
    const { executable, script, cwd, env, address, timeoutSeconds = CONNECT_TIMEOUT } = this.options;
    const folder = this.makeFolder();
    // IPython's own folder, away from the user's: a cluster of ours takes nothing of a profile.
    const own = address ? {} : { IPYTHONDIR: folder };
    const bridge = new Bridge({ executable, script, cwd, env: { ...env, ...own } });
    this.bridge = bridge;
    const { engines, connectionFile, hasScheduler } = await bridge.open({
      op: "open",
      ...address,
      timeout: timeoutSeconds,
      folder,
      start: !address,
    });
    const { sshserver, sshkey } = address ?? {};
    const through = { ...(sshserver && { sshserver }), ...(sshkey && { sshkey }) };
    const client = { connectionFile, ...through };
    const link = { bridge, ids: new Set(engines), probe: makeProbe(folder), address: client, hasScheduler };
    this.current = link;
    bridge.onFrame((frame) => this.take(link, frame));
    bridge.onEnd((reason) => this.onLost(link, `lost its cluster (the bridge ${reason})`));
    this.changed.fire();
    return link;
  }

  private take(link: NonNullable<typeof this.current>, frame: BridgeFrame): void {
    const { header } = frame;
    if (header.op === "lost") {
      this.onLost(link, `lost its controller (${header.message})`);
      void link.bridge.close();
      return;
    }
    if (header.op === "joined") link.ids.add(header.engine);
    if (header.op === "left") link.ids.delete(header.engine);
    this.frames.fire(frame);
    if (header.op === "joined" || header.op === "left") this.changed.fire();
  }

  private onLost(link: NonNullable<typeof this.current>, reason: string): void {
    if (this.current !== link) return;
    this.current = undefined;
    this.opening = undefined;
    this.ended.fire(reason);
    this.changed.fire();
  }

  private makeFolder(): string {
    if (!this.folder) {
      const path = mkdtempSync(join(tmpdir(), "parallel-labs-"));
      this.folder = { path, forget: removeAtExit(path) };
    } else {
      rmSync(join(this.folder.path, "lifeline"), { force: true });
      rmSync(join(this.folder.path, "profile"), { recursive: true, force: true });
    }
    return this.folder.path;
  }
}

function makeProbe(folder: string): DiskProbe {
  const probe = { file: join(folder, "probe"), token: randomUUID() };
  writeFileSync(probe.file, probe.token, { mode: 0o600 });
  return probe;
}
