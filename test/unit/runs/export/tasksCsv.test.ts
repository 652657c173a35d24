import assert from "node:assert/strict";
import fc from "fast-check";
import { tasksCsv } from "../../../../src/runs/export/tasksCsv";
import { BEGIN, pendingTask, sampleRun, sampleTask } from "../../panel/sampleRun";
import { anyRun } from "./anyRun";

/** Cells of a text of RFC 4180, read by its grammar and nothing else. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const found = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    assert.ok(found, `no cell begins at ${JSON.stringify(rest.slice(0, 40))}`);
    const [whole, quoted, plain = "", end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(whole.length);
  }
  assert.deepEqual(row, [], "the last row is ended");
  return rows;
}

/** Rows by the names of their columns. */
function table(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parse(text);
  for (const row of rows) assert.equal(row.length, head.length);
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], cell])));
}

describe("tasks as CSV", () => {
  it("come back with all that is recorded of them", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const rows = table(tasksCsv(run));
        assert.equal(rows.length, run.record.tasks.length);
        for (const [at, task] of run.record.tasks.entries()) {
          const row = rows[at] ?? {};
          const number = (column: string) => (row[column] === "" ? undefined : Number(row[column]));
          for (const name of ["engine", "attempt", "records"] as const)
            assert.equal(number(name), task[name]);
          assert.deepEqual([row["phase"], row["status"]], [task.phase, task.status]);
          assert.equal((row["label"] ?? "").replace(/^'/, ""), (task.label ?? "").replace(/^'/, ""));
          for (const name of ["submitted", "started", "completed", "received"] as const) {
            const [told, recorded] = [number(`${name}_ms`), task[name]];
            assert.equal(told === undefined, recorded === undefined);
            const created = Date.parse(row["run_created"] ?? "");
            if (told !== undefined) assert.ok(Math.abs(created + told - (recorded ?? 0)) < 0.002);
          }
        }
      }),
    );
  });

  it("are rows of known columns", () => {
    const [first, second] = tasksCsv(sampleRun([sampleTask(0, { label: "a, b" }), pendingTask(1)]))
      .split("\r\n")
      .slice(1);
    assert.equal(
      first,
      `0,0,run,"a, b",1,ok,5.000,15.000,115.000,117.000,0.09,0,100,50,0,${new Date(BEGIN - 5).toISOString()}`,
    );
    assert.match(second ?? "", /^1,1,run,,1,pending,5\.000,,,,0,0,/);
  });

  for (const label of [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "  =cmd",
    "\t=1",
    "\r=1",
    "\n-2",
    "＝1+1",
    '=HYPERLINK("x")',
  ]) {
    it(`are no formula with the label ${JSON.stringify(label)}`, () => {
      const [row] = table(tasksCsv(sampleRun([sampleTask(0, { label })])));
      assert.equal(row?.["label"], `'${label}`);
    });
  }

  it("keep a number below zero a number: an engine's clock may be behind", () => {
    const [row] = table(tasksCsv(sampleRun([sampleTask(0, { started: BEGIN - 20 })])));
    assert.equal(row?.["started_ms"], "-15.000");
  });
});
