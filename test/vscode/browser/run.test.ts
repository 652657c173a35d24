import assert from "node:assert/strict";
import { join } from "node:path";
import { openWorkbench } from "../../support/browser";
import { repositoryRoot } from "../../support/repository";
import { until } from "../../support/until";
import { startVSCode, type VSCodeServer } from "../../support/vscodeServer";
import type { Theme, Workbench } from "../../support/workbench";
import { Panel } from "./panel";

const PACKAGE = join(repositoryRoot, "parallel-lesson-labs.vsix");
const WORKSPACE = join(repositoryRoot, "test", "fixtures", "workspace");

const THEMES: readonly (readonly [Theme, string])[] = [
  ["Light Modern", "light"],
  ["Dark Modern", "dark"],
  ["Default High Contrast", "high-contrast"],
  ["Default High Contrast Light", "high-contrast-light"],
];

describe("As a user, from the package", () => {
  let server: VSCodeServer;
  let workbench: Workbench;

  before(async () => {
    const settings = { "parallelLabs.engines.count": 4 };
    server = await startVSCode({ vsix: [PACKAGE], workspace: WORKSPACE, settings });
    workbench = await openWorkbench(server);
  });

  after(async () => {
    await workbench?.close();
    const left = await server?.dispose();
    assert.deepEqual(left ?? [], [], "nothing that the extension started outlives the window");
  });

  it("runs the cell under the cursor from the palette and shows each engine's output", async () => {
    await workbench.openFile("cells.py");
    await workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(workbench);
    await panel.says(/cells\.py · Greeting[\s\S]*Done/);
    for (const id of [0, 1, 2, 3]) {
      assert.match(
        await panel.engine(id),
        new RegExp(`hello from engine ${id} of 4[\\s\\S]*Result\\s*${40 + id}`),
      );
    }
    await workbench.statusBarItem("4 engines");
  });

  it("shows the engines with their state, process, memory and tasks", async () => {
    await workbench.activityBar("Parallel Labs");
    const items = await until("the memory of all engines", async () => {
      const rows = await workbench.treeItems("Engines");
      return rows.length === 4 && rows.every(({ description }) => /MB/.test(description)) ? rows : undefined;
    });
    for (const [id, { label, description }] of items.entries()) {
      assert.equal(label, `Engine ${id}`);
      assert.match(description, /^idle · pid \d+ · \d+ MB · 1 task$/);
    }
  });

  it("runs another cell from its code lens, and links an error to its line", async () => {
    await workbench.codeLens(/Run on All Engines$/, 2);
    const panel = await Panel.of(workbench);
    await panel.says(/Failed on 1 of 4 engines/);
    assert.match(await panel.engine(1), /ValueError: engine 1 refuses/);
    await panel.link("line 14");
    await workbench.statusBarItem("Ln 14, Col 1");
  });

  for (const [theme, name] of THEMES) {
    it(`looks right in ${theme}`, async () => {
      await workbench.setTheme(theme);
      const panel = await Panel.of(workbench);
      await panel.says(/Failed on 1 of 4 engines/);
      await workbench.screenshot(`results-${name}`);
    });
  }

  it("does what README's first run says", async () => {
    await workbench.setTheme("Dark Modern");
    await workbench.command("View: Close All Editors");
    await workbench.openFile("monte_carlo_pi.py");
    await workbench.codeLens(/Run on All Engines$/);
    const panel = await Panel.of(workbench);
    await panel.says(/Monte Carlo estimate of pi[\s\S]*Done/);
    for (const id of [0, 1, 2, 3]) {
      assert.match(
        await panel.engine(id),
        new RegExp(`engine ${id} of 4: \\d+ of 1000000 inside[\\s\\S]*3\\.1\\d+`),
      );
    }
    await workbench.screenshot("first-run");
  });

  it("interrupts an endless loop from the panel", async () => {
    await workbench.setTheme("Dark Modern");
    await workbench.openFile("endless.py");
    await workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(workbench);
    await panel.says(/endless\.py[\s\S]*Running…[\s\S]*working[\s\S]*working/);
    await workbench.screenshot("running-dark");
    await panel.click("Interrupt");
    await panel.says(/Interrupted/);
    assert.match(await panel.engine(3), /KeyboardInterrupt/);
  });

  it("notices an engine that is killed, replaces it and keeps the others", async () => {
    const [victim, other] = await pids(workbench, 2);
    assert(victim !== undefined && other !== undefined);
    process.kill(victim, "SIGKILL");
    const replaced = await until("another process for engine 0", async () => {
      const now = await pids(workbench, 4);
      return now.length === 4 && now[0] !== victim ? now : undefined;
    });
    assert.equal(replaced[1], other);
  });

  it("has the same results after the window was reloaded", async () => {
    await workbench.openFile("plain.py");
    await workbench.command("Parallel Labs: Run on All Engines");
    await (await Panel.of(workbench)).says(/plain file on engine 3/);
    await workbench.reload();
    const panel = await Panel.of(workbench);
    await panel.says(/plain\.py[\s\S]*Done[\s\S]*plain file on engine 3/);
  });

  it("says how to begin while no engines run", async () => {
    await workbench.activityBar("Parallel Labs");
    await workbench.page.getByText("No engines are running.").first().waitFor();
    await workbench.page.getByRole("button", { name: "Start Engines" }).last().click();
    await until("four engines", async () => (await pids(workbench, 4)).length === 4);
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(workbench.consoleErrors(), []);
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
