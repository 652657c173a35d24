import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** Counts for as long as it is let, each number after a moment. */
const COUNTING = `import time
for number in range(100_000):
    print("number", number, flush=True)
    time.sleep(0.05)
`;

describe("As a user who reloads or moves in the middle of a run", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });

  const begin = async () => {
    const { workbench, server } = window;
    writeFileSync(join(server.workspace, "counting.py"), COUNTING);
    await workbench.firstGroup();
    await workbench.openFile("counting.py");
    await workbench.focusEditor();
    await workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(workbench);
    await panel.says(/counting\.py[\s\S]*Running…[\s\S]*number 20\b/);
  };
  /** The last number that the panel shows. */
  const last = async () => {
    const text = await (await Panel.of(window.workbench)).text();
    return Number([...text.matchAll(/number (\d+)/g)].at(-1)?.[1] ?? -1);
  };
  const goesOn = async () => {
    const before = await last();
    await until("more numbers", async () => (await last()) > before + 10, last);
  };

  it("sees the run go on in a panel that was hidden behind another tab", async () => {
    const { workbench } = window;
    await begin();
    const shown = await last();
    const group = workbench.page.locator(".editor-group-container").nth(1);
    await group.locator(".tab", { hasText: "Engine Results" }).click();
    const page = await workbench.webview("Engine Results");
    // Or it would take the keyboard from what asks for the file.
    await until("the panel to have the keyboard", () => page.evaluate(() => document.hasFocus()));
    await workbench.openFile("plain.py");
    await group.locator(".tab.active", { hasText: "plain.py" }).waitFor();
    await workbench.openFile("notes.md");
    await group.locator(".tab", { hasText: "Engine Results" }).click();
    await until("what came in the meantime", async () => (await last()) > shown + 20, last);
    const text = await (await Panel.of(workbench)).text();
    assert.match(text, /number 19\s+number 20\s+number 21/, "and nothing is missing");
    await goesOn();
  });

  it("sees the run go on in a panel that was moved to another group", async () => {
    const { workbench } = window;
    const shown = await last();
    await workbench.command("View: Move Editor into Next Group");
    await until("what came in the meantime", async () => (await last()) > shown, last);
    await goesOn();
    await (await Panel.of(workbench)).click("Interrupt");
    await (await Panel.of(workbench)).says(/Interrupted/);
  });

  for (const [how, reload] of [
    ["by its command", () => window.workbench.reload()],
    [
      "in the browser",
      async () => {
        await window.workbench.page.reload();
        await window.workbench.ready();
      },
    ],
  ] as const) {
    it(`finds what was done after the window was reloaded ${how}, and runs it again`, async () => {
      const { workbench } = window;
      // The browser keeps which panels are open only now and then, and its own reload leaves it no time for that.
      if (how === "by its command") await workbench.command("View: Close All Editors");
      await begin();
      const shown = await last();
      await reload();
      const panel = await Panel.of(workbench);
      await panel.says(/counting\.py[\s\S]*Interrupted: the window was closed while this ran[\s\S]*is kept/);
      assert.ok((await last()) >= shown, `number ${shown} is kept`);
      if (how === "by its command") await workbench.screenshot("after-reload");
      await workbench.activityBar("Parallel Labs");
      await until("the run to be in the history", async () => {
        const [first] = await workbench.treeItems("History");
        return first?.label === "counting.py" && /^interrupted/.test(first.description);
      });
      await panel.click("Run Again");
      await panel.says(/counting\.py[\s\S]*Running…[\s\S]*number 20\b/);
      await panel.click("Interrupt");
      await panel.says(/Interrupted on|Interrupted\s/);
    });
  }

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});
