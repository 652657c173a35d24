/**
 * The engine's second thread. It holds the lifeline: when its other end closes, the host is gone, and the engine ends
 * with all that it started; on a byte in it, what the main thread runs is stopped.
 */
import { type Debugger, Session } from "node:inspector";
import { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

/** Memory that both threads see, by index. */
export const SHARED = {
  /** Number of the call under way, 0 for none. */
  call: 0,
  /** Not 0 while the main thread does something that must not be cut off, like writing a frame. */
  critical: 1,
  /** Number of the call that the second thread stops by force, or the last that it did. */
  stopping: 2,
} as const;

/** Where code was when it was stopped; line and column from 1. */
export interface StoppedFrame {
  readonly name: string;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

/** To the main thread: a call is to end as interrupted. `stopped` when its code was stopped by force. */
export interface InterruptMessage {
  readonly call: number;
  readonly stopped?: readonly StoppedFrame[];
}

/** Time that the main thread's event loop has to answer before its code is stopped by force, in ms. */
const POLITE = 20;
/** Pause before asking again whether a critical section is over, in ms. */
const CRITICAL_PAUSE = 1;

/** Holds the lifeline until the process ends. */
export function holdLifeline(fd: number): void {
  const shared = workerData as Int32Array;
  let interrupting = false;
  new Socket({ fd, readable: true, writable: false })
    .on("data", () => {
      if (interrupting) return;
      interrupting = true;
      void interrupt(shared).finally(() => {
        interrupting = false;
      });
    })
    .on("error", () => {}) // "close" follows
    .on("close", endGroup);
}

/** The group is the engine's own (see driver/processHandle.ts); Windows has none. */
function endGroup(): void {
  try {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  } catch {
    process.kill(process.pid, "SIGKILL");
  }
}

async function interrupt(shared: Int32Array): Promise<void> {
  const call = Atomics.load(shared, SHARED.call);
  if (call === 0) return;
  const isOver = () => Atomics.load(shared, SHARED.call) !== call;
  tell({ call }); // enough for code that awaits
  await pause(POLITE);
  if (isOver()) return;
  Atomics.store(shared, SHARED.stopping, call);
  const stopped = await stopByForce(isOver, () => Atomics.load(shared, SHARED.critical) !== 0);
  if (stopped) tell({ call, stopped });
}

function tell(message: InterruptMessage): void {
  parentPort?.postMessage(message);
}

/**
 * Stops the main thread's JavaScript, all of it down to the event loop. It is paused first: only then is it certain
 * that what is stopped is this call's code, and known where it was.
 */
async function stopByForce(
  isOver: () => boolean,
  isCritical: () => boolean,
): Promise<readonly StoppedFrame[] | undefined> {
  const session = new Session();
  const urls = new Map<string, string>();
  session.on("Debugger.scriptParsed", ({ params }) => urls.set(params.scriptId, params.url));
  session.connectToMainThread();
  // Commands take effect in their order; none needs an answer, which only a main thread at rest would give.
  const post = (method: string) => session.post(method, () => {});
  try {
    for (;;) {
      const paused = new Promise<readonly StoppedFrame[]>((resolve) => {
        session.once("Debugger.paused", ({ params }) =>
          resolve(params.callFrames.map((frame) => toFrame(frame, urls))),
        );
      });
      post("Debugger.enable");
      post("Debugger.pause");
      const frames = await paused;
      if (isOver()) return undefined;
      if (!isCritical()) {
        post("Runtime.terminateExecution");
        return frames;
      }
      post("Debugger.resume");
      await pause(CRITICAL_PAUSE);
    }
  } finally {
    post("Debugger.disable");
    session.disconnect();
  }
}

function toFrame(frame: Debugger.CallFrame, urls: ReadonlyMap<string, string>): StoppedFrame {
  const { scriptId, lineNumber, columnNumber = 0 } = frame.location;
  const url = urls.get(scriptId) ?? "";
  const filename = url.startsWith("file:") ? fileURLToPath(url) : url;
  return { name: frame.functionName, filename, line: lineNumber + 1, column: columnNumber + 1 };
}
