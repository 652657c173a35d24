import assert from "node:assert/strict";
import type { ToPanel } from "../../../src/protocol/panel";
import { until } from "../../support/until";
import type { Theme } from "../../support/workbench";
import { sampleSplitSweep, sampleSweep } from "../../unit/panel/sampleSweep";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Default High Contrast", "high-contrast"],
  ["Dark Modern", "dark"],
];

describe("As a user who asks how many engines are enough", () => {
  const window = new TestWindow({
    settings: { "parallelLabs.engines.count": 2, "parallelLabs.predict.enabled": true },
  });

  const frame = () => window.workbench.webview("Engine Results");
  const show = async (message: ToPanel) =>
    (await frame()).evaluate((data) => globalThis.postMessage(data), message as object);
  const picture = async () =>
    (await frame())
      .locator(".sweep-chart canvas")
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

  it("guesses first, and reads guess, result and reason together", async () => {
    await window.workbench.openFile("title_case.py");
    await window.workbench.command("Parallel Labs: Choose Map/Reduce Input…");
    await window.workbench.quickInput.type("Choose a file, or type a path", "stories/*.txt");
    await window.workbench.quickPick(/^1\.5×/);
    const panel = await Panel.of(window.workbench);
    await panel.says(/You guessed 1\.5×; it was [\d.]+×\.[\s\S]*Against [\s\S]*the sum of the tasks/);
    await window.workbench.screenshot("predict-run");
  });

  it("measures the same on one engine", async () => {
    const panel = await Panel.of(window.workbench);
    await panel.click("Measure on One Engine");
    await panel.says(/measured on one engine, at [\s\S]*Measure Again/);
    await window.workbench.screenshot("baseline-measured");
  });

  it("sweeps the engines, and gets a curve and a recommendation", async () => {
    await window.workbench.firstGroup();
    await window.workbench.command("Parallel Labs: Sweep Engines or Splits…");
    await window.workbench.quickPick(/^Engines\b/);
    await window.workbench.quickPick(/^3 times each/);
    const panel = await Panel.of(window.workbench);
    await panel.says(/Sweep · title_case\.py[\s\S]*Done: 6 runs[\s\S]*Recommended: \d engines?/);
    await panel.says(/Every run gave the same results/);
    await window.workbench.screenshot("sweep-run");
  });

  it("finds the sweep again after a reload, and goes back to the run", async () => {
    await window.workbench.reload();
    const panel = await Panel.of(window.workbench);
    await panel.says(/Sweep · title_case\.py[\s\S]*Done: 6 runs/);
    await panel.click("Back to the Last Run");
    await panel.says(/Where the Time Went/);
    await window.workbench.command("Parallel Labs: Show Sweep…");
    await window.workbench.quickPick("Map");
    await panel.says(/Recommended/);
  });

  for (const [theme, name] of THEMES) {
    it(`looks right in ${theme}`, async () => {
      await show({ type: "sweep", sweep: sampleSweep() });
      const panel = await Panel.of(window.workbench);
      await panel.says(/Recommended: 2 engines/);
      const before = await picture();
      await window.workbench.setTheme(theme);
      await until("the chart in other colours", async () => (await picture()) !== before);
      await window.workbench.screenshot(`sweep-${name}`);
    });
  }

  it("shows split sizes", async () => {
    await show({ type: "sweep", sweep: sampleSplitSweep() });
    const panel = await Panel.of(window.workbench);
    await panel.says(/Recommended: splits of 131 kB/);
    await window.workbench.screenshot("sweep-splits");
  });

  it("is readable 300 pixels wide", async () => {
    await show({ type: "sweep", sweep: sampleSweep() });
    const panel = await frame();
    await panel.evaluate(() => {
      document.body.style.width = "300px";
      document.body.style.boxSizing = "border-box";
    });
    await until("a narrow chart", async () =>
      panel.evaluate(() => (document.querySelector(".sweep-chart canvas")?.clientWidth ?? 999) <= 300),
    );
    await window.workbench.screenshot("sweep-narrow");
    const overflow = await panel.evaluate(() => document.body.scrollWidth);
    assert.ok(overflow <= 300, `${overflow} pixels wide`);
    await panel.evaluate(() => document.body.removeAttribute("style"));
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});
