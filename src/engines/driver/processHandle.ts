import { type ChildProcess, spawn } from "node:child_process";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Attachment, EngineStart } from "../../protocol/engineCalls";
import type { EngineProgram } from "./engineProgram";
import { describeExit, killGroup } from "./exit";

/** Descriptors of an engine program that the worker holds the other ends of. */
export type Descriptor = 1 | 2 | 3 | 4 | 5;

/** An engine's process: its pipes, and how it ends. */
export interface ProcessHandle {
  readonly pid: number;
  pipe(fd: Descriptor): Duplex;
  /** Resolves with the reason once the process is gone: "died (signal 9)". */
  readonly exited: Promise<string>;
  /** Kills it and all that it started and that stayed in its group. */
  kill(): void;
  /** Tells of bytes of output that were dropped before they came here. */
  onDropped?(listener: (bytes: number) => void): void;
}

/** Order in which an attached process takes its connections; nursery.py has the same. */
const CONNECTION_ORDER: readonly Descriptor[] = [3, 4, 5, 1, 2];
/** How long after its pipes closed the parent's word on an attached process is waited for, in ms. */
const EXIT_GRACE = 500;

/** Starts the program as a child process. */
export function spawnProcess(program: EngineProgram, options: EngineStart): ProcessHandle {
  const { command, args, env } = program.launch(options);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32", // a group of its own, which ends as one
    windowsHide: true,
  });
  return {
    pid: child.pid ?? 0,
    pipe: (fd) => child.stdio[fd as 3] as unknown as Socket,
    exited: exitOf(child),
    kill: () => killGroup(child.pid),
  };
}

/** Takes over a process that the host had made. `told` is its parent's word on how it ended. */
export function attachProcess({ pid, socket }: Attachment, told: Promise<string>): ProcessHandle {
  const sockets = new Map(CONNECTION_ORDER.map((fd) => [fd, connect(socket)] as const));
  const pipe = (fd: Descriptor) => sockets.get(fd) as Socket;
  const closed = new Promise<string>((resolve) => {
    pipe(4).once("close", () => setTimeout(() => resolve("died"), EXIT_GRACE));
  });
  return { pid, pipe, exited: Promise.race([told, closed]), kill: () => killGroup(pid) };
}

function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(describeExit(code, signal)));
  });
}
