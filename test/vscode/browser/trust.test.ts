import assert from "node:assert/strict";
import { TestWindow } from "./testWindow";

describe("In an untrusted workspace", () => {
  const window = new TestWindow({ trust: false });

  it("offers no way to run anything, and says why", async () => {
    const { server, workbench } = window;
    await workbench.openFile("cells.py");
    await workbench.activityBar("Parallel Labs");
    await workbench.page.getByText("This workspace is not trusted").first().waitFor();
    await workbench.focusEditor();
    await workbench.page.waitForTimeout(1000); // lenses would come within it on a quiet machine
    assert.deepEqual(await workbench.codeLenses(), []);
    const engines = server.processes().filter(({ command }) => /nursery\.py|nodeEngine\.js/.test(command));
    assert.deepEqual(engines, []);
  });
});
