import { clearLine, cursorTo } from "node:readline";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const INTERVAL = 100;

/** One moving line on stderr while nothing else is to be seen; nothing at all in a pipe. */
export class Spinner {
  private timer: NodeJS.Timeout | undefined;

  show(text: string): void {
    if (!process.stderr.isTTY || this.timer) return;
    let at = 0;
    this.timer = setInterval(() => {
      cursorTo(process.stderr, 0);
      process.stderr.write(`${FRAMES[at++ % FRAMES.length]} ${text}`);
    }, INTERVAL);
  }

  hide(): void {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = undefined;
    clearLine(process.stderr, 0);
    cursorTo(process.stderr, 0);
  }
}
