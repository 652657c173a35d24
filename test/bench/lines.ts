import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (error: Error) => void;
}

/** A process that answers each line on its input with a line on its output. */
export class LineProcess {
  private readonly waiting: Waiting[] = [];
  private said = "";
  private readonly ended: Promise<void>;

  constructor(private readonly child: ChildProcess) {
    child.stdin?.on("error", () => {}); // told by the process's end
    child.stderr?.on("data", (chunk: Buffer) => {
      this.said = (this.said + chunk.toString()).slice(-2000);
    });
    if (child.stdout)
      createInterface({ input: child.stdout }).on("line", (line) => this.waiting.shift()?.resolve(line));
    this.ended = new Promise((resolve) => {
      child.once("error", (error) => {
        this.said += error.message;
        resolve();
      });
      child.once("close", () => resolve());
    });
    void this.ended.then(() => {
      const error = new Error(this.said.trim().split("\n").at(-1) || "it ended without an answer");
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** The next line that nobody asked for yet. Rejects with the last that the process said when it ends instead. */
  next(): Promise<string> {
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  ask(...parts: (string | Uint8Array)[]): Promise<string> {
    const answer = this.next();
    for (const part of parts) this.child.stdin?.write(part);
    return answer;
  }

  /** Closes its input and waits for it to go; what stays longer than `grace` ms is killed with all it started. */
  async end(grace: number): Promise<void> {
    this.child.stdin?.end();
    const { pid } = this.child;
    const forced = setTimeout(() => pid && process.kill(-pid, "SIGKILL"), grace);
    await this.ended;
    clearTimeout(forced);
  }
}
