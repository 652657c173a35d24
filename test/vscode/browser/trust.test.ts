import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toJson } from "../../../src/runs/runStore";
import { until } from "../../support/until";
import { sampleJob } from "../../unit/panel/sampleJob";
import { pageThatSays } from "./panel";
import { TestWindow } from "./testWindow";

describe("In an untrusted workspace", () => {
  const window = new TestWindow({ trust: false });
  const engines = () =>
    window.server.processes().filter(({ command }) => /nursery\.py|nodeEngine\.js/.test(command));

  it("offers no way to run anything, and says why", async () => {
    const { workbench } = window;
    await workbench.openFile("cells.py");
    await workbench.activityBar("Parallel Labs");
    await workbench.page.getByText("This workspace is not trusted").first().waitFor();
    await workbench.focusEditor();
    await workbench.page.waitForTimeout(1000); // lenses would come within it on a quiet machine
    assert.deepEqual(await workbench.codeLenses(), []);
    assert.deepEqual(engines(), []);
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

  it("shows lessons and opens labs", async () => {
    const { workbench } = window;
    const lessons = workbench.tree("Lessons");
    await (await lessons.item("Read the Lesson")).click();
    const page = await workbench.webview(/Intro to Parallelization/);
    await page.getByRole("heading", { name: "Intro to Parallelization", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Engines", exact: true }).first().click();
    await workbench.page.locator('.tab.active[data-resource-name="engines.py"]').waitFor();
    assert.deepEqual(engines(), []);
  });

  it("lets neither a lab nor its checks run", async () => {
    const { workbench } = window;
    for (const title of ["Run on All Engines", "Run Checks of Lab"]) {
      const button = workbench.page.locator(`.editor-actions .action-label[aria-label^="${title}"]`).first();
      await button.waitFor();
      assert.equal(await button.getAttribute("aria-disabled"), "true", title);
    }
  });

  it("refuses to run a lab that a link runs, and says why", async () => {
    const { workbench } = window;
    await workbench.command("Welcome: Open Walkthrough...");
    await workbench.quickPick("Learn Parallel Computing");
    await workbench.page.locator(".getting-started-step", { hasText: "Run it on all engines" }).click();
    await workbench.page
      .locator(".getting-started-step")
      .getByRole("button", { name: "Run on All Engines" })
      .click();
    const said = await workbench.notification("This workspace is not trusted, so nothing runs in it");
    await said.getByRole("button", { name: "Manage Workspace Trust" }).waitFor();
    await workbench.clearNotifications();
    assert.deepEqual(engines(), []);
  });

  it("shows a run's file, from which nothing can be run", async () => {
    const { server, workbench } = window;
    writeFileSync(join(server.workspace, "given.plrun.json"), toJson(sampleJob({ engines: 2, tasks: 8 })));
    await workbench.openFile("given.plrun.json");
    const page = await pageThatSays(workbench, "sample.py · mapper");
    assert.equal(await page.getByRole("button", { name: "Run Again" }).count(), 0);
    assert.deepEqual(engines(), []);
  });

  it("is asked about by the Test Explorer before anything runs", async () => {
    const { workbench } = window;
    await workbench.command("Testing: Focus on Test Explorer View");
    await workbench.page.locator(".test-explorer .monaco-list-row").first().waitFor();
    await workbench.command("Test: Run All Tests");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await dialog.getByText("Running tests may execute code in your workspace.").waitFor();
    await workbench.answerDialog("Cancel");
    assert.deepEqual(engines(), []);
  });

  it("writes a new lesson, whose lab runs nothing either", async () => {
    const { workbench } = window;
    await workbench.activityBar("Parallel Labs");
    await workbench.command("Parallel Labs: New Lesson…");
    await workbench.quickInput.type("What is the lesson called?", "Not trusted");
    await workbench.page.locator('.tab.active[data-resource-name="lesson.md"]').waitFor();
    await workbench.tree("Lessons").item("Not trusted");
    assert.deepEqual(engines(), []);
  });
});
