import { join } from "node:path";
import { registerWorker } from "../driver/registerWorker";
import { FIGURES } from "./figures";

registerWorker({
  launch: (options) => ({
    command: options.executable,
    args: [join(__dirname, "python", "engine.py")],
    env: FIGURES,
  }),
  interrupt: (pid, lifeline) => {
    if (process.platform === "win32") lifeline.write("i");
    else kill(pid);
  },
});

/** Sends the signal, unless the process has just ended, which is told elsewhere. */
function kill(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
