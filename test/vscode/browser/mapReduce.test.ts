import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow, WORKSPACE } from "./testWindow";

/** How often each title-case word comes in the stories, by a program too simple to be wrong. */
function titles(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const story of ["morning", "noon", "night"]) {
    const text = readFileSync(join(WORKSPACE, "stories", `${story}.txt`), "utf8");
    for (const [word] of text.matchAll(/\b[A-Z][a-z]*\b/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

describe("As a user with a map/reduce job", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 4 } });

  it("runs the blog's program from its code lens on files that are asked for once", async () => {
    await window.workbench.openFile("title_case.py");
    await window.workbench.codeLens(/chunk: choose input…/);
    await window.workbench.quickInput.type("Choose a file, or type a path", "stories/*.txt");
    const panel = await Panel.of(window.workbench);
    await panel.says(/title_case\.py · Map[\s\S]*Done[\s\S]*20 results/);
    await panel.says(/Input: stories\/\*\.txt/);
    await panel.says(/chunk: Map\(L\) gets a list of words/);
    const rows = [...titles()].sort(([a], [b]) => (a < b ? -1 : 1));
    await panel.hasRows(rows.map(([word, count]) => [word, String(count)]));
  });

  it("runs it again on the same input without a question", async () => {
    await window.workbench.codeLens(/Run on All Engines$/);
    const panel = await Panel.of(window.workbench);
    await panel.says(/Done[\s\S]*20 results/);
    await window.workbench.focusEditor();
    await until("the lens to name the input", async () =>
      (await window.workbench.codeLenses()).includes("chunk: *.txt"),
    );
  });

  it("sorts and searches the table", async () => {
    const panel = await Panel.of(window.workbench);
    await panel.sortBy("Value");
    const most = [...titles()].sort(([, a], [, b]) => b - a)[0];
    await until("the greatest value first", async () => (await panel.rows())[0]?.[0] === most?.[0]);
    await window.workbench.screenshot("mapreduce-dark");
    await panel.search("na");
    await until("the words with na alone", async () => {
      const rows = await panel.rows();
      return rows.length > 0 && rows.length < 20 && rows.every(([word]) => /na/i.test(word));
    });
    await panel.search("");
  });

  it("saves all results as CSV", async () => {
    const panel = await Panel.of(window.workbench);
    await panel.click("Save As…");
    await window.workbench.quickInput.accept(/title_case-results\.csv$/);
    await window.workbench.notification("Saved 20 results in title_case-results.csv.");
    const saved = readFileSync(join(window.server.workspace, "title_case-results.csv"), "utf8")
      .trim()
      .split("\n");
    const rows = [...titles()].map(([word, count]) => `${word},${count}`).sort();
    assert.deepEqual(saved, ["key,value", ...rows]);
    await window.workbench.clearNotifications();
  });

  it("compares with one engine", async () => {
    await window.workbench.focusEditor();
    await window.workbench.command("Parallel Labs: Compare Serial and Parallel");
    const panel = await Panel.of(window.workbench);
    await panel.says(/Done[\s\S]*On one engine[\s\S]*One engine gave the same results\./);
  });

  it("has the results also when the comparison is cancelled", async () => {
    await window.workbench.openFile("slow_alone.py");
    await window.workbench.command("Parallel Labs: Compare Serial and Parallel");
    const panel = await Panel.of(window.workbench);
    await panel.says(/slow_alone\.py[\s\S]*On one engine, to compare: map/);
    await panel.click("Interrupt");
    await panel.says(/Cancelled[\s\S]*There is no comparison: one engine did not finish[\s\S]*3 results/);
    await until("all rows", async () => (await panel.rows()).sort().join(" ") === "0,27 1,28 2,29");
  });

  it("shows how far a job is, and cancels it", async () => {
    await window.workbench.openFile("slow_job.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.says(/slow_job\.py · mapper[\s\S]*Running…[\s\S]*map · [1-9]\d* of \d+ tasks/);
    await window.workbench.screenshot("mapreduce-running");
    await panel.click("Interrupt");
    await panel.says(/Cancelled/);
  });

  it("names the record that broke the mapper, with a link to its line", async () => {
    await window.workbench.openFile("broken_job.py");
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.says(/Failed[\s\S]*ZeroDivisionError: division by zero \(.*\.txt, line \d+: .*Quentin/);
    await panel.link("line 5");
    await window.workbench.statusBarItem("Ln 5, Col 1");
  });

  it("asks anew when the input is not there any more", async () => {
    const { server, workbench } = window;
    rmSync(join(server.workspace, "stories"), { recursive: true });
    await workbench.openFile("title_case.py");
    await workbench.command("Parallel Labs: Run on All Engines");
    await workbench.answer(/No file matches stories\/\*\.txt/, "Choose Input…");
    await workbench.quickInput.type("Choose a file, or type a path", "notes.md");
    await (await Panel.of(workbench)).says(/title_case\.py[\s\S]*Done[\s\S]*Input: notes\.md/);
    cpSync(join(WORKSPACE, "stories"), join(server.workspace, "stories"), { recursive: true });
    await (await Panel.of(workbench)).click("Change…");
    await workbench.quickInput.type("Choose a file, or type a path", "stories/*.txt");
    await (await Panel.of(workbench)).says(/Input: stories[\s\S]*20 results/);
  });

  it("has the results after the window was reloaded", async () => {
    await window.workbench.reload();
    const panel = await Panel.of(window.workbench);
    await panel.says(/title_case\.py[\s\S]*Done[\s\S]*20 results/);
    await until("the rows", async () => (await panel.rows()).length === 20);
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});
