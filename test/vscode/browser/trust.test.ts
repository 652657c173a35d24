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

  it("shows lessons, and opens labs to read", async () => {
    const { server, workbench } = window;
    await workbench.command("Parallel Labs: Open Lesson…");
    await workbench.quickPick("Intro to Parallelization");
    const page = await workbench.webview(/Intro to Parallelization/);
    await page.getByRole("link", { name: "Engines", exact: true }).first().click();
    await workbench.page.locator('.tab.active[data-resource-name="engines.py"]').waitFor();
    const engines = server.processes().filter(({ command }) => /nursery\.py|nodeEngine\.js/.test(command));
    assert.deepEqual(engines, []);
  });
});
