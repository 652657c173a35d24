import { type Debugger, Session } from "node:inspector";
import { fileURLToPath } from "node:url";

/** Where code was when it was stopped; line and column from 1. */
export interface StoppedFrame {
  readonly name: string;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The main thread's JavaScript under the inspector, from another thread and without a port. Commands take effect in
 * their order, at the next JavaScript that the main thread runs; it is never waited for without an end.
 */
export class MainThread {
  private readonly session = new Session();
  private readonly urls = new Map<string, string>();

  constructor() {
    this.session.on("Debugger.scriptParsed", ({ params }) => this.urls.set(params.scriptId, params.url));
    this.session.connectToMainThread();
    this.post("Debugger.enable");
  }

  /** Stops at the next statement. Gives the stack, innermost first, or undefined when none ran within `patience` ms. */
  async pause(patience: number): Promise<readonly StoppedFrame[] | undefined> {
    const paused = this.event<Debugger.PausedEventDataType>("Debugger.paused", patience);
    this.post("Debugger.pause");
    const stack = await paused;
    if (!stack) this.post("Debugger.resume"); // should it be paused still, it would take no other pause
    return stack?.callFrames.map((frame) => this.toFrame(frame));
  }

  /** Goes on after a pause. Another is not taken before that, so it is waited for, for `patience` ms. */
  async resume(patience: number): Promise<void> {
    const resumed = this.event("Debugger.resumed", patience);
    this.post("Debugger.resume");
    await resumed;
  }

  /** Ends all that a paused main thread was running, down to its event loop, once it is released. */
  terminate(): void {
    this.post("Runtime.terminateExecution");
  }

  /** Lets it go on without the inspector. */
  release(): void {
    this.post("Debugger.disable");
    this.session.disconnect();
  }

  private event<T>(name: string, patience: number): Promise<T | undefined> {
    return new Promise((resolve) => {
      const done = (params?: T) => {
        clearTimeout(timer);
        this.session.removeListener(name, onEvent);
        resolve(params);
      };
      const onEvent = ({ params }: { readonly params: T }) => done(params);
      const timer = setTimeout(done, patience);
      this.session.on(name, onEvent);
    });
  }

  private post(method: string): void {
    this.session.post(method, () => {}); // answers come late or never while the main thread is busy
  }

  private toFrame({ functionName, location }: Debugger.CallFrame): StoppedFrame {
    const { scriptId, lineNumber, columnNumber = 0 } = location;
    const url = this.urls.get(scriptId) ?? "";
    const filename = url.startsWith("file:") ? fileURLToPath(url) : url;
    return { name: functionName, filename, line: lineNumber + 1, column: columnNumber + 1 };
  }
}
