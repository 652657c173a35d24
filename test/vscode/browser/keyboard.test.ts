import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** More places than any page of these tests has for the keyboard. */
const MOST_STOPS = 150;

/** A job of 150 results, more than a page. */
const JOB = `INPUT = range(150)

def mapper(item):
    yield f"number {item:03}", item

def reducer(key, values):
    return sum(values)
`;

const COUNTING = `import time
for number in range(100_000):
    print("number", number, flush=True)
    time.sleep(0.05)
`;

/** Where the keyboard is. */
interface Stop {
  readonly name: string;
  readonly isSeen: boolean;
}

describe("As a user with the keyboard alone", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });
  const frame = () => window.workbench.webview("Engine Results");
  const press = (key: string) => window.workbench.page.keyboard.press(key);

  const run = async (file: string, text?: string) => {
    const { workbench, server } = window;
    if (text !== undefined) writeFileSync(join(server.workspace, file), text);
    await workbench.firstGroup();
    await workbench.openFile(file);
    await workbench.command("Parallel Labs: Run on All Engines");
    return await Panel.of(workbench);
  };
  /** Goes to the panel's beginning. */
  const enter = async () => {
    const page = await frame();
    const { workbench } = window;
    const panelHasIt = () => page.evaluate(() => document.hasFocus());
    const editorHasIt = () => workbench.page.evaluate(isInEditor);
    // One after the other: VS Code hears late of a key that is pressed in the panel, and then takes the keyboard away.
    await workbench.pressUntil("Control+1", "the editor to have the keyboard", editorHasIt);
    await workbench.pressUntil("Control+2", "the panel to have the keyboard", panelHasIt);
    await page.evaluate(() => {
      (document.activeElement as HTMLElement | null)?.blur();
      getSelection()?.removeAllRanges();
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    });
    return page;
  };
  /** Goes on with Tab until the keyboard is at something of this name. */
  const tabTo = async (page: Frame, name: RegExp): Promise<Stop> => {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      await press("Tab");
      const stop = await at(page);
      if (!stop) break;
      passed.push(stop.name);
      if (name.test(stop.name)) {
        assert.ok(stop.isSeen, `it can be seen that the keyboard is at ${stop.name}`);
        return stop;
      }
    }
    throw new Error(`no ${name} among ${passed.join(" | ")}`);
  };

  it("goes through all of the panel and out of it, and sees where it is", async () => {
    const panel = await run("sums.py", JOB);
    await panel.says(/sums\.py · mapper[\s\S]*Done[\s\S]*150 results/);
    const page = await enter();
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
    });
    const stops: Stop[] = [];
    for (let count = 0; count < MOST_STOPS; count++) {
      await press("Tab");
      const stop = await at(page);
      if (!stop) break;
      stops.push(stop);
    }
    assert.ok(stops.length > 10 && stops.length < MOST_STOPS, "the keyboard gets out again");
    assert.deepEqual(
      stops.filter(({ isSeen }) => !isSeen),
      [],
    );
    const missed = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          "button, a[href], summary, vscode-button, vscode-textfield, [tabindex='0']",
        ),
      ]
        .filter((one) => one.checkVisibility() && !one.hasAttribute("data-visited"))
        .map((one) => one.outerHTML.slice(0, 100)),
    );
    assert.deepEqual(missed, []);
  });

  it("folds a section", async () => {
    const page = await enter();
    await tabTo(page, /^Where the Time Went/);
    const body = page.locator("#why-body");
    const wasVisible = await body.isVisible();
    await press("Enter");
    await until("it to fold", async () => (await body.isVisible()) !== wasVisible);
    await press("Space");
    await until("it to unfold", async () => (await body.isVisible()) === wasVisible);
    assert.match((await at(page))?.name ?? "", /^Where the Time Went/, "the keyboard stays there");
  });

  it("sorts the results, and turns their pages to the end and back", async () => {
    const page = await enter();
    const panel = await Panel.of(window.workbench);
    await tabTo(page, /^Value/);
    await press("Enter");
    await until("the greatest first", async () => (await panel.rows())[0]?.[1] === "149");
    await tabTo(page, /^Next Page/);
    await press("Enter");
    await until("the last page", async () => (await panel.rows())[0]?.[1] === "49");
    assert.match((await at(page))?.name ?? "", /^Next Page/, "the keyboard keeps its place on the last page");
    await press("Enter");
    await press("Shift+Tab");
    await press("Enter");
    await until("the first page", async () => (await panel.rows())[0]?.[1] === "149");
  });

  it("searches the results", async () => {
    const page = await enter();
    await tabTo(page, /^Search results/);
    await window.workbench.page.keyboard.type("number 042");
    await (await Panel.of(window.workbench)).hasRows([["number 042", "42"]]);
    assert.match((await at(page))?.name ?? "", /^Search results/);
    for (let sign = 0; sign < "number 042".length; sign++) await press("Backspace");
  });

  it("zooms and pans the timeline, and goes from a task to its output", async () => {
    const page = await enter();
    await tabTo(page, /timeline|tasks/i);
    const picture = () =>
      page.locator(".chart canvas").evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    await page.locator(".chart canvas").focus();
    const whole = await picture();
    await press("+");
    await until("a closer look", async () => (await picture()) !== whole);
    const closer = await picture();
    await press("ArrowRight");
    await until("a later part", async () => (await picture()) !== closer);
    await press("0");
    await press("ArrowDown");
    await until("a task to be told", async () =>
      /engine \d/.test(await page.locator(".chart-told").innerText()),
    );
    await press("Escape");
    await tabTo(page, /./);
  });

  it("opens the line of an error", async () => {
    const { workbench } = window;
    await workbench.firstGroup();
    await workbench.openFile("cells.py");
    await workbench.command("Parallel Labs: Run All Cells");
    await (await Panel.of(workbench)).says(/Failed on 1 of 2 engines/);
    const page = await enter();
    await tabTo(page, /line 14/);
    await press("Enter");
    await window.workbench.statusBarItem("Ln 14, Col 1");
  });

  it("keeps its place in the panel, and in the editor, while a run goes on", async () => {
    const panel = await run("counting.py", COUNTING);
    await panel.says(/counting\.py[\s\S]*Running…[\s\S]*number 5\b/);
    assert.ok(await window.workbench.page.evaluate(isInEditor), "the run took the keyboard from nobody");
    const page = await enter();
    await tabTo(page, /^Engine 1/);
    const last = async () => Number([...(await panel.text()).matchAll(/number (\d+)/g)].at(-1)?.[1] ?? -1);
    const before = await last();
    await until("more output", async () => (await last()) > before + 20, last);
    assert.match((await at(page))?.name ?? "", /^Engine 1/, "the keyboard is where it was");
    await enter();
    await tabTo(page, /^Interrupt/);
    await press("Enter");
    await panel.says(/Interrupted/);
    await until(
      "the keyboard to be at what took the button's place",
      async () => /^Run Again/.test((await at(page))?.name ?? ""),
      () => page.evaluate(() => [document.hasFocus(), document.activeElement?.outerHTML.slice(0, 200)]),
    );
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** Whether an editor of VS Code's page has the keyboard. */
function isInEditor(): boolean {
  return document.hasFocus() && Boolean(document.activeElement?.closest(".editor-instance .monaco-editor"));
}

/** Where the keyboard is in the page, which is marked as visited; undefined where it is not in the page. */
async function at(page: Frame): Promise<Stop | undefined> {
  return await page.evaluate(() => {
    const outer = document.activeElement;
    if (!document.hasFocus() || !outer || outer === document.body) return undefined;
    outer.setAttribute("data-visited", "");
    const inner = outer.shadowRoot?.activeElement ?? outer;
    const isSeen = [outer, inner].some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && outlineWidth !== "0px";
    });
    const name =
      outer.getAttribute("aria-label") ?? outer.getAttribute("label") ?? outer.textContent?.trim() ?? "";
    return { name: name || outer.outerHTML.slice(0, 80), isSeen };
  });
}
