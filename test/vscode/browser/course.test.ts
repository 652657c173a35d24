import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../../support/repository";
import { until } from "../../support/until";
import { TestWindow } from "./testWindow";

const LESSON = "Intro to Parallelization";
const VIDEO = "Multiprocessing with Python";
const POST = "Parallel MapReduce in Python in Ten Minutes";
const PACK = join(repositoryRoot, "lessons", "01-intro-to-parallelization");

describe("A learner, from the checklist to labs that pass", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  const lessons = () => window.workbench.tree("Lessons");
  const row = async (label: string) => (await lessons().items()).find((item) => item.label === label);
  const described = (label: string, text: string | RegExp) =>
    until(
      `${label} to be told as ${text}`,
      async () => {
        const description = (await row(label))?.description ?? "";
        return typeof text === "string" ? description === text : text.test(description);
      },
      async () => await lessons().items(),
    );
  const copyOf = (file: string) =>
    join(window.server.workspace, "parallel-labs", "intro-to-parallelization", "labs", file);
  const solve = (file: string) => copyFileSync(join(PACK, "solutions", file), copyOf(file));
  const openLab = async (title: string, file: string) => {
    await (await lessons().item(title)).click();
    await window.workbench.page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await window.workbench.focusEditor();
  };
  const check = () => window.workbench.command("Parallel Labs: Run Checks of Lab");

  it("ticks the webinar and opens the reading", async () => {
    await window.workbench.activityBar("Parallel Labs");
    await described(LESSON, "Watched 0/1 \u00b7 Read 0/2");
    await (await lessons().item(VIDEO)).locator(".custom-view-tree-node-item-checkbox").click();
    await described(LESSON, "Watched 1/1 \u00b7 Read 0/2");
    await (await lessons().item(POST)).click();
    await window.workbench.page
      .locator(".monaco-dialog-box")
      .getByText("mikecvet.wordpress.com")
      .first()
      .waitFor();
    await window.workbench.answerDialog("Cancel");
    await (await lessons().item(POST)).locator(".custom-view-tree-node-item-checkbox").click();
    await described(LESSON, "Watched 1/1 \u00b7 Read 1/2");
  });

  it("opens the first lab, whose checks say what is to do, and where", async () => {
    await (await lessons().item("Labs")).click();
    await until("the labs", async () => (await row("Labs"))?.expanded);
    await openLab("Engines", "engines.py");
    await check();
    await window.workbench.notification("Engines: 1 of 5 checks pass.");
    await described("Labs", /^0 of/);
    const said = window.workbench.page.locator(".editor-group-container", { hasText: "it is engine 0" });
    await until("the message at the lab's line", () => said.first().isVisible());
    await window.workbench.screenshot("check-fails");
    await window.workbench.clearNotifications();
  });

  it("mends one task after the other, until all checks pass", async () => {
    const text = readFileSync(copyOf("engines.py"), "utf8");
    const mended = text.replace(
      'me = {"engine": 0, "process": 0}',
      'me = {"engine": engine_id, "process": os.getpid()}',
    );
    assert.notEqual(mended, text);
    writeFileSync(copyOf("engines.py"), mended);
    await window.workbench.focusEditor();
    await check();
    await window.workbench.notification("Engines: 2 of 5 checks pass.");
    await window.workbench.clearNotifications();
    solve("engines.py");
    await check();
    await window.workbench.notification("Engines: all 5 checks pass. The lab is done.");
    await described("Engines", "passed");
    await described("Labs", /^1 of/);
    await window.workbench.screenshot("check-passes");
    await window.workbench.answer("Engines: all 5 checks pass.", "Next Lab: The GIL");
    await window.workbench.page.locator('.tab.active[data-resource-name="gil.py"]').waitFor();
  });

  it("does the lab on MapReduce", async () => {
    await openLab("MapReduce word count", "map_reduce_words.py");
    await check();
    await window.workbench.notification(/^MapReduce word count: \d of \d checks pass\./);
    await window.workbench.clearNotifications();
    solve("map_reduce_words.py");
    await check();
    await window.workbench.notification(/^MapReduce word count: all \d checks pass\./);
    await described("MapReduce word count", "passed");
    await window.workbench.clearNotifications();
  });

  it("sees the checks in the Test Explorer", async () => {
    await window.workbench.command("Testing: Focus on Test Explorer View");
    const tests = window.workbench.page.locator(".test-explorer .monaco-list-row");
    const shown = async (label: string) => (await tests.allInnerTexts()).some((text) => text.includes(label));
    for (const [label, below] of [
      [LESSON, "Engines"],
      ["Engines", "The file ran on more than one engine"],
    ] as const) {
      const parent = tests.filter({ hasText: label }).first();
      await parent.waitFor();
      if ((await parent.getAttribute("aria-expanded")) === "false") {
        await parent.click();
        await window.workbench.page.keyboard.press("ArrowRight");
      }
      await until(
        `${below} in the Test Explorer`,
        () => shown(below),
        () => tests.allInnerTexts(),
      );
    }
    await window.workbench.screenshot("test-explorer");
  });

  it("finds everything as it was after a reload", async () => {
    await window.workbench.reload();
    await window.workbench.activityBar("Parallel Labs");
    await described(LESSON, "Watched 1/1 \u00b7 Read 1/2");
    assert.equal((await row(VIDEO))?.checked, true);
    assert.equal((await row(POST))?.checked, true);
    await described("Labs", /^2 of/);
    if (!(await row("Labs"))?.expanded) await (await lessons().item("Labs")).click();
    await described("Engines", "passed");
    await described("MapReduce word count", "passed");
  });
});
