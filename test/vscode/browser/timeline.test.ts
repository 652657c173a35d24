import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import type { ToPanel } from "../../../src/protocol/panel";
import { until } from "../../support/until";
import type { Theme } from "../../support/workbench";
import { sampleJob } from "../../unit/panel/sampleJob";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Dark Modern", "dark"],
  ["Light Modern", "light"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
];

/** Frames over which panning is measured. */
const FRAMES = 120;

describe("As a user who asks where the time went", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 4 } });

  const frame = () => window.workbench.webview("Engine Results");
  const show = async (message: ToPanel) =>
    (await frame()).evaluate((data) => globalThis.postMessage(data), message as object);
  const told = async () => await (await frame()).locator(".chart-told").innerText();

  it("reads why a run was as fast as it was", async () => {
    await window.workbench.openFile("monte_carlo_pi.py");
    await window.workbench.codeLens(/Run on All Engines$/);
    const panel = await Panel.of(window.workbench);
    await panel.says(/Done[\s\S]*Where the Time Went[\s\S]*(reached|did not end well)[\s\S]*engine 0 of 4/);
    assert.equal(
      await (await frame()).locator("#why-body").isVisible(),
      false,
      "what was printed comes first",
    );
    await panel.click("Where the Time Went");
    await panel.says(/(reached|did not end well)[\s\S]*working \d+%/);
    await window.workbench.firstGroup();
    await window.workbench.screenshot("timeline-run");
  });

  it("goes from a task to its output, with the keyboard and with a click", async () => {
    const panel = await frame();
    await panel.locator(".chart canvas").focus();
    await panel.locator(".chart canvas").press("ArrowDown");
    await until("the first task to be told", async () => /engine 0 · took/.test(await told()), told);
    await panel.locator(".chart canvas").press("ArrowDown");
    await panel.locator(".chart canvas").press("Enter");
    await until("the log of engine 1 to have the keyboard", async () =>
      panel.evaluate(() => /engine 1 of 4/i.test(document.activeElement?.textContent ?? "")),
    );
    await panel.locator(".chart canvas").scrollIntoViewIfNeeded();
    const box = await panel.locator(".chart canvas").boundingBox();
    assert.ok(box);
    await panel.locator(".chart canvas").click({ position: { x: box.width / 2, y: 20 + 26 * 2 + 13 } });
    await until("the output of engine 2 to be marked", async () =>
      /engine 2 of 4/.test(await panel.locator(".revealed").innerText()),
    );
  });

  it("draws what goes on while it goes on", async () => {
    await window.workbench.openFile("slow_job.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.says(/slow_job\.py · mapper[\s\S]*Running…/);
    const canvas = (await frame()).locator(".chart canvas");
    const tasks = async () =>
      Number(/of (\d+) tasks/.exec((await canvas.getAttribute("aria-label")) ?? "")?.[1] ?? 0);
    await until("some tasks", async () => (await tasks()) > 8);
    const [before, drawn] = [await tasks(), await picture(await frame())];
    await until("more tasks", async () => (await tasks()) > before);
    await until("another picture", async () => (await picture(await frame())) !== drawn);
    await panel.click("Interrupt");
    await panel.says(/Cancelled[\s\S]*Where the Time Went[\s\S]*so what all of the work takes is not known/);
  });

  for (const [theme, name] of THEMES) {
    it(`looks right in ${theme}`, async () => {
      await window.workbench.setTheme(theme);
      await show({ type: "snapshot", run: sampleJob({ engines: 4, tasks: 60 }), canRerun: true });
      const panel = await Panel.of(window.workbench);
      await panel.says(/sample\.py · mapper[\s\S]*reached/);
      await (await frame()).locator(".why").scrollIntoViewIfNeeded();
      await window.workbench.screenshot(`timeline-${name}`);
    });
  }

  it("tells of a task under the pointer, until Escape", async () => {
    const panel = await frame();
    const canvas = panel.locator(".chart canvas");
    await canvas.scrollIntoViewIfNeeded();
    await canvas.hover({ position: { x: 30, y: 20 + 13 } });
    const tip = panel.locator(".chart-tip");
    await tip.waitFor();
    assert.match(
      await tip.innerText(),
      /map \d+ · engine 0\n[\s\S]*took [\d.]+ ms, from [\d.]+ ms to [\d.]+ ms[\s\S]*100 records, 66 kB in/,
    );
    await canvas.focus();
    await canvas.press("Escape");
    await tip.waitFor({ state: "hidden" });
  });

  it("tells its keys to who comes with the keyboard, and moves nothing by that", async () => {
    const panel = await frame();
    const top = () => panel.locator(".task-table").evaluate((table) => table.getBoundingClientRect().top);
    await panel.locator(".timeline .buttons button").last().focus();
    const before = await top();
    for (let names = 0; names < 5; names++) await window.workbench.page.keyboard.press("Tab");
    await until("the keys to be told", async () =>
      panel.locator("#timeline-keys").evaluate((keys) => keys.getBoundingClientRect().height > 10),
    );
    await window.workbench.screenshot("timeline-keys");
    assert.equal(await top(), before);
  });

  it("has the tasks as a table, and rows in another order", async () => {
    await window.workbench.setTheme("Dark Modern");
    const panel = await frame();
    await panel.locator(".task-table summary").click();
    await until("rows", async () => (await panel.locator(".task-table tbody tr").count()) === 50);
    await panel.getByRole("button", { name: "Next Page" }).last().click();
    await until("the second page", async () =>
      /51–/.test(await panel.locator(".task-table .pager").innerText()),
    );
    await panel.getByRole("button", { name: "Busiest First" }).click();
    await panel.getByRole("button", { name: "By Engine" }).waitFor();
    await panel.locator(".why summary").click();
    await window.workbench.screenshot("timeline-tables");
    await panel.locator(".why summary").click();
    await panel.locator(".task-table summary").click();
  });

  it("zooms and pans with the wheel, the keys and the buttons", async () => {
    const panel = await frame();
    const canvas = panel.locator(".chart canvas");
    const whole = await picture(panel);
    await panel.getByRole("button", { name: "Zoom In" }).click();
    await until("a closer look", async () => (await picture(panel)) !== whole);
    const closer = await picture(panel);
    await canvas.press("ArrowRight");
    await until("a later part", async () => (await picture(panel)) !== closer);
    await canvas.press("0");
    await canvas.press("Escape");
    await until("all of it again", async () => (await picture(panel)) === whole);
    await canvas.scrollIntoViewIfNeeded();
    await canvas.hover({ position: { x: 100, y: 60 } });
    await window.workbench.page.keyboard.down("Control");
    await window.workbench.page.mouse.wheel(0, -600);
    await window.workbench.page.keyboard.up("Control");
    await until("a closer look by the wheel", async () => (await picture(panel)) !== whole);
    await panel.getByRole("button", { name: "Show the Whole Run" }).click();
  });

  it("is readable 300 pixels wide", async () => {
    const panel = await frame();
    await panel.evaluate(() => {
      document.body.style.width = "300px";
      document.body.style.boxSizing = "border-box";
    });
    await panel.locator(".why").scrollIntoViewIfNeeded();
    await window.workbench.screenshot("timeline-narrow");
    const overflow = await panel.evaluate(() => document.body.scrollWidth);
    assert.ok(overflow <= 300, `${overflow} pixels wide`);
    await panel.evaluate(() => document.body.removeAttribute("style"));
  });

  it("moves smoothly over ten thousand tasks", async () => {
    await show({ type: "snapshot", run: sampleJob({ engines: 8, tasks: 10_000 }), canRerun: true });
    const panel = await frame();
    await until("the tasks", async () =>
      /\(10,0\d\d tasks\)/.test(await panel.locator(".task-table").innerText()),
    );
    await panel.locator(".timeline").scrollIntoViewIfNeeded();
    await window.workbench.screenshot("timeline-many");
    for (const zoom of [0, 6]) {
      for (let times = 0; times < zoom; times++) await panel.getByRole("button", { name: "Zoom In" }).click();
      const rate = await panFrames(panel);
      console.log(
        `      panned over 10,000 tasks, zoomed in ${zoom} times: ${rate.toFixed(0)} frames a second`,
      );
    }
    await window.workbench.screenshot("timeline-many-near");
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** What is drawn, to compare. */
async function picture(panel: Frame): Promise<string> {
  return await panel.locator(".chart canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
}

/** Frames a second while the timeline is panned to and fro, a drawing for each. */
async function panFrames(panel: Frame): Promise<number> {
  return await panel.locator(".chart canvas").evaluate(async (canvas, frames) => {
    const began = performance.now();
    for (let at = 0; at < frames; at++) {
      const deltaX = at % 40 < 20 ? 12 : -12;
      canvas.dispatchEvent(new WheelEvent("wheel", { deltaX, deltaY: 0, cancelable: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return (frames * 1000) / (performance.now() - began);
  }, FRAMES);
}
