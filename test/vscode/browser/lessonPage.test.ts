import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import type { Theme, Workbench } from "../../support/workbench";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
  ["Dark Modern", "dark"],
];

const PAGE = /Intro to Parallelization/;
const NEXT_PAGE = /Scaling Out to Multiple Nodes/;

describe("As a learner, from the package", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  before(() => writeHostileLesson(join(window.server.workspace, ".parallel-labs", "lessons", "09-hostile")));

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
      const shade = /dark|contrast$/.test(name) ? "dark" : "light";
      await until(`pictures for a ${shade} theme`, async () => {
        const frame = await window.workbench.webview(PAGE);
        return await frame.evaluate(showPicture, `.parallel-labs/${shade}/`).catch(() => false);
      });
      await window.workbench.screenshot(`lesson-picture-${name}`);
    });
  }

  it("opens a copy of a lab from its link in the page", async () => {
    await follow(window.workbench, PAGE, "Engines");
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

  it("shows a hint, then the solution beside the copy after a question", async () => {
    const { workbench } = window;
    await workbench.command("Parallel Labs: Show Hint");
    await workbench.answer(/Engines, hint 1 of 5/, "Next Hint");
    await workbench.notification(/Engines, hint 2 of 5/);
    await workbench.screenshot("lab-hint");
    await workbench.clearNotifications();
    await workbench.command("Parallel Labs: Show Solution");
    await workbench.page.locator(".monaco-dialog-box").waitFor();
    await workbench.screenshot("lab-solution-question");
    await workbench.answerDialog("Show Solution");
    await workbench.page.locator(".monaco-diff-editor .line-insert").first().waitFor();
    await workbench.screenshot("lab-solution");
    await workbench.command("View: Close Editor");
  });

  it("begins a lab anew and takes that back", async () => {
    const { workbench, server } = window;
    const folder = join(server.workspace, "parallel-labs", "intro-to-parallelization", "labs");
    await workbench.openFile("parallel-labs/intro-to-parallelization/labs/engines.py");
    await workbench.focusEditor();
    await workbench.page.keyboard.type("mine = 1\n");
    await workbench.command("Parallel Labs: Reset Lab…");
    await workbench.answerDialog("Reset Lab");
    await workbench.notification(/The lab Engines begins anew/);
    await until("the beginning in the editor", async () => {
      const text = await workbench.page.locator(".editor-group-container .view-lines").first().innerText();
      return /^"""Lab\s1/.test(text);
    });
    await workbench.screenshot("lab-reset");
    await workbench.answer(/The lab Engines begins anew/, "Undo");
    await workbench.notification("The lab Engines is as you had it.");
    assert.match(readFileSync(join(folder, "engines.py"), "utf8"), /^mine = 1/);
    assert.deepEqual(readdirSync(folder), ["engines.py"]);
    await workbench.clearNotifications();
  });

  it("goes from page to page, back to the copy that is there, and to the quiz", async () => {
    const { workbench } = window;
    await workbench.command("Parallel Labs: Open Lesson…");
    await workbench.quickPick("Intro to Parallelization");
    await follow(workbench, PAGE, "next lesson");
    await follow(workbench, NEXT_PAGE, "Run the lab Engines on a cluster");
    await workbench.page.locator('.tab.active[data-resource-name="engines.py"]').waitFor();
    await workbench.command("Parallel Labs: Open Lesson…");
    await workbench.quickPick("Scaling Out to Multiple Nodes");
    await follow(workbench, NEXT_PAGE, "Answer the questions");
    await workbench.page.locator(".quick-input-title", { hasText: "Why does the same file run" }).waitFor();
    await workbench.screenshot("quiz-question");
    await workbench.quickPick("The nodes share one memory.");
    await workbench.page.locator(".monaco-dialog-box").waitFor();
    await workbench.screenshot("quiz-answer");
    await workbench.answerDialog("Try Again");
    await workbench.quickPick(/^The views talk to engines/);
    await workbench.answerDialog("Next Question");
    await workbench.page.locator(".quick-input-title", { hasText: "Two engines of a cluster" }).waitFor();
    await workbench.quickInput.dismiss();
    await pageSays(workbench, NEXT_PAGE, /6 questions, 1 answered rightly/);
  });

  it("shows nothing live of a hostile lesson", async () => {
    const { workbench } = window;
    await workbench.command("Parallel Labs: Open Lesson…");
    await workbench.quickPick(/^Hostile/);
    await pageSays(
      workbench,
      /Hostile/,
      /<script>steal\(\)<\/script> \[x\]\(command:workbench\.action\.quit\)[\s\S]*and vscode:\/\//,
    );
    const page = await workbench.webview(/Hostile/);
    await picturesAreThere(page);
    const body = page.locator("body");
    const live = await body.evaluate((element) => ({
      // VS Code's own; a preview has some of other extensions that come with it.
      scripts: [...element.querySelectorAll("script")].map(({ src }) =>
        /\/lib\/vscode\/extensions\//.test(src),
      ),
      links: [...element.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? ""),
      frames: element.querySelectorAll("iframe, object, embed, form, svg").length,
      stolen: "stolen" in window,
    }));
    assert.ok(live.scripts.every(Boolean), JSON.stringify(live));
    assert.deepEqual(
      live.links.filter((href) => /^(command|vscode|javascript|data|file):/i.test(href)),
      [],
    );
    assert.deepEqual([live.frames, live.stolen], [0, false]);
    await workbench.screenshot("lesson-hostile");
    await workbench.command("View: Close All Editors");
  });

  it("has the page after the window was reloaded", async () => {
    const { workbench } = window;
    await workbench.command("Parallel Labs: Open Lesson…");
    await workbench.quickPick("Intro to Parallelization");
    await pageSays(workbench, PAGE, /Checklist/);
    await workbench.reload();
    await pageSays(workbench, PAGE, /Checklist · Watched 0\/1 · Read 0\/2/);
    await workbench.command("View: Close All Editors");
  });

  it("is led through the first steps by buttons that do them", async () => {
    const { workbench } = window;
    await workbench.command("Welcome: Open Walkthrough...");
    await workbench.quickPick("Learn Parallel Computing");
    await workbench.page.getByRole("button", { name: "Show Lessons" }).waitFor();
    await workbench.page.setViewportSize({ width: 1800, height: 900 });
    const steps: readonly (readonly [title: string, button: string, done: () => Promise<unknown>])[] = [
      ["Find the lessons", "Show Lessons", () => workbench.treeItems("Engines")],
      ["Read the first lesson", "Open the Lesson", () => workbench.webview(PAGE)],
      ["Open its first lab", "Open the Lab", () => labTab(workbench)],
      ["Run it on all engines", "Run on All Engines", () => ranAndClosed(workbench)],
      ["See what you know", "Answer the Questions", () => workbench.quickInput.dismiss()],
    ];
    for (const [nth, [title, button, done]] of steps.entries()) {
      await workbench.command("Welcome: Open Walkthrough...");
      await workbench.quickPick("Learn Parallel Computing");
      const step = workbench.page.locator(".getting-started-step", { hasText: title });
      if ((await step.getAttribute("aria-expanded")) !== "true") await step.click();
      await step.getByRole("button", { name: button }).waitFor();
      await workbench.setTheme(THEMES[(nth + 3) % THEMES.length]?.[0] ?? "Dark Modern");
      await workbench.screenshot(`walkthrough-${nth + 1}`);
      await step.getByRole("button", { name: button }).click();
      await done();
    }
    await workbench.command("Welcome: Open Walkthrough...");
    await workbench.quickPick("Learn Parallel Computing");
    const done = workbench.page.locator(".getting-started-step .codicon-getting-started-step-checked");
    await until("five steps that are done", async () => (await done.count()) === steps.length);
    await workbench.screenshot("walkthrough-done");
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** In a page: scrolls to the first picture once all are of this folder, and there. */
function showPicture(folder: string): boolean {
  const pictures = [...document.images];
  pictures[0]?.scrollIntoView({ block: "center" });
  return pictures.length > 0 && pictures.every((one) => one.src.includes(folder) && one.naturalWidth > 0);
}

async function ranAndClosed(workbench: Workbench): Promise<void> {
  await (await Panel.of(workbench)).says(/Hello from every engine[\s\S]*Done[\s\S]*hello from engine 1 of 2/);
  await workbench.command("View: Close All Editors");
}

async function labTab(workbench: Workbench): Promise<void> {
  await workbench.page.locator('.tab.active[data-resource-name="engines.py"]').waitFor();
}

/** Clicks a link of a page, which may be replaced while it loads. */
async function follow(workbench: Workbench, page: RegExp, link: string): Promise<void> {
  await until(`the link ${link}`, async () => {
    const frame = await workbench.webview(page);
    const click = frame.getByRole("link", { name: link, exact: true }).first().click({ timeout: 5000 });
    return await click.then(
      () => true,
      () => false,
    );
  });
}

/** Waits until a page says something, and returns all that it says. */
async function pageSays(workbench: Workbench, page: RegExp, pattern: RegExp): Promise<string> {
  const read = async () => {
    const frame = await workbench.webview(page);
    return await frame.evaluate(() => document.body.innerText).catch(() => "");
  };
  return await until(
    `the page to say ${pattern}`,
    async () => {
      const text = await read();
      return pattern.test(text) && text;
    },
    read,
  );
}

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

/** A lesson that the loader takes, and that would do harm if a preview took its texts for more than text. */
function writeHostileLesson(folder: string): void {
  const evil =
    "<script>steal()</script> [x](command:workbench.action.quit) <img src=x onerror=steal()> ![y](https://example.org/y.png)";
  const text = `---
id: hostile
title: ${JSON.stringify(`Hostile ${evil}`)}
summary: ${JSON.stringify(evil)}
objectives:
  - id: one
    text: ${JSON.stringify(evil)}
checklist:
  - id: read
    kind: read
    title: ${JSON.stringify(evil)}
    link: https://example.org/"onclick="steal()
---

# Hostile lesson

<!-- <script>steal()</script> -->

\`<script>steal()</script>\` and vscode://file/etc/passwd and command:workbench.action.quit

![A picture](picture.svg)
`;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90" onload="parent.stolen = top.stolen = 1">
<script>parent.stolen = top.stolen = 1</script><rect width="90" height="90" fill="green"/></svg>`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "lesson.md"), text);
  writeFileSync(join(folder, "picture.svg"), picture);
}
