import assert from "node:assert/strict";
import { until } from "../../support/until";
import type { Theme, Workbench } from "../../support/workbench";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Dark Modern", "dark"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
];

describe("As a user, from the package", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 4 } });

  it("runs the cell under the cursor from the palette and shows each engine's output", async () => {
    await window.workbench.openFile("cells.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.ended(/cells\.py · Greeting/);
    for (const id of [0, 1, 2, 3]) {
      assert.match(
        await panel.engine(id),
        new RegExp(`hello from engine ${id} of 4[\\s\\S]*Result\\s*${40 + id}`),
      );
    }
    await window.workbench.statusBarItem("4 engines");
  });

  it("shows the engines with their state, process, memory and tasks", async () => {
    await window.workbench.activityBar("Parallel Labs");
    const items = await until("the memory of all engines", async () => {
      const rows = await window.workbench.treeItems("Engines");
      return rows.length === 4 && rows.every(({ description }) => /MB/.test(description)) ? rows : undefined;
    });
    for (const [id, { label, description }] of items.entries()) {
      assert.equal(label, `Engine ${id}`);
      assert.match(description, /^idle · pid \d+ · \d+ MB · 1 task$/);
    }
  });

  it("runs another cell from its code lens, and links an error to its line", async () => {
    await window.workbench.codeLens(/Run on All Engines$/, 2);
    const panel = await Panel.of(window.workbench);
    await panel.says(/Failed on 1 of 4 engines/);
    assert.match(await panel.engine(1), /ValueError: engine 1 refuses/);
    await panel.link("line 14");
    await window.workbench.statusBarItem("Ln 14, Col 1");
  });

  for (const [theme, name] of THEMES) {
    it(`looks right in ${theme}`, async () => {
      await window.workbench.setTheme(theme);
      const panel = await Panel.of(window.workbench);
      await panel.says(/Failed on 1 of 4 engines/);
      await window.workbench.screenshot(`results-${name}`);
    });
  }

  it("does what README's first run says", async () => {
    await window.workbench.setTheme("Dark Modern");
    await window.workbench.command("View: Close All Editors");
    await window.workbench.openFile("monte_carlo_pi.py");
    await window.workbench.codeLens(/Run on All Engines$/);
    const panel = await Panel.of(window.workbench);
    await panel.ended(/Monte Carlo estimate of pi/);
    for (const id of [0, 1, 2, 3]) {
      assert.match(
        await panel.engine(id),
        new RegExp(`engine ${id} of 4: \\d+ of 1000000 inside[\\s\\S]*3\\.1\\d+`),
      );
    }
    await window.workbench.screenshot("first-run");
  });

  it("interrupts an endless loop from the panel", async () => {
    await window.workbench.setTheme("Dark Modern");
    await window.workbench.openFile("endless.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.says(/endless\.py[\s\S]*Running…[\s\S]*working[\s\S]*working/);
    await window.workbench.screenshot("running-dark");
    await panel.click("Interrupt");
    await panel.says(/Interrupted/);
    assert.match(await panel.engine(3), /KeyboardInterrupt/);
  });

  it("notices an engine that is killed, replaces it and keeps the others", async () => {
    const [victim, other] = await pids(window.workbench, 2);
    assert(victim !== undefined && other !== undefined);
    process.kill(victim, "SIGKILL");
    const replaced = await until("another process for engine 0", async () => {
      const now = await pids(window.workbench, 4);
      return now.length === 4 && now[0] !== victim ? now : undefined;
    });
    assert.equal(replaced[1], other);
  });

  it("has the same results after the window was reloaded", async () => {
    await window.workbench.openFile("plain.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    await (await Panel.of(window.workbench)).says(/plain file on engine 3/);
    await window.workbench.reload();
    const panel = await Panel.of(window.workbench);
    await panel.says(/plain\.py[\s\S]*Done[\s\S]*plain file on engine 3/);
  });

  it("says how to begin while no engines run", async () => {
    await window.workbench.activityBar("Parallel Labs");
    await window.workbench.page.getByText("No engines are running.").first().waitFor();
    await window.workbench.page.getByRole("button", { name: "Start Engines" }).last().click();
    await until("four engines", async () => (await pids(window.workbench, 4)).length === 4);
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** The process ids that the Engines view shows for the first engines. */
async function pids(workbench: Workbench, count: number): Promise<number[]> {
  await workbench.activityBar("Parallel Labs");
  const rows = await workbench.treeItems("Engines");
  return rows.slice(0, count).flatMap(({ description }) => {
    const pid = /pid (\d+)/.exec(description)?.[1];
    return pid ? [Number(pid)] : [];
  });
}
