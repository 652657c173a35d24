import { join } from "node:path";
import { registerWorker } from "../driver/registerWorker";

registerWorker({
  launch: (options) => ({
    command: options.executable,
    args: [
      // Stopping code in a timer's callback skips Node's own bookkeeping after it, which this check would abort on.
      "--no-force-async-hooks-checks",
      join(__dirname, "nodeEngine.js"),
    ],
    // Under VS Code's desktop build the executable is Electron, which is Node only when told so.
    env: { ELECTRON_RUN_AS_NODE: "1" },
  }),
  // The running code blocks the main thread, so a thread of the engine waits on the lifeline.
  interrupt: (_pid, lifeline) => void lifeline.write("i"),
});
