import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Attachment } from "../../protocol/engineCalls";
import { describeExit, killGroup } from "../driver/exit";

type Answer =
  | { readonly id: string; readonly pid: number }
  | { readonly pid: number; readonly code: number | null; readonly signal: number | null };

/** Bytes of a Unix socket's path that every system takes; macOS has the fewest. */
const LONGEST_SOCKET = 103;

/** How long the nursery may take to end by itself, in ms. */
const END_GRACE = 300;

interface Birth {
  readonly socket: string;
  readonly resolve: (attachment: Attachment) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One interpreter that forks engines (nursery.py). It starts with the first engine and stays, so that a replaced
 * engine answers at once. Only where processes can fork; elsewhere each engine is an interpreter of its own.
 */
export class Nursery {
  private child: ChildProcess | undefined;
  private readonly births = new Map<string, Birth>();
  private readonly mourners = new Map<number, (reason: string) => void>();
  private said = "";

  constructor(
    private readonly executable: string,
    private readonly cwd: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly script: string,
  ) {}

  /** Whether engines can be reached here: their processes can fork, and the path of a socket is not too long. */
  static isPossible(): boolean {
    const socket = join(tmpdir(), "parallel-labs-123456", "12345678.sock");
    return process.platform !== "win32" && Buffer.byteLength(socket) <= LONGEST_SOCKET;
  }

  /** Forks an engine. `onExit` is told once how its process ended: "died (signal 9)". */
  async fork(folder: string, onExit: (reason: string) => void): Promise<Attachment> {
    this.child ??= this.start();
    const { stdin } = this.child;
    const id = randomUUID();
    const socket = join(folder, `${id.slice(0, 8)}.sock`);
    const attachment = await new Promise<Attachment>((resolve, reject) => {
      this.births.set(id, { socket, resolve, reject });
      stdin?.write(`${JSON.stringify({ id, socket })}\n`);
    });
    this.mourners.set(attachment.pid, onExit);
    return attachment;
  }

  /** Ends the nursery. Its engines have their own lifelines and are ended by their workers. */
  dispose(): void {
    const { child } = this;
    if (!child) return;
    this.child = undefined;
    child.stdin?.end();
    this.fail(new Error("it was stopped"));
    const forced = setTimeout(() => killGroup(child.pid), END_GRACE);
    child.once("close", () => clearTimeout(forced));
  }

  private start(): ChildProcess {
    const child = spawn(this.executable, [this.script], {
      cwd: this.cwd,
      env: { ...process.env, ...this.env },
      stdio: ["pipe", "pipe", "pipe", "pipe", "pipe"],
      detached: true, // its lifeline ends its whole group
    });
    child.stdin?.on("error", () => {}); // told by the process's exit
    child.stdio[3]?.on("error", () => {});
    this.said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.said = (this.said + chunk.toString()).slice(-2000);
      });
    }
    createInterface({ input: child.stdio[4] as Readable }).on("line", (line) => {
      const answer = readAnswer(line);
      if (answer) this.take(answer);
      else killGroup(child.pid); // whatever it is, it is no nursery
    });
    const ended = (reason: string) => this.onEnd(child, reason);
    child.once("error", (error) => ended(error.message));
    child.once("close", (code, signal) => ended(describeExit(code, signal)));
    return child;
  }

  private take(answer: Answer): void {
    if ("id" in answer) {
      const birth = this.births.get(answer.id);
      this.births.delete(answer.id);
      birth?.resolve({ pid: answer.pid, socket: birth.socket });
      return;
    }
    const { pid, code, signal } = answer;
    this.mourners.get(pid)?.(signal === null ? `exited (status ${code})` : `died (signal ${signal})`);
    this.mourners.delete(pid);
  }

  private onEnd(child: ChildProcess, reason: string): void {
    if (this.child !== child) return;
    this.child = undefined; // the next engine starts another
    this.fail(new Error(this.said.trim().split("\n").slice(-3).join(" ") || reason));
  }

  private fail(error: Error): void {
    for (const { reject } of this.births.values()) reject(error);
    this.births.clear();
  }
}

function readAnswer(line: string): Answer | undefined {
  try {
    const answer: unknown = JSON.parse(line);
    return typeof answer === "object" && answer !== null && "pid" in answer ? (answer as Answer) : undefined;
  } catch {
    return undefined;
  }
}
