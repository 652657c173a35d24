import { join } from "node:path";
import { CLIENT, type ClientArguments } from "../protocol/remote";
import { Cluster, type EngineFactory } from "./cluster";
import { FIGURES } from "./cpython/figures";
import { Nursery } from "./cpython/nursery";
import { WorkerEngine, type WorkerEngineSpec } from "./workerEngine";

/** How a client of an ipyparallel cluster is to be made. */
export interface ClientOptions {
  readonly executable: string;
  readonly cwd: string;
  readonly outputLimit: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Which cluster. */
  readonly arguments: ClientArguments;
}

/** How the engines of a local cluster are to be made. */
export interface LocalClusterOptions {
  readonly backend: "python" | "node";
  readonly count: number;
  /** The interpreter, as found by `findPython` or `findNode`. */
  readonly executable: string;
  readonly cwd: string;
  /** Bytes of output kept for one call. */
  readonly outputLimit: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Makes each Python engine an interpreter of its own, as it is where processes cannot fork. */
  readonly neverFork?: boolean;
}

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
 * Makes a cluster of this machine; nothing starts before the first call or `start`.
 * `scripts` is the folder of the built worker scripts, which stand beside the host's own bundle.
 */
export function createEngines(options: LocalClusterOptions, scripts = __dirname): Cluster {
  const { backend, count, executable, cwd, outputLimit, env } = options;
  const spec = specs(scripts)[backend];
  const canFork = backend === "python" && !options.neverFork && Nursery.isPossible();
  const nursery = canFork
    ? new Nursery(executable, cwd, { ...FIGURES, ...env }, join(scripts, "python", "nursery.py"))
    : undefined;
  const factory: EngineFactory = {
    backend,
    language: spec.language,
    create: (engineId, engineCount, temporaryFolder) => {
      const start = () => ({
        engineId,
        engineCount,
        executable,
        cwd,
        outputLimit,
        temporaryFolder: temporaryFolder(),
        ...(env && { env }),
      });
      const makeProcess =
        nursery && ((folder: string, onExit: (reason: string) => void) => nursery.fork(folder, onExit));
      return new WorkerEngine(spec, engineId, start, makeProcess);
    },
    release: () => nursery?.dispose(),
  };
  return new Cluster(factory, count);
}

/**
 * Makes a cluster whose one engine is a client: it runs cells in IPython, with `rc`, `dview` and `lview`, beside a client
 * of an ipyparallel cluster. Its interpreter needs ipyparallel.
 */
export function createClient(options: ClientOptions, scripts = __dirname): Cluster {
  const { arguments: client, ...given } = options;
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
