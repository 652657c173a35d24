import assert from "node:assert/strict";
import { cellStates, cellsStatus } from "../../../media/results/model/cellStates";
import { strings } from "../../../media/results/strings/strings";
import { pendingTask, sampleRun, sampleTask } from "./sampleRun";

const CELLS = ["Load", "Fit", "Fit", "Save"];

describe("The cells of a run that ran once each", () => {
  const said = (run: ReturnType<typeof sampleRun>) =>
    strings.runStatus(cellsStatus(cellStates(run), run.finished));

  it("have the tasks of their titles, in the order of the file", () => {
    const run = sampleRun(
      [
        sampleTask(0, { label: "Load" }),
        sampleTask(1, { label: "Save" }),
        sampleTask(2, { label: "Fit" }),
        pendingTask(3, { label: "Fit" }),
      ],
      { kind: "map", cells: CELLS, finished: false },
    );
    assert.deepEqual(
      cellStates(run).map(({ title, status, task }) => [title, status, task?.id]),
      [
        ["Load", "ok", 0],
        ["Fit", "ok", 2],
        ["Fit", "running", 3],
        ["Save", "ok", 1],
      ],
    );
    assert.equal(said(run), "Running…");
  });

  it("wait, and at the end did not run, where no engine took them", () => {
    const tasks = [sampleTask(0, { label: "Load" })];
    const waiting = sampleRun(tasks, { kind: "map", cells: ["Load", "Fit"], finished: false });
    assert.equal(cellStates(waiting)[1]?.status, "waiting");
    const cancelled = sampleRun(tasks, { kind: "map", cells: ["Load", "Fit"] });
    assert.equal(cellStates(cancelled)[1]?.status, "notRun");
    assert.equal(said(cancelled), "Did not run: 1 of 2 cells");
    assert.equal(said(sampleRun([], { kind: "map", cells: ["Load"] })), "Did not run");
  });

  it("that were tried again count once", () => {
    const run = sampleRun(
      [sampleTask(0, { label: "Load", status: "died" }), sampleTask(1, { label: "Load", attempt: 2 })],
      { kind: "map", cells: ["Load"] },
    );
    assert.deepEqual(
      cellStates(run).map(({ status, task }) => [status, task?.id]),
      [["ok", 1]],
    );
    assert.equal(said(run), "Done");
  });

  it("tell how many ended in which way, since an engine does good and bad ones", () => {
    const run = sampleRun(
      [
        sampleTask(0, { engine: 0, label: "Load", status: "error" }),
        sampleTask(1, { engine: 0, label: "Fit" }),
        sampleTask(2, { engine: 1, label: "Fit", status: "died" }),
      ],
      { kind: "map", cells: CELLS },
    );
    assert.equal(said(run), "Engine died: 1 of 4 cells; failed: 1 of 4 cells; did not run: 1 of 4 cells");
  });

  it("are none in other runs", () => {
    assert.deepEqual(cellStates(sampleRun([sampleTask(0, { label: "Load" })])), []);
  });
});
