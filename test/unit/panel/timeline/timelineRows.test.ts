import assert from "node:assert/strict";
import { engineSummaries } from "../../../../media/results/model/engineSummary";
import { heightOf, layOut, rowAt } from "../../../../media/results/model/timeline/rowLayout";
import { TaskTable } from "../../../../media/results/model/timeline/taskTable";
import { ordered, timelineRows } from "../../../../media/results/model/timeline/timelineRows";
import type { TaskRecord } from "../../../../src/protocol/run";
import { sampleJob } from "../sampleJob";
import { BEGIN, pendingTask, sampleRun, sampleTask } from "../sampleRun";

const rowsOf = (tasks: readonly TaskRecord[], finished = true) =>
  timelineRows(engineSummaries(sampleRun(tasks, { finished })), BEGIN);

describe("The rows of a timeline", () => {
  it("have each engine's tasks in the order in which they began, in ms from the beginning", () => {
    const late = sampleTask(0, {
      engine: 0,
      started: BEGIN + 200,
      completed: BEGIN + 250,
      received: BEGIN + 251,
    });
    const [row] = rowsOf([late, sampleTask(1, { engine: 0 })]);
    assert.deepEqual(
      row?.tasks.map(({ task, ready, started, completed, received }) => [
        task.id,
        ready,
        started,
        completed,
        received,
      ]),
      [
        [1, 0, 10, 110, 112],
        [0, 110, 200, 250, 251], // it waited for the engine only once that was free
      ],
    );
    assert.deepEqual(row?.ends, [110, 250]);
    assert.deepEqual(row?.worked, [100, 150]);
  });

  it("go on where a task does, and keep what never began", () => {
    const [row] = rowsOf([pendingTask(0, { engine: 0 }), pendingTask(1, { engine: 0 })], false);
    assert.deepEqual(
      row?.tasks.map(({ started, completed }) => [started, completed]),
      [
        [0, undefined],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(row?.ends, [Infinity, Infinity]);
    const dead = pendingTask(0, { status: "died", received: BEGIN + 50 });
    assert.deepEqual(rowsOf([dead])[0]?.tasks[0]?.completed, 50);
  });

  it("mark what did not end well, and what was tried again", () => {
    const statuses = ["ok", "error", "died", "ok"] as const;
    const tasks = statuses.map((status, id) =>
      sampleTask(id, { engine: 0, status, attempt: id === 3 ? 2 : 1 }),
    );
    assert.deepEqual(rowsOf(tasks)[0]?.marked, [1, 2, 3]);
  });

  it("show the tasks of an engine whose clock is off where they must have been", () => {
    const off = sampleTask(0, { started: BEGIN + 9000, completed: BEGIN + 9100, received: BEGIN + 112 });
    assert.deepEqual(rowsOf([off])[0]?.tasks[0]?.started, 12);
  });

  it("stand by engine, or the busiest first", () => {
    const longer = sampleTask(1, { completed: BEGIN + 111 });
    const rows = rowsOf([sampleTask(0), longer]);
    const ids = (order: "engine" | "busy") => ordered(rows, order).map(({ engine }) => engine);
    assert.deepEqual(ids("engine"), [0, 1]);
    assert.deepEqual(ids("busy"), [1, 0]);
  });

  it("are found by their height, and are lower when collapsed", () => {
    const laid = layOut(rowsOf([sampleTask(0), sampleTask(1), sampleTask(2)]), new Set([1]));
    assert.deepEqual(
      laid.map(({ size }) => size),
      ["high", "collapsed", "high"],
    );
    const middles = laid.map(({ top, height }) => rowAt(laid, top + height / 2));
    assert.deepEqual(middles, [0, 1, 2]);
    assert.equal(rowAt(laid, -1), undefined);
    assert.equal(rowAt(laid, heightOf(laid)), undefined);
    assert.equal(heightOf([]), 0);
  });
});

describe("The table of a timeline", () => {
  it("has every task once, on pages", () => {
    const run = sampleJob({ engines: 3, tasks: 200 });
    const table = new TaskTable();
    table.update(timelineRows(engineSummaries(run), BEGIN));
    assert.equal(table.total, run.record.tasks.length);
    const seen: number[] = [];
    for (let page = 0; page * 50 < table.total; page++) {
      assert.equal(table.from, page * 50);
      seen.push(...table.page().map(({ task }) => task.id));
      table.turn(1);
    }
    assert.deepEqual(
      seen.sort((a, b) => a - b),
      run.record.tasks.map(({ id }) => id),
    );
  });

  it("stays where there are pages", () => {
    const table = new TaskTable();
    table.turn(1);
    assert.deepEqual([table.from, table.page()], [0, []]);
    table.update(timelineRows(engineSummaries(sampleJob({ engines: 2, tasks: 60 })), BEGIN));
    table.turn(Infinity);
    assert.equal(table.from, 50);
    table.update([]);
    assert.equal(table.from, 0);
    table.turn(-Infinity);
    assert.equal(table.from, 0);
  });
});
