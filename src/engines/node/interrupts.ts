import { Worker } from "node:worker_threads";
import { type InterruptMessage, SHARED } from "./lifeline";
import type { StoppedFrame } from "./mainThread";

/** What interrupted code sees, and how an interrupted call ends. */
export class Interrupted extends Error {
  override name = "Interrupted";
  constructor() {
    super("the run was interrupted");
  }
}

/** The main thread's side of the lifeline: which call runs, and when it must not be cut off. */
export class Interrupts {
  private readonly shared = new Int32Array(new SharedArrayBuffer(12));
  private thread: Worker | undefined;

  /** `onInterrupt` is told on the event loop, at a time when none of the call's code runs. */
  constructor(private readonly onInterrupt: (call: number, stopped?: readonly StoppedFrame[]) => void) {}

  /** Makes sure that the second thread is there. Before any user code runs the main thread sees the host's end. */
  start(): void {
    if (this.thread) return;
    this.thread = new Worker(__filename, { workerData: this.shared, execArgv: [], env: {} });
    this.thread.on("message", ({ call, stopped }: InterruptMessage) => {
      // A call that is being stopped ends when it has been, and it is known where.
      if (stopped || Atomics.load(this.shared, SHARED.stopping) !== call) this.onInterrupt(call, stopped);
    });
    this.thread.unref();
  }

  /** From here on code may be interrupted; 0 ends it. */
  setCall(call: number): void {
    Atomics.store(this.shared, SHARED.call, call);
  }

  /** Does something that an interrupt must not cut off. Throws {@link Interrupted} when one came meanwhile. */
  critical<T>(work: () => T): T {
    Atomics.add(this.shared, SHARED.critical, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.shared, SHARED.critical, 1);
      this.check();
    }
  }

  private check(): void {
    const call = Atomics.load(this.shared, SHARED.call);
    if (call !== 0 && Atomics.load(this.shared, SHARED.stopping) === call) throw new Interrupted();
  }
}
