import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { whenProcessEnds } from "../../support/cleanUp";

/** Another client of a cluster: ipyparallel's own, with `client` for a program of its own. */
export class PlainClient {
  private said = "";
  private readonly child: ChildProcess;
  private readonly forget: () => void;

  constructor(
    python: string,
    connectionFile: string,
    env: Readonly<Record<string, string>>,
    program: string,
  ) {
    const begin = "import sys, time, ipyparallel\nclient = ipyparallel.Client(sys.argv[1], timeout=60)\n";
    this.child = spawn(python, ["-c", begin + program, connectionFile], { env: { ...process.env, ...env } });
    this.child.stdout?.on("data", (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    this.forget = whenProcessEnds(() => this.child.kill("SIGKILL"));
  }

  /** All that it has printed, once it is over. */
  async ended(): Promise<string> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, "close");
    this.forget();
    return this.said.trim();
  }

  end(): void {
    this.child.kill("SIGKILL");
    this.forget();
  }
}
