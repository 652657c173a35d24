import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import type { Theme } from "../../support/workbench";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
  ["Dark Modern", "dark"],
];

const PAGE = /Intro to Parallelization/;

describe("As a learner, from the package", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  it("reads a lesson in VS Code's preview, with its pictures and what there is to do", async () => {
    await window.workbench.command("Parallel Labs: Open Lesson…");
    await window.workbench.quickPick("Intro to Parallelization");
    const page = await window.workbench.webview(PAGE);
    const text = await page.locator("body").innerText();
    assert.match(text, /^Intro to Parallelization\s+What threads, processes and engines are/);
    assert.match(text, /Checklist · Watched 0\/1 · Read 0\/2/);
    assert.doesNotMatch(text, /objectives:|\n---/);
    await picturesAreThere(page);
    await window.workbench.screenshot("lesson-dark");
  });

  for (const [theme, name] of THEMES) {
    it(`can read its pictures in ${theme}`, async () => {
      await window.workbench.setTheme(theme);
      const page = await window.workbench.webview(PAGE);
      await picturesAreThere(page);
      await page.locator("img").first().scrollIntoViewIfNeeded();
      await window.workbench.screenshot(`lesson-picture-${name}`);
    });
  }

  it("opens a copy of a lab from its link in the page", async () => {
    const page = await window.workbench.webview(PAGE);
    await page.getByRole("link", { name: "Engines", exact: true }).first().click();
    await window.workbench.page.locator('.tab.active[data-resource-name="engines.py"]').waitFor();
    const copy = join(
      window.server.workspace,
      "parallel-labs",
      "intro-to-parallelization",
      "labs",
      "engines.py",
    );
    await until("the copy", () => existsSync(copy));
    await window.workbench.focusEditor();
    const tab = window.workbench.page.locator('.tab[data-resource-name="engines.py"]');
    await until("one tab of the lab", async () => (await tab.count()) === 1);
    assert.match((await tab.getAttribute("aria-label")) ?? "", /engines\.py/);
    assert.match(readFileSync(copy, "utf8"), /^"""Lab 1: Engines\./);
    await window.workbench.screenshot("lab-dark");
  });
});

async function picturesAreThere(page: Frame): Promise<void> {
  await until("the pictures", () =>
    page
      .locator("img")
      .evaluateAll(
        (pictures) =>
          pictures.length > 0 && pictures.every((one) => (one as HTMLImageElement).naturalWidth > 0),
      ),
  );
}
