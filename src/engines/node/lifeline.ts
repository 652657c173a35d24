/**
 * The engine's second thread. It holds the lifeline: when its other end closes, the host is gone, and the engine ends
 * with all that it started; on a byte in it, what the main thread runs is stopped.
 */
import { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { endGroup } from "./endGroup";
import { MainThread, type StoppedFrame } from "./mainThread";
import { isInternal } from "./stackTraces";

/** Memory that both threads see, by index. */
export const SHARED = {
  /** Number of the call under way, 0 for none. */
  call: 0,
  /** Not 0 while the main thread does something that must not be cut off, like writing a frame. */
  critical: 1,
  /** Number of the call that the second thread stops by force, or of the last that it did. */
  stopping: 2,
} as const;

/** To the main thread: a call is to end as interrupted. `stopped` when its code was stopped by force. */
export interface InterruptMessage {
  readonly call: number;
  readonly stopped?: readonly StoppedFrame[];
}

/** How long a pause of the main thread is waited for before it is asked for again, in ms. */
const PATIENCE = 100;
/** Time that the main thread's event loop has to answer before its code is stopped by force, in ms. */
const POLITE = 40;
/** Pause before another try at stopping it, in ms. */
const RETRY = 2;
/** How often it is found without user code on its stack before whatever keeps it busy is stopped. */
const MOST_QUIET = 20;

/** Holds the lifeline until the process ends. */
export function holdLifeline(fd: number): void {
  const shared = workerData as Int32Array;
  let interrupted = 0;
  new Socket({ fd, readable: true, writable: false })
    .on("data", () => {
      const call = Atomics.load(shared, SHARED.call);
      if (call === 0 || call === interrupted) return;
      interrupted = call;
      void interrupt(shared, call);
    })
    .on("error", () => {}) // "close" follows
    .on("close", endGroup);
}

async function interrupt(shared: Int32Array, call: number): Promise<void> {
  const isOver = () => Atomics.load(shared, SHARED.call) !== call;
  tell({ call }); // enough for code that awaits
  await delay(POLITE);
  if (isOver()) return;
  const stopped = await stopByForce({
    isOver,
    isCritical: () => Atomics.load(shared, SHARED.critical) !== 0,
    announce: () => void Atomics.store(shared, SHARED.stopping, call),
  });
  if (stopped) tell({ call, stopped });
}

function tell(message: InterruptMessage): void {
  parentPort?.postMessage(message);
}

interface CallToStop {
  isOver(): boolean;
  /** Whether the main thread is at something that must not be cut off. */
  isCritical(): boolean;
  /** Tells the main thread that it is stopped. */
  announce(): void;
}

/**
 * Stops the main thread's JavaScript, all of it down to the event loop. It is paused first: only then is it certain
 * that what is stopped is this call's code, and known where it was.
 */
async function stopByForce(call: CallToStop): Promise<readonly StoppedFrame[] | undefined> {
  const main = new MainThread();
  try {
    for (let quiet = 0; !call.isOver(); ) {
      const frames = await main.pause(PATIENCE);
      if (!frames) continue; // it is in native code, or at rest
      if (call.isOver()) return undefined;
      // Without the user's code on the stack the event loop may be about to take the polite message.
      const isQuiet = !frames.some(({ filename }) => filename && !isInternal(filename));
      if (!call.isCritical() && (!isQuiet || quiet === MOST_QUIET)) {
        call.announce();
        main.terminate();
        return frames;
      }
      if (call.isCritical())
        call.announce(); // it stops by itself at the end of the critical section
      else quiet += 1;
      await main.resume(PATIENCE);
      await delay(RETRY);
    }
    return undefined;
  } finally {
    main.release();
  }
}
