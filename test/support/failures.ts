import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { testCache } from "./repository";
import type { VSCodeServer } from "./vscodeServer";
import type { Workbench } from "./workbench";

/** Enough of a log to see what went wrong, and no more than one wants to scroll. */
const LOG_LINES = 80;

/**
 * Called in a suite: when one of its tests fails, prints the end of the server's log and the console's errors, and
 * saves a picture of the window under .vscode-test/failures.
 */
export function explainFailures(current: () => { server?: VSCodeServer; workbench?: Workbench }): void {
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const { server, workbench } = current();
    if (server !== undefined) {
      console.log(`${server.host} said:\n${server.log().split("\n").slice(-LOG_LINES).join("\n")}`);
    }
    if (workbench === undefined || workbench.page.isClosed()) return;
    for (const error of workbench.consoleErrors()) console.log(`The browser's console said: ${error}`);
    const folder = join(testCache, "failures");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${test.fullTitle().replace(/\W+/g, "-")}.png`);
    await workbench.page.screenshot({ path });
    console.log(`The window looked like ${path}`);
  });
}
