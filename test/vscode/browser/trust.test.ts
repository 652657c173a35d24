import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
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

  it("lets lessons be read and ticked", async () => {
    const { workbench } = window;
    const item = await workbench.tree("Lessons").item("Multiprocessing with Python");
    await item.locator(".custom-view-tree-node-item-checkbox").click();
    await until("the tick", async () =>
      (await workbench.treeItems("Lessons")).some(
        ({ description }) => description === "Watched 1/1 · Read 0/2",
      ),
    );
  });

  it("passes over folders of lessons that the workspace sets", async () => {
    const { server, workbench } = window;
    const write = (folder: string, title: string) => {
      mkdirSync(join(server.workspace, folder), { recursive: true });
      const text = `---\nid: ${title.toLowerCase()}\ntitle: ${title}\n---\n\nText.\n`;
      writeFileSync(join(server.workspace, folder, "lesson.md"), text);
    };
    server.changeSettings({ "parallelLabs.lessons.folders": ["theirs"] });
    write("theirs/01-theirs", "Theirs");
    write(".parallel-labs/lessons/01-ours", "Ours");
    await workbench.command("Parallel Labs: Refresh Lessons");
    await workbench.tree("Lessons").item("Ours");
    const labels = (await workbench.treeItems("Lessons")).map(({ label }) => label);
    assert(!labels.includes("Theirs"));
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
