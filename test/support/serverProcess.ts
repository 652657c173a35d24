import { type ChildProcess, spawn } from "node:child_process";
import { whenProcessEnds } from "./cleanUp";
import {
  descendantsOf,
  isRunning,
  processesWithVariable,
  type RunningProcess,
  runningProcesses,
  signal,
} from "./processTree";
import { until } from "./until";

/** How long a server and what runs under it may take to end by themselves before they are killed. */
const FORCE_AFTER_MS = 10_000;

/** How often to look for survivors when this process ends at once and cannot wait. */
const EXIT_ROUNDS = 200;

/** Set in the environment of every process under a server, and different for every server. */
const MARK = "PARALLEL_LABS_TEST_SERVER";

/** A started program with all that it starts itself. When this process ends, so do they. */
export class ServerProcess {
  private readonly child: ChildProcess;
  private readonly chunks: string[] = [];
  private readonly forget: () => void;
  private failure: Error | undefined;

  /** @param mark tells this server's processes from any others, even when their parents have ended */
  constructor(
    command: string,
    args: readonly string[],
    options: { cwd: string; env: NodeJS.ProcessEnv },
    private readonly mark: string,
  ) {
    this.child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...options.env, [MARK]: mark },
      detached: true, // As leader of a process group of its own it gets no Ctrl+C: we end it ourselves.
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child.once("error", (error) => {
      this.failure = error;
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => this.chunks.push(chunk));
    }
    this.forget = whenProcessEnds(() => {
      // What is killed may have started something in the same moment; ended processes take a while to vanish.
      for (let round = 0; round < EXIT_ROUNDS && this.all().length > 0; round++) this.kill(this.all());
    });
  }

  /** What it has written so far. */
  output(): string {
    return this.chunks.join("");
  }

  /**
   * Waits until its output has a match of `pattern`, and returns that.
   * @throws with the output when it ends before that
   */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    return await until(
      `the server to say ${pattern}`,
      () => {
        if (this.failure !== undefined || !this.isAlive()) {
          throw new Error(`The server did not start:\n${this.output()}`, { cause: this.failure });
        }
        return pattern.exec(this.output()) ?? undefined;
      },
      () => this.output(),
    );
  }

  /** The living processes that it started, directly or not, orphans included. */
  descendants(): RunningProcess[] {
    return this.all().filter((one) => one.pid !== this.child.pid);
  }

  /**
   * Asks the server to end, waits until all under it has, and after {@link FORCE_AFTER_MS} kills the rest.
   * @returns what was killed
   */
  async end(): Promise<RunningProcess[]> {
    const known = this.all();
    if (this.isAlive()) this.child.kill("SIGTERM");
    const remaining = () => uniqueByPid([...known.filter(isRunning), ...this.all()]);
    const deadline = Date.now() + FORCE_AFTER_MS;
    await until("the server to end", () => remaining().length === 0 || Date.now() > deadline);
    const survivors = remaining();
    this.kill(survivors);
    await until("the killed processes to vanish", () => remaining().length === 0, remaining);
    this.forget();
    return survivors;
  }

  private isAlive(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private kill(processes: readonly RunningProcess[]): void {
    for (const one of processes) signal(one.pid, "SIGKILL");
  }

  private all(): RunningProcess[] {
    const { pid } = this.child;
    if (pid === undefined) return [];
    const running = runningProcesses();
    return uniqueByPid([
      ...running.filter((one) => one.pid === pid || one.group === pid),
      ...descendantsOf(pid, running),
      ...processesWithVariable(MARK, this.mark, running),
    ]);
  }
}

function uniqueByPid(processes: readonly RunningProcess[]): RunningProcess[] {
  return [...new Map(processes.map((one) => [one.pid, one])).values()];
}
