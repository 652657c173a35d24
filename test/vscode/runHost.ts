// Runs the extension host's tests in a VS Code server, which needs no download beyond npm's: see hostTests.ts.
import { openWorkbench, remotePath } from "../support/browser";
import { isRunning } from "../support/processTree";
import { repositoryRoot } from "../support/repository";
import { startVSCode } from "../support/vscodeServer";
import { type LaunchTestHost, runHostTests } from "./hostTests";

const launch: LaunchTestHost = async ({ entry, workspace, env }) => {
  const server = await startVSCode({
    extensionDevelopmentPath: repositoryRoot,
    env,
    ...(workspace === undefined ? {} : { workspace }),
  });
  try {
    const payload = [["extensionTestsPath", remotePath(server, entry)]] as const;
    const workbench = await openWorkbench(server, { payload });
    const [extensionHost] = server.extensionHosts();
    return {
      name: server.host,
      ended: () =>
        extensionHost !== undefined && isRunning(extensionHost) ? undefined : "ended before its tests did",
      log: () => `${server.log()}\nThe browser's console said:\n${workbench.consoleErrors().join("\n")}`,
      async dispose() {
        await workbench.close();
        await server.dispose();
      },
    };
  } catch (error) {
    await server.dispose();
    throw error;
  }
};

void runHostTests(launch);
