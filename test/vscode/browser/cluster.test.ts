import assert from "node:assert/strict";
import { type IpCluster, startIpCluster } from "../../support/ipcluster";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

describe("As a user of an ipyparallel cluster", () => {
  let python: string;
  let cluster: IpCluster;
  /** Of the user, from the window's beginning. */
  const settings: Record<string, string> = {};

  before(async function () {
    const found = await findIpyparallel();
    if (!found) skip(this, "no Python here has ipyparallel");
    python = found;
    cluster = await startIpCluster(python, 4);
    Object.assign(settings, {
      "parallelLabs.python.path": python,
      "parallelLabs.engines.backend": "ipyparallel",
      "parallelLabs.ipyparallel.connectionFile": cluster.connectionFile,
    });
  });
  after(() => cluster?.stop());

  const window = new TestWindow({ settings });

  it("sees the engines of the one that the settings name", async () => {
    await window.workbench.openFile("mandelbrot.py");
    await window.workbench.activityBar("Parallel Labs");
    await window.workbench.command("Parallel Labs: Start Engines");
    const rows = await until("four engines", async () => {
      const items = await window.workbench.treeItems("Engines");
      return items.length === 4 && items.every(({ description }) => /idle/.test(description))
        ? items
        : undefined;
    });
    assert.deepEqual(
      rows.map(({ label }) => label),
      ["Engine 0", "Engine 1", "Engine 2", "Engine 3"],
    );
  });

  it("runs cells in a client, and sees with each engine what it printed and drew", async () => {
    const titles = ["A function on all engines", "Each engine computes its rows", "Each engine draws them"];
    for (const [nth, title] of titles.entries()) {
      await window.workbench.codeLens(/Run in Client$/, nth);
      await (await Panel.of(window.workbench)).ended(new RegExp(title));
    }
    const panel = await Panel.of(window.workbench);
    for (const [id, rows] of ["rows 0 to 24", "rows 25 to 49", "rows 50 to 74", "rows 75 to 99"].entries())
      assert.match(await panel.engine(id), new RegExp(rows));
    await window.workbench.screenshot("client-cells");
  });

  it("goes back to engines of this machine", async () => {
    await window.workbench.command("Parallel Labs: Use Engines of This Machine");
    await until("no engine of the cluster to be shown", async () => {
      const rows = await window.workbench.treeItems("Engines");
      return rows.length === 0;
    });
  });
});
