import { join } from "node:path";
import type { ClientAddress, ClusterAddress } from "../protocol/bridgeFrames";
import type { EngineStart } from "../protocol/engineCalls";
import { CLIENT } from "../protocol/remote";
import { Cluster, type EngineFactory } from "./cluster";
import { FIGURES } from "./cpython/figures";
import { Nursery } from "./cpython/nursery";
import { ClusterEngine } from "./ipyparallel/clusterEngine";
import { ClusterLink } from "./ipyparallel/clusterLink";
import { ClusterScheduler } from "./ipyparallel/clusterScheduler";
import { WorkerEngine, type WorkerEngineSpec } from "./workerEngine";

/** How a client of an ipyparallel cluster is to be made. */
export interface ClientOptions {
  readonly executable: string;
  readonly cwd: string;
  readonly outputLimit: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly address: ClientAddress;
}

interface EngineOptions {
  /** How many engines; a cluster that others started has as many as it has. */
  readonly count: number;
  /** The interpreter, as found by `findPython` or `findNode`. */
  readonly executable: string;
  readonly cwd: string;
  /** Bytes of output kept for one call. */
  readonly outputLimit: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** How the engines of a local cluster are to be made. */
export interface LocalClusterOptions extends EngineOptions {
  readonly backend: "python" | "node";
  /** Makes each Python engine an interpreter of its own, as it is where processes cannot fork. */
  readonly neverFork?: boolean;
}

/** Which cluster of ipyparallel to use, or to start. */
export interface IpyparallelOptions extends EngineOptions {
  readonly backend: "ipyparallel";
  /** Absent, a cluster is started on this machine. */
  readonly address?: ClusterAddress;
  /** Longest time that it may take to find a controller with an engine, or to start one. */
  readonly timeoutSeconds?: number;
}

export type ClusterOptions = LocalClusterOptions | IpyparallelOptions;

/** The local backends. A new one is a worker script and a line here (see src/README.md). */
function specs(scripts: string): Readonly<Record<LocalClusterOptions["backend"], WorkerEngineSpec>> {
  return {
    python: {
      backend: "python",
      language: "python",
      script: join(scripts, "pythonWorker.js"),
    },
    node: {
      backend: "node",
      language: "javascript",
      script: join(scripts, "nodeWorker.js"),
    },
  };
}

/**
 * Makes a cluster; nothing starts before the first call or `start`, and which engines a cluster that others started
 * has is known once it is `ready`.
 * `scripts` is the folder of the built worker scripts, which stand beside the host's own bundle.
 */
export function createEngines(options: ClusterOptions, scripts = __dirname): Cluster {
  const factory = options.backend === "ipyparallel" ? bridged(options, scripts) : local(options, scripts);
  return new Cluster(factory, options.count);
}

function local(options: LocalClusterOptions, scripts: string): EngineFactory {
  const { backend, executable, cwd, env } = options;
  const spec = specs(scripts)[backend];
  const canFork = backend === "python" && !options.neverFork && Nursery.isPossible();
  const nursery = canFork
    ? new Nursery(executable, cwd, { ...FIGURES, ...env }, join(scripts, "python", "nursery.py"))
    : undefined;
  const makeProcess =
    nursery && ((folder: string, onExit: (reason: string) => void) => nursery.fork(folder, onExit));
  return {
    backend,
    language: spec.language,
    create: (id, count, folder) =>
      new WorkerEngine(spec, id, () => startOf(options, id, count, folder()), makeProcess),
    release: () => nursery?.dispose(),
  };
}

function bridged(options: IpyparallelOptions, scripts: string): EngineFactory {
  const { executable, cwd, env, address, timeoutSeconds } = options;
  const link = new ClusterLink({
    executable,
    script: join(scripts, "python", "bridge.py"),
    cwd,
    env: { ...FIGURES, ...env },
    ...(address && { address }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  });
  const engines = new Map<number, ClusterEngine>();
  const scheduling = new ClusterScheduler(link, (id) => engines.get(id));
  return {
    backend: "ipyparallel",
    language: "python",
    create: (id, count, folder) => {
      const engine = new ClusterEngine(link, id, () => startOf(options, id, count, folder()));
      engines.set(id, engine);
      return engine;
    },
    ...(address && { roster: link }),
    scheduling,
    address: async () => (await link.open()).address,
    release: () => {
      scheduling.endAll("was stopped");
      return link.close();
    },
  };
}

function startOf(
  { executable, cwd, outputLimit, env }: EngineOptions,
  engineId: number,
  engineCount: number,
  temporaryFolder: string,
): EngineStart {
  return { engineId, engineCount, executable, cwd, outputLimit, temporaryFolder, ...(env && { env }) };
}

/**
 * Makes a cluster whose one engine is a client: it runs cells in IPython, with `rc`, `dview` and `lview`, beside a client
 * of an ipyparallel cluster. Its interpreter needs ipyparallel.
 */
export function createClient(options: ClientOptions, scripts = __dirname): Cluster {
  const { address: client, ...given } = options;
  const factory: EngineFactory = {
    backend: "ipyparallel",
    language: "python",
    create: (_id, engineCount, temporaryFolder) =>
      new WorkerEngine({ ...specs(scripts).python, backend: "ipyparallel" }, CLIENT, () => ({
        ...given,
        client,
        engineId: CLIENT,
        engineCount,
        temporaryFolder: temporaryFolder(),
      })),
  };
  return new Cluster(factory, 1);
}
