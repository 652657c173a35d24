import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TestWindow } from "./testWindow";

/** A text that would be an icon, a link or HTML if anything took it for more than text. */
const TEXT = "$(trash) [up](command:workbench.action.quit) <b>b</b>";

const LESSON = `---
id: hostile
title: "${TEXT}"
summary: "${TEXT}"
labs:
  - id: lab
    title: "${TEXT} lab"
    summary: "${TEXT}"
    file: labs/lab.py
    solution: solutions/lab.py
    check: checks/lab.py
---

Text.
`;

const FILES: Readonly<Record<string, string>> = {
  "lesson.md": LESSON,
  "labs/lab.py": "total = 0\n",
  "solutions/lab.py": "total = 1\n",
  "checks/lab.py": `def check_total(lab):\n    """${TEXT} check"""\n`,
};

describe("Texts of a hostile lesson", () => {
  const window = new TestWindow({});

  it("are text in the tree and its tooltips", async () => {
    const { server, workbench } = window;
    for (const [path, text] of Object.entries(FILES)) {
      const file = join(server.workspace, ".parallel-labs", "lessons", "01-hostile", path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    await workbench.activityBar("Parallel Labs");
    const row = await workbench.tree("Lessons").item(TEXT);
    assert.equal(await row.locator(".label-name .codicon, .label-name a, .label-name b").count(), 0);
    await row.hover();
    const hover = workbench.page.locator(".workbench-hover-container");
    await hover.getByText(TEXT).first().waitFor();
    assert.equal(await hover.locator(".codicon-trash, a[data-href^='command:'], b").count(), 0);
  });

  it("are text in the Test Explorer", async () => {
    const { workbench } = window;
    const lessons = workbench.tree("Lessons");
    await (await lessons.item("Intro to Parallelization")).locator(".monaco-tl-twistie").click();
    await lessons.expand(TEXT);
    await lessons.expand("Labs");
    await (await lessons.item(`${TEXT} lab`)).click();
    await workbench.page.locator('.tab.active[data-resource-name="lab.py"]').waitFor();
    await workbench.command("Testing: Focus on Test Explorer View");
    const tests = workbench.page.locator(".test-explorer .monaco-list-row");
    const shown = "$ (trash) [up] (command:workbench.action.quit) <b>b</b>";
    await tests.filter({ hasText: shown }).first().waitFor();
    assert.equal(await tests.locator(".codicon-trash, .label a, .label b").count(), 0);
    await workbench.screenshot("hostile-texts");
  });
});
