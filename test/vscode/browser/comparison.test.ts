import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** Adds up numbers by their remainders; `more` changes some results. */
const job = (count: number, more: number) => `INPUT = range(${count})

def mapper(item):
    yield f"remainder {item % 4}", item

def reducer(key, values):
    return sum(values) + (${more} if key == "remainder 1" else 0)
`;

describe("As a user who compares two jobs", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });
  const page = () => window.workbench.webview("Compare Runs");

  const run = async (text: string, results: number) => {
    const { workbench, server } = window;
    writeFileSync(join(server.workspace, "sums.py"), text);
    await workbench.firstGroup();
    await workbench.openFile("sums.py");
    await workbench.focusEditor();
    await workbench.command("Parallel Labs: Run on All Engines");
    await (await Panel.of(workbench)).says(new RegExp(`Done[\\s\\S]*\\n${results} results`));
  };

  it("sees which results differ, and which are of one alone", async () => {
    const { workbench } = window;
    await run(job(40, 0), 4);
    await run(job(3, 10), 3);
    await workbench.command("Parallel Labs: Compare Runs…");
    await workbench.quickPick(/sums/);
    await workbench.quickPick(/sums/);
    const shown = await page();
    await shown.getByText("0 results the same; 3 keys with another value; 1 only in the left run.").waitFor();
    const row = (name: string) => shown.getByRole("row", { name: new RegExp(`^remainder ${name}`) });
    assert.match(await row("1").innerText(), /remainder 1\s+190\s+11$/);
    assert.match(await row("3").innerText(), /remainder 3\s+210\s+\(no such result\)$/);
    await workbench.screenshot("compare-results");
  });

  it("has the same comparison after the window was reloaded", async () => {
    await window.workbench.reload();
    const shown = await page();
    await shown.getByText("0 results the same; 3 keys with another value; 1 only in the left run.").waitFor();
    await shown.getByRole("row", { name: /^Wall time/ }).waitFor();
  });

  it("is told after a reload that a run is not there any more", async () => {
    const { workbench } = window;
    await workbench.command("Parallel Labs: Delete All Runs…");
    await workbench.answerDialog("Delete");
    await workbench.reload();
    await (await page()).getByText("One of the two runs is not in the history any more").waitFor();
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});
