import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { EngineResult, RunRecord } from "../../../src/protocol/run";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { processesWithVariable, signal } from "../../support/processTree";
import { until } from "../../support/until";

/** The document that `--json` prints. */
export interface RunDocument {
  readonly ok: boolean;
  readonly result: readonly EngineResult[];
  readonly run: RunRecord;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What a command said, and its exit status. */
export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MARK = "PARALLEL_LABS_TEST_COMMAND";

/** A command line under way. */
export class CommandLine {
  private readonly mark = randomUUID();
  /** For the folders of large values: a command that is killed cannot remove its own. */
  private readonly temporary = temporaryFolder("parallel-labs-command-");
  private readonly child: ChildProcess;
  readonly ended: Promise<Said>;
  stdout = "";
  stderr = "";

  /** @param input what it finds on standard input; absent, nothing */
  constructor(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}, input?: string) {
    this.child = spawn(process.execPath, [join(builtFolder(), "cli.js"), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: "1", TMPDIR: this.temporary.path, ...env, [MARK]: this.mark },
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    this.child.stdin?.on("error", () => {}); // it may end before it has read all
    this.child.stdin?.end(input);
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (status) => resolve({ status, stdout: this.stdout, stderr: this.stderr }));
    });
  }

  /** Whether so many engines have left their file `at-work-N` in a folder; fails when it ended before that. */
  isAtWork(folder: string, engines: number): boolean {
    assert.equal(this.child.exitCode, null, this.stderr);
    return readdirSync(folder).filter((name) => name.startsWith("at-work-")).length === engines;
  }

  /** The folders for large values that were left in a folder. */
  static temporaryFolders(folder: string): string[] {
    return readdirSync(folder).filter((name) => name.startsWith("parallel-labs-"));
  }

  /** Closes its stdout, as `head` does. */
  stopReading(): void {
    this.child.stdout?.destroy();
  }

  kill(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Processes that it started and that live, itself included. */
  processes() {
    return processesWithVariable(MARK, this.mark);
  }

  /** Waits until nothing that it started is left; whatever is then gets killed, and its temporary folder removed. */
  async leavesNothing(): Promise<void> {
    try {
      await until(
        "every process of the command to end",
        () => this.processes().length === 0,
        () => this.processes(),
      );
    } finally {
      for (const { pid } of this.processes()) signal(pid, "SIGKILL");
      this.temporary.remove();
    }
  }
}

/** Runs a command to its end and sees that it left no process. */
export async function runCommand(
  args: readonly string[],
  cwd: string,
  env?: NodeJS.ProcessEnv,
  input?: string,
): Promise<Said> {
  const command = new CommandLine(args, cwd, env, input);
  const said = await command.ended;
  await command.leavesNothing();
  return said;
}

/** Reads stdout as what `--json` promises: one JSON document and nothing else. */
export function readDocument({ stdout, stderr }: Said): RunDocument {
  assert.match(stdout, /^\{[^\n]*\}\n$/, `stdout is not one document; stderr: ${stderr}`);
  return JSON.parse(stdout) as RunDocument;
}
