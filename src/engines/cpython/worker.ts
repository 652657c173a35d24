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
    else process.kill(pid, "SIGINT");
  },
});
