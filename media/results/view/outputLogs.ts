import type { EngineOutput } from "../../../src/protocol/run";
import { type LogOptions, OutputLog } from "./outputLog";
import type { TextPainter } from "./text/textPainter";

/** The logs on the page by the name of what they are the output of. */
export class OutputLogs {
  private readonly logs = new Map<string, OutputLog>();

  constructor(
    private readonly labelOf: (task: number) => string | undefined,
    private readonly painter: TextPainter,
  ) {}

  /** The element that shows `output`, brought up to date. */
  show(name: string, output: EngineOutput, options: LogOptions): HTMLElement {
    return this.bringUp(name, output, options).element;
  }

  /** The log that shows `output`, brought up to date, on the page or not. */
  bringUp(name: string, output: EngineOutput, options: LogOptions): OutputLog {
    let log = this.logs.get(name);
    if (!log) {
      log = new OutputLog(name, this.labelOf, this.painter);
      this.logs.set(name, log);
    }
    log.update(output, options);
    return log;
  }

  /** Scrolls the logs that follow their end; to be called once they are on the page. */
  follow(): void {
    for (const log of this.logs.values()) log.follow();
  }

  /** Brings a task's output in a log into sight, and answers whether there is any on the page. */
  reveal(name: string, task: number): boolean {
    for (const log of this.logs.values()) log.unmark();
    return this.logs.get(name)?.reveal(task) ?? false;
  }

  /** Forgets all logs: another run begins. */
  clear(): void {
    for (const log of this.logs.values()) log.dispose();
    this.logs.clear();
  }
}
