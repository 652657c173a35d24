import assert from "node:assert/strict";
import { until } from "../../support/until";
import type { Theme } from "../../support/workbench";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Dark Modern", "dark"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
];

const LESSON = "Intro to Parallelization";
const VIDEO = "Multiprocessing with Python";
const POST = "Parallel MapReduce in Python in Ten Minutes";

describe("A learner, in the Lessons view", () => {
  const window = new TestWindow({});

  const lessons = () => window.workbench.tree("Lessons");
  const row = async (label: string) => (await lessons().items()).find((item) => item.label === label);
  const tally = (text: string) =>
    until(
      `the tally ${text}`,
      async () => (await row(LESSON))?.description === text,
      async () => await lessons().items(),
    );
  const badge = () =>
    window.workbench.page.locator(
      '.activitybar .action-item:has([aria-label^="Parallel Labs"]) .badge-content',
    );
  const box = async (label: string) =>
    (await lessons().item(label)).locator(".custom-view-tree-node-item-checkbox");

  it("finds the lessons with their tally, and the first one open", async () => {
    await window.workbench.activityBar("Parallel Labs");
    await tally("Watched 0/1 · Read 0/2");
    const items = await lessons().items();
    const labels = items.map(({ label }) => label);
    for (const label of ["Read the Lesson", "Objectives", "Checklist", VIDEO, POST, "Labs", "Quiz"])
      assert(labels.includes(label), label);
    assert.equal((await row(POST))?.description, "10 min");
    assert.equal((await row("A cloud IS a distributed system"))?.description, "optional");
    assert.deepEqual(
      items.filter(({ checked }) => checked !== undefined).map(({ checked }) => checked),
      [false, false, false, false, false],
    );
    assert.match((await row("Labs"))?.description ?? "", /^0 of \d+ passed$/);
    assert.equal(await badge().isVisible(), false, "no badge before a lesson is begun");
  });

  it("ticks an item, which is told in the tally and the badge", async () => {
    await (await box(VIDEO)).click();
    await tally("Watched 1/1 · Read 0/2");
    assert.equal((await row(VIDEO))?.checked, true);
    await until("the badge", async () => (await badge().innerText()) === "2");
  });

  it("ticks and unticks with the space bar, which else does what it does in every tree", async () => {
    const { keyboard } = window.workbench.page;
    await (await lessons().item("Labs")).click();
    await until("the labs", async () => (await row("Labs"))?.expanded);
    await keyboard.press("Space");
    await until("the labs to close", async () => (await row("Labs"))?.expanded === false);
    for (let at = 0; at < 3; at++) await keyboard.press("ArrowUp"); // to the last item that is not optional
    await keyboard.press("Space");
    await tally("Watched 1/1 · Read 1/2");
    assert.equal((await row("Using ipyparallel"))?.checked, true);
    await keyboard.press("ArrowUp");
    await keyboard.press("Space");
    await tally("Watched 1/1 · Read 2/2");
    await keyboard.press("Space");
    await tally("Watched 1/1 · Read 1/2");
    assert.equal((await row(POST))?.checked, false);
  });

  it("opens a link in the browser at a click, as VS Code does it", async () => {
    await (await lessons().item(POST)).click();
    const dialog = window.workbench.page.locator(".monaco-dialog-box");
    await dialog
      .getByText("https://mikecvet.wordpress.com/2010/07/02/parallel-mapreduce-in-python/")
      .waitFor();
    await window.workbench.answerDialog("Cancel");
  });

  for (const [theme, name] of THEMES) {
    it(`looks right in ${theme}`, async () => {
      await window.workbench.setTheme(theme);
      await window.workbench.screenshot(`lessons-${name}`);
    });
  }

  it("looks right in a narrow side bar", async () => {
    const page = window.workbench.page;
    const bar = await page.locator(".part.sidebar").boundingBox();
    assert(bar);
    await page.mouse.move(bar.x + bar.width + 2, 600);
    await page.mouse.down();
    await page.mouse.move(bar.x + 190, 600, { steps: 5 });
    await page.mouse.up();
    await window.workbench.screenshot("lessons-narrow");
  });
});
