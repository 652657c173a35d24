import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toJson } from "../../../src/runs/runStore";
import { until } from "../../support/until";
import { sampleJob } from "../../unit/panel/sampleJob";
import { Panel, pageThatSays } from "./panel";
import { TestWindow } from "./testWindow";

const FILE = `for number in range(3):
    print("number", number * STEP, "on engine", engine_id)
`;

describe("As a user who looks back at runs", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  const labels = async () => (await window.workbench.treeItems("History")).map(({ label }) => label);
  const hasRuns = (...wanted: readonly string[]) =>
    until(`the runs ${wanted}`, async () => String(await labels()) === String(wanted), labels);
  const runWith = async (step: string) => {
    writeFileSync(join(window.server.workspace, "numbers.py"), FILE.replace("STEP", step));
    await window.workbench.firstGroup(); // not beside the results, which may have the keyboard
    await window.workbench.openFile("numbers.py");
    await window.workbench.focusEditor();
    await window.workbench.command("Parallel Labs: Run on All Engines");
    await (await Panel.of(window.workbench)).says(
      new RegExp(`numbers\\.py[\\s\\S]*Done[\\s\\S]*number ${step}0?`),
    );
  };

  it("finds what has run in the history, with how it went", async () => {
    const { workbench } = window;
    await workbench.activityBar("Parallel Labs");
    await runWith("1");
    await hasRuns("numbers.py");
    await workbench.openFile("cells.py");
    await workbench.command("Parallel Labs: Run All Cells");
    await hasRuns("cells.py · 3 cells", "numbers.py");
    const [failed, done] = await workbench.treeItems("History");
    assert.match(failed?.description ?? "", /^failed · \d\d:\d\d:\d\d · 2 engines · /);
    assert.match(done?.description ?? "", /^\d\d:\d\d:\d\d · 2 engines · [\d.]+ m?s/);
  });

  it("opens a run, names it and pins it", async () => {
    const { workbench } = window;
    const history = workbench.tree("History");
    await (await history.item("numbers.py")).click();
    await (await Panel.of(workbench)).says(/numbers\.py[\s\S]*Run Again[\s\S]*number 1 on engine 1/);
    await (await history.item("numbers.py")).press("F2");
    await workbench.quickInput.type("A name for this run", "Steps of one");
    await hasRuns("cells.py · 3 cells", "Steps of one");
    const row = await history.item("Steps of one");
    await row.hover();
    await row.getByRole("button", { name: "Pin Run", exact: true }).click();
    await hasRuns("Steps of one", "cells.py · 3 cells");
    assert.match((await workbench.treeItems("History"))[0]?.description ?? "", /^pinned · /);
    const label = await row.getAttribute("aria-label");
    assert.match(label ?? "", /^Steps of one, done, pinned, \d\d:\d\d:\d\d, 2 engines/);
  });

  it("deletes a run with the keyboard, and undoes it", async () => {
    const { workbench } = window;
    await (await workbench.tree("History").item("cells.py · 3 cells")).click();
    await (await workbench.tree("History").item("cells.py · 3 cells")).press("Delete");
    await hasRuns("Steps of one");
    await workbench.answer("cells.py · 3 cells is deleted.", "Undo");
    await hasRuns("Steps of one", "cells.py · 3 cells");
  });

  it("runs an opened run again from the panel after the window was reloaded", async () => {
    const { workbench } = window;
    await workbench.reload();
    await workbench.activityBar("Parallel Labs");
    await (await workbench.tree("History").item("Steps of one")).click();
    const panel = await Panel.of(workbench);
    await panel.says(/numbers\.py[\s\S]*Run Again/);
    await panel.click("Run Again");
    await hasRuns("Steps of one", "numbers.py", "cells.py · 3 cells");
  });

  for (const [theme, name] of [
    ["Dark Modern", "dark"],
    ["Light Modern", "light"],
  ] as const) {
    it(`compares two runs, in ${theme}`, async () => {
      const { workbench } = window;
      await workbench.setTheme(theme);
      if (name === "dark") await runWith("10");
      await workbench.command("Parallel Labs: Compare Runs…");
      await workbench.quickPick("Steps of one");
      await workbench.quickPick("numbers.py");
      const page = await workbench.webview("Compare Runs");
      await page.getByText("0 of 2 engines put out the same in both runs.").first().waitFor();
      const row = page.getByRole("row", { name: /^Engine 1/ });
      assert.match(
        await row.innerText(),
        /Different\s+Line 2\s+left\s+number 1 on engine 1\s+right\s+number 10 on engine 1/,
      );
      assert.match(await page.getByRole("row", { name: /^Wall time/ }).innerText(), /m?s\s.*m?s/);
      await workbench.screenshot(`compare-${name}`);
    });
  }

  it("shows all differences of an engine in VS Code's own editor, with the keyboard", async () => {
    const { workbench } = window;
    const page = await workbench.webview("Compare Runs");
    await page.getByRole("button", { name: "Show all differences of engine 1" }).press("Enter");
    await workbench.page
      .locator(".tab.active", { hasText: /Engine 1: Steps of one ↔ numbers\.py/ })
      .waitFor();
    await workbench.page
      .locator(".monaco-diff-editor .modified .view-line", { hasText: "number 20" })
      .waitFor();
    await workbench.screenshot("compare-differences");
  });

  it("shows a run's file from anywhere, and says what is wrong with one that is damaged", async () => {
    const { workbench, server } = window;
    const file = (name: string) => join(server.workspace, name);
    writeFileSync(file("given.plrun.json"), toJson(sampleJob({ engines: 4, tasks: 60 })));
    writeFileSync(file("damaged.plrun.json"), readFileSync(file("given.plrun.json"), "utf8").slice(0, -100));
    await workbench.openFile("given.plrun.json");
    const page = await pageThatSays(workbench, "sample.py · mapper");
    assert.equal(await page.getByRole("button", { name: "Run Again" }).count(), 0);
    await workbench.screenshot("run-file-light");
    await workbench.openFile("damaged.plrun.json");
    await pageThatSays(
      workbench,
      "This is no run that can be opened: it is no JSON, or not the whole of it.",
    );
    await workbench.screenshot("run-file-damaged");
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});
