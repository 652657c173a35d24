import assert from "node:assert/strict";
import { join } from "node:path";
import { openWorkbench } from "../../support/browser";
import { repositoryRoot } from "../../support/repository";
import { startVSCode, type VSCodeServer } from "../../support/vscodeServer";
import type { Workbench } from "../../support/workbench";

describe("In an untrusted workspace", () => {
  let server: VSCodeServer;
  let workbench: Workbench;

  before(async () => {
    server = await startVSCode({
      vsix: [join(repositoryRoot, "parallel-lesson-labs.vsix")],
      workspace: join(repositoryRoot, "test", "fixtures", "workspace"),
      trust: false,
    });
    workbench = await openWorkbench(server);
  });

  after(async () => {
    await workbench?.close();
    await server?.dispose();
  });

  it("offers no way to run anything, and says why", async () => {
    await workbench.openFile("cells.py");
    await workbench.activityBar("Parallel Labs");
    await workbench.page.getByText("This workspace is not trusted").first().waitFor();
    assert.deepEqual(await workbench.codeLenses(), []);
    const engines = server.processes().filter(({ command }) => /nursery\.py|nodeEngine\.js/.test(command));
    assert.deepEqual(engines, []);
  });
});
