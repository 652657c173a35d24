import { join } from "node:path";
import { registerWorker } from "../driver/registerWorker";

registerWorker({
  launch: (options) => ({
    command: options.executable,
    args: [join(__dirname, "python", "engine.py")],
    // Figures are drawn into pictures; a window on the engine's behalf would block it.
    env: { MPLBACKEND: process.env["MPLBACKEND"] ?? "Agg" },
  }),
  interrupt: (child, lifeline) => {
    if (process.platform === "win32") lifeline.write("i");
    else child.kill("SIGINT");
  },
});
