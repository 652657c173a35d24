import type { EngineStart } from "../../protocol/engineCalls";

/** What differs between the local backends: which program an engine is, and how its code is interrupted. */
export interface EngineProgram {
  /** The command line. No shell ever sees it. */
  launch(options: EngineStart): {
    readonly command: string;
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  };
  /** Whether `interrupt` may come before the program has begun with a call: it is then kept for it. */
  readonly keepsInterrupts?: boolean;
  /** Asks the running code to stop. `lifeline` is the pipe on which a byte means the same where signals cannot. */
  interrupt(pid: number, lifeline: NodeJS.WritableStream): void;
}
