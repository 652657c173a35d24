import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { TestWindow } from "./testWindow";

const TITLE = "Sums of squares";
const PROBLEM = /kind is "reed": give watch, read or do/;

describe("A teacher, from a new lesson to a lab that passes", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  const lessons = () => window.workbench.tree("Lessons");
  const row = async (label: string) => (await lessons().items()).find((item) => item.label === label);
  const inLesson = (...parts: readonly string[]) =>
    join(window.server.workspace, ".parallel-labs", "lessons", "01-sums-of-squares", ...parts);
  /** Puts a letter in the place of the one at this column, and saves. */
  const retype = async (line: number, column: number, letter: string) => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.goTo(line, column + 1);
    await keyboard.press("Backspace");
    await keyboard.type(letter);
    await keyboard.press("Control+S");
  };
  const lineOf = (text: string) =>
    readFileSync(inLesson("lesson.md"), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;
  const problems = () => window.workbench.page.locator(".markers-panel .monaco-list-row");
  const warning = () => window.workbench.page.getByText("A lesson is not shown, because it has mistakes");
  const check = () => window.workbench.command("Parallel Labs: Run Checks of Lab");

  it("makes a lesson, which opens and stands in the Lessons view", async () => {
    const { workbench } = window;
    await workbench.activityBar("Parallel Labs");
    await lessons().item("Intro to Parallelization");
    await workbench.command("Parallel Labs: New Lesson…");
    await workbench.quickInput.type("What is the lesson called?", TITLE);
    await workbench.page.locator('.tab.active[data-resource-name="lesson.md"]').waitFor();
    await until(
      "the lesson in the tree",
      async () => (await row(TITLE))?.description === "Read 0/1 · Done 0/1",
    );
    assert.equal(await warning().isVisible(), false);
  });

  it("is told of a mistake, at its line", async () => {
    const { workbench } = window;
    const line = lineOf("kind: read");
    await retype(line, 13, "e");
    await workbench.command("Problems: Focus on Problems View");
    const problem = problems().filter({ hasText: PROBLEM });
    await problem.waitFor();
    assert.match(await problem.innerText(), new RegExp(`Ln ${line}, Col 11\\b`));
    await until("the lesson to leave the tree", async () => !(await row(TITLE)));
    await warning().waitFor();
    await problem.dblclick();
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.statusBarItem(`Ln ${line}, Col 15 (4 selected)`);
    await workbench.screenshot("teacher-problem");
  });

  it("mends it, and has the lesson back", async () => {
    const { workbench } = window;
    await retype(lineOf("kind: reed"), 13, "a");
    await until("the lesson in the tree", () => row(TITLE));
    await problems().filter({ hasText: PROBLEM }).waitFor({ state: "detached" });
    await warning().waitFor({ state: "hidden" });
    await workbench.command("View: Toggle Panel Visibility");
    await (await lessons().item("Intro to Parallelization")).locator(".monaco-tl-twistie").click();
    await until("the first lesson to close", async () => !(await row("Objectives")));
    await lessons().expand(TITLE);
    await lessons().expand("Labs");
    await lessons().item("Divide a sum");
    await workbench.screenshot("teacher-lesson");
  });

  it("tries the lab: its checks fail at first, and pass with the solution", async () => {
    const { workbench } = window;
    await (await lessons().item("Divide a sum")).click();
    await workbench.page.locator('.tab.active[data-resource-name="first-lab.py"]').waitFor();
    await workbench.focusEditor();
    await check();
    await workbench.notification("Divide a sum: 1 of 2 checks pass.");
    await workbench.clearNotifications();
    copyFileSync(
      inLesson("solutions", "first-lab.py"),
      join(window.server.workspace, "parallel-labs", "sums-of-squares", "labs", "first-lab.py"),
    );
    await check();
    await workbench.notification("Divide a sum: all 2 checks pass. The lab is done.");
    await until(
      "the item to be ticked",
      async () => (await row("Divide a sum among the engines"))?.checked === true,
    );
  });
});
