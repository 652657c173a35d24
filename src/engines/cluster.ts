import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Disposable } from "../base/disposable";
import { errors } from "../base/errors";
import { Emitter, type Event } from "../base/event";
import type { ClientAddress } from "../protocol/bridgeFrames";
import type { Language } from "../protocol/language";
import type { BackendId } from "../protocol/run";
import type { Engine } from "./engine";
import { removeAtExit } from "./leftovers";
import type { Scheduler, Scheduling } from "./scheduler";

/** What a backend gives a cluster: the making of one engine. */
export interface EngineFactory {
  readonly backend: BackendId;
  readonly language: Language;
  /** `temporaryFolder` makes the folder when it is first asked for. */
  create(id: number, count: number, temporaryFolder: () => string): Engine;
  /** Present where engines come and go by themselves: who is there. Absent, there are as many as were asked for. */
  readonly roster?: Roster;
  /** How clients of a cluster of ipyparallel find it, which is connected to, or started, if need be. */
  address?(): Promise<ClientAddress>;
  /** Present where the cluster itself can decide which engine does what. */
  readonly scheduling?: Scheduling;
  /** Lets go of what the engines share, once they have stopped; it may be asked for more engines after. */
  release?(): Promise<void> | void;
}

/** The engines of a cluster that others started. */
export interface Roster {
  /** Finds out which engines there are, and follows that from then on. */
  open(): Promise<unknown>;
  readonly ids: readonly number[];
  readonly onDidChange: Event<void>;
}

/** The engines of one backend. They start lazily, all at once; a cluster that was stopped can start again. */
export class Cluster implements Disposable {
  private list: readonly Engine[] = [];
  private readonly subscriptions = new Map<Engine, readonly Disposable[]>();
  private readonly changed = new Emitter<void>();
  private readonly output = new Emitter<{
    engine: number;
    stream: "stdout" | "stderr";
    text: string;
  }>();
  private folder: { readonly path: string; readonly forget: () => void } | undefined;
  readonly onDidChange = this.changed.event;
  /** Output that belongs to no call. */
  readonly onDidOutput = this.output.event;

  constructor(
    private readonly factory: EngineFactory,
    count: number,
  ) {
    if (factory.roster) factory.roster.onDidChange(() => this.follow());
    else this.make(count);
  }

  get backend(): BackendId {
    return this.factory.backend;
  }

  get language(): Language {
    return this.factory.language;
  }

  get engines(): readonly Engine[] {
    return this.list;
  }

  /** Whether other clients can connect to it. */
  get isShared(): boolean {
    return this.factory.address !== undefined;
  }

  /** How other clients connect; undefined where none can. Rejects with `engine-start`. */
  async address(): Promise<ClientAddress | undefined> {
    return await this.factory.address?.();
  }

  /** A private folder (0700) for values too large for a pipe; it goes with the cluster. */
  get temporaryFolder(): string {
    if (!this.folder) {
      const path = mkdtempSync(join(tmpdir(), "parallel-labs-"));
      this.folder = { path, forget: removeAtExit(path) };
    }
    return this.folder.path;
  }

  /** The engines with the given ids, or all. Throws `no-such-engine`. */
  select(targets?: readonly number[]): readonly Engine[] {
    if (!targets) return this.list;
    return [...new Set(targets)].map((id) => {
      const engine = this.list.find(({ info }) => info.id === id);
      if (engine) return engine;
      if (!this.factory.roster) throw errors.noSuchEngine(id, this.list.length);
      throw errors.noSuchMember(
        id,
        this.list.map(({ info }) => info.id),
      );
    });
  }

  /**
   * The cluster's own scheduler, for the engines with the given ids, or for all that there are and will be. Undefined
   * where there is none, and views feed engines themselves. Throws `no-such-engine`.
   */
  scheduler(targets?: readonly number[]): Scheduler | undefined {
    const { scheduling } = this.factory;
    if (!scheduling) return undefined;
    const chosen = targets && this.select(targets);
    const engines = () => chosen ?? this.list;
    return {
      get engines() {
        return engines();
      },
      onDidChange: this.onDidChange,
      isUsable: () => scheduling.isUsable(),
      submit: (call, options) => scheduling.submit(call, options),
    };
  }

  /** Resolves when it is known which engines there are: at once, unless others started them. Rejects with `engine-start`. */
  async ready(): Promise<void> {
    await this.factory.roster?.open();
  }

  /** Starts the engines, in parallel. Rejects with the first that cannot. */
  async start(targets?: readonly number[]): Promise<void> {
    await this.ready();
    await Promise.all(this.select(targets).map((engine) => engine.start()));
  }

  /** Ends all engines; their namespaces are gone. */
  async stop(): Promise<void> {
    const stopped = await Promise.allSettled(this.list.map((engine) => engine.stop()));
    await this.factory.release?.();
    if (this.folder) {
      rmSync(this.folder.path, { recursive: true, force: true });
      this.folder.forget();
    }
    this.folder = undefined;
    if (!this.factory.roster) this.make(this.list.length);
    for (const each of stopped) if (each.status === "rejected") throw each.reason;
  }

  /** Makes it a cluster of `count` engines. Every engine learns the new `engine_count`, so all of them are new. */
  async setCount(count: number): Promise<void> {
    if (count === this.list.length || this.factory.roster) return; // others say how many there are
    await this.stop();
    this.make(count);
  }

  dispose(): void {
    void this.stop();
  }

  private make(count: number): void {
    for (const engine of this.list) this.leave(engine);
    this.list = Array.from({ length: count }, (_, id) => this.join(id, count));
    this.changed.fire();
  }

  /** Takes up engines that came and lets go of those that went. */
  private follow(): void {
    const ids = this.factory.roster?.ids ?? [];
    for (const engine of this.list) if (!ids.includes(engine.info.id)) this.leave(engine);
    const known = new Map(this.list.map((engine) => [engine.info.id, engine]));
    this.list = ids.map((id) => known.get(id) ?? this.join(id, ids.length));
    this.changed.fire();
  }

  private join(id: number, count: number): Engine {
    const engine = this.factory.create(id, count, () => this.temporaryFolder);
    this.subscriptions.set(engine, [
      engine.onDidChange(() => this.changed.fire()),
      engine.onDidOutput((text) => this.output.fire({ engine: id, ...text })),
    ]);
    return engine;
  }

  private leave(engine: Engine): void {
    for (const subscription of this.subscriptions.get(engine) ?? []) subscription.dispose();
    this.subscriptions.delete(engine);
  }
}
