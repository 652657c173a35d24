import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Frame } from "playwright-core";
import { toJson } from "../../../src/runs/runStore";
import { until } from "../../support/until";
import type { Theme } from "../../support/workbench";
import { sampleJob } from "../../unit/panel/sampleJob";
import { pageThatSays } from "./panel";
import { panelStates } from "./panelStates";
import { TestWindow } from "./testWindow";
import { NARROW, tooWide } from "./tooWide";
import { unfold } from "./unfold";

const THEMES: readonly Theme[] = [
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
];

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

describe("As a user who cannot do without care", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });
  const frame = () => window.workbench.webview("Engine Results");

  before(async () => {
    await window.workbench.openFile("plain.py");
    await window.workbench.command("Parallel Labs: Show Results");
    await frame();
  });

  for (const theme of THEMES) {
    it(`finds nothing that axe-core objects to in ${theme}`, async () => {
      await window.workbench.setTheme(theme);
      const found: string[] = [];
      for (const name of Object.keys(panelStates)) {
        const page = await show(await frame(), name);
        await unfold(page);
        for (const violation of await violations(page)) found.push(`${name}: ${violation}`);
      }
      assert.deepEqual(found, []);
    });
  }

  it("reads everything in 300 pixels", async () => {
    await window.workbench.setTheme("Dark Modern");
    const found: string[] = [];
    for (const name of Object.keys(panelStates)) {
      const page = await show(await frame(), name);
      await unfold(page);
      await narrow(page, true);
      for (const element of await tooWide(page)) found.push(`${name}: ${element}`);
      await window.workbench.screenshot(`narrow-${name}`);
      await narrow(page, false);
    }
    assert.deepEqual(found, []);
  });

  it("finds a run's file in an editor, to which axe-core does not object either", async () => {
    const { workbench, server } = window;
    writeFileSync(join(server.workspace, "given.plrun.json"), toJson(sampleJob({ engines: 4, tasks: 60 })));
    await workbench.openFile("given.plrun.json");
    // VS Code gives the frames of editors no title ("undefined"), and an extension cannot: only what is in it is checked.
    const page = await pageThatSays(workbench, "sample.py · mapper");
    await unfold(page);
    assert.deepEqual(await violations(page), []);
    await workbench.command("View: Close Editor");
  });

  it("is told of changes at most once a second, however often they come", async () => {
    const page = await show(await frame(), "live");
    const gaps = await page.evaluate(async () => {
      const times: number[] = [];
      const regions = document.querySelectorAll("p.sr-only[role=status]");
      const changes = new MutationObserver(() => times.push(performance.now()));
      for (const region of regions)
        changes.observe(region, { childList: true, characterData: true, subtree: true });
      const run = (title: string) => ({
        record: {
          ...{ id: "told", kind: "run", backend: "python", engines: [], cores: 2, created: Date.now() },
          ...{ source: { filename: "/told.py", title, language: "python" }, tasks: [] },
          metrics: {
            wall: 0,
            serial: 0,
            speedup: null,
            efficiency: null,
            imbalance: null,
            serialFraction: null,
          },
        },
        outputs: [],
        finished: false,
      });
      for (let at = 0; times.length < 4 && at < 100_000; at++) {
        globalThis.postMessage({ type: "snapshot", canRerun: true, run: run(`Title ${at}`) });
        await new Promise(requestAnimationFrame);
      }
      return times.slice(1).map((time, at) => time - (times[at] ?? 0));
    });
    assert.equal(gaps.length, 3);
    assert.ok(
      gaps.every((gap) => gap > 990),
      String(gaps),
    );
  });

  it("sees nothing move where motion is to be reduced", async () => {
    const page = await show(await frame(), "live");
    const moving = () =>
      page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
    await window.workbench.page.emulateMedia({ reducedMotion: "no-preference" });
    await page.evaluate(() => document.body.classList.remove("vscode-reduce-motion"));
    await until("the sign of a run to turn", async () => (await moving()) > 0);
    await page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
    await until("nothing to move by VS Code's setting", async () => (await moving()) === 0);
    await page.evaluate(() => document.body.classList.remove("vscode-reduce-motion"));
    await window.workbench.page.emulateMedia({ reducedMotion: "reduce" });
    await until("nothing to move by the system's setting", async () => (await moving()) === 0);
  });

  it("has each chart's figures in a table beside it", async () => {
    const charts: Readonly<Record<string, string>> = {
      job: ".chart canvas, svg.cause-bar[role=img]",
      sweep: ".sweep-chart",
      splits: ".sweep-chart",
    };
    for (const [name, chart] of Object.entries(charts)) {
      const page = await show(await frame(), name);
      await unfold(page);
      const alone = await page.locator(chart).evaluateAll(
        (found) =>
          found.filter((one) => {
            const near = one.closest("section");
            return !(
              near?.querySelector("table tbody tr") &&
              (one.getAttribute("aria-label") ?? one.ariaLabel)
            );
          }).length,
      );
      assert.ok((await page.locator(chart).count()) > 0, name);
      assert.equal(alone, 0, name);
    }
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** Brings the page into a state. */
async function show(page: Frame, name: string): Promise<Frame> {
  const state = panelStates[name];
  assert.ok(state);
  for (const message of state.messages) {
    await page.evaluate((data) => globalThis.postMessage(data), message as unknown);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
  }
  await until(
    `the state ${name}`,
    async () => state.says.test(await page.locator("body").innerText()),
    () => page.locator("body").innerText(),
  );
  return page;
}

/** What axe-core finds wrong, a line each. */
async function violations(page: Frame): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: unknown): Promise<AxeResults> } };
    return await axe.run({ resultTypes: ["violations"] });
  });
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, any }) => `${id} (${help}): ${html.slice(0, 200)} ${any[0]?.message ?? ""}`),
  );
}

/** Gives the page the width of a narrow editor group, or takes that back. */
async function narrow(page: Frame, is: boolean): Promise<void> {
  const element = await page.frameElement();
  const width = is ? `${NARROW}px` : "100%";
  await element.evaluate((outer, width) => {
    (outer as HTMLElement).style.width = width;
  }, width);
  await until(
    "the page to be as wide",
    async () => (await page.evaluate((width) => globalThis.innerWidth <= width, NARROW)) === is,
  );
  await page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  });
}
