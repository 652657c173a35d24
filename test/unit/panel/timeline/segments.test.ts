import assert from "node:assert/strict";
import fc from "fast-check";
import { engineSummaries } from "../../../../media/results/model/engineSummary";
import { marksOf, type Segment, segmentsOf, taskAt } from "../../../../media/results/model/timeline/segments";
import { type TimelineRow, timelineRows } from "../../../../media/results/model/timeline/timelineRows";
import type { TaskRecord } from "../../../../src/protocol/run";
import { BEGIN, pendingTask, sampleRun, sampleTask } from "../sampleRun";

function rowOf(tasks: readonly TaskRecord[], finished = true): TimelineRow {
  const [row] = timelineRows(engineSummaries(sampleRun(tasks, { finished })), BEGIN);
  assert.ok(row);
  return row;
}

/** A task of engine 0 by when it was submitted, started, completed and received, in ms. */
function task(id: number, times: readonly number[], more: Partial<TaskRecord> = {}): TaskRecord {
  const [submitted = 0, started = 0, completed = 0, received = 0] = times.map((time) => BEGIN + time);
  return sampleTask(id, { engine: 0, submitted, started, completed, received, ...more });
}

const works = (segments: readonly Segment[]) =>
  segments.flatMap((segment) => (segment.kind === "work" ? segment : []));
/** One pixel a ms. */
const scale = { window: { from: 0, to: 1000 }, width: 1000, now: 1000 };

describe("What is drawn of a row", () => {
  it("is each task with its wait before and its result's way after", () => {
    const segments = segmentsOf(
      rowOf([task(0, [0, 100, 400, 450]), task(1, [450, 500, 900, 900], { phase: "reduce" })]),
      scale,
    );
    assert.deepEqual(segments, [
      { kind: "queued", from: 0, to: 100 },
      { kind: "work", phase: "run", from: 100, to: 400, tasks: 1, full: 1 },
      { kind: "moving", from: 400, to: 450 },
      { kind: "queued", from: 450, to: 500 },
      { kind: "work", phase: "reduce", from: 500, to: 900, tasks: 1, full: 1 },
    ]);
  });

  it("has the title of the cell, where the task ran one and can be told apart", () => {
    const cells = [
      task(0, [0, 0, 400, 400], { label: "Fit" }),
      task(1, [400, 400, 401, 401], { label: "Tiny" }),
      task(2, [500, 500, 900, 900], { label: "load", phase: "map" }),
    ];
    assert.deepEqual(
      works(segmentsOf(rowOf(cells), scale)).map(({ title }) => title),
      ["Fit", undefined, undefined],
    );
  });

  it("goes on to now where a task does", () => {
    const row = rowOf([pendingTask(0, { started: BEGIN + 200, engine: 0 })], false);
    assert.deepEqual(works(segmentsOf(row, { ...scale, now: 600 }))[0], {
      kind: "work",
      phase: "run",
      from: 200,
      to: 600,
      tasks: 1,
      full: 1,
    });
  });

  it("is only what is in sight", () => {
    const tasks = Array.from({ length: 100 }, (_, at) =>
      task(at, [at * 10, at * 10, at * 10 + 8, at * 10 + 8]),
    );
    const segments = works(segmentsOf(rowOf(tasks), { ...scale, window: { from: 500, to: 520 } }));
    assert.equal(segments.length, 2 + 1); // one begins where the picture ends
  });

  it("is drawn together where it is too narrow, as high as it fills its pixels", () => {
    const tasks = Array.from({ length: 4000 }, (_, at) => {
      const start = at / 4;
      return task(at, [start, start, start + 0.125, start + 0.125]);
    });
    const segments = works(segmentsOf(rowOf(tasks), scale));
    assert.ok(segments.length < 20, `${segments.length} segments`);
    assert.equal(
      segments.reduce((sum, segment) => sum + segment.tasks, 0),
      4000,
    );
    assert.ok(segments.every(({ full }) => full === 0.5 || full === 0.75));
  });

  it("has a long task that begins among narrow ones to itself", () => {
    const row = rowOf([task(0, [0, 0, 0.2, 0.2]), task(1, [0, 0.3, 0.4, 0.4]), task(2, [0, 0.5, 500, 500])]);
    assert.deepEqual(
      works(segmentsOf(row, scale)).map(({ tasks }) => tasks),
      [2, 1],
    );
  });

  it("has every task in one segment, and never more segments than pixels tell apart", () => {
    const gaps = fc.array(fc.tuple(fc.nat(400), fc.nat(400), fc.nat(50)), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(gaps, (all) => {
        let at = 0;
        const tasks = all.map(([before, work, back], id) => {
          const submitted = at;
          const started = submitted + before / 100;
          const completed = started + work / 100;
          at = completed + back / 100;
          return task(id, [submitted, started, completed, at]);
        });
        const width = 50;
        const segments = segmentsOf(rowOf(tasks), { window: { from: 0, to: at + 1 }, width, now: at + 1 });
        assert.equal(
          works(segments).reduce((sum, segment) => sum + segment.tasks, 0),
          tasks.length,
        );
        assert.ok(segments.length <= 4 * width);
        assert.ok(segments.every(({ from, to }) => from <= to && from >= 0 && to <= width + 2));
      }),
    );
  });

  it("is nothing of a run of no length", () => {
    assert.deepEqual(
      segmentsOf(rowOf([task(0, [0, 0, 1, 1])]), { ...scale, window: { from: 0, to: 0 } }),
      [],
    );
  });
});

describe("The marks of a row", () => {
  it("tell what failed and what was tried again, one where they would lie on each other", () => {
    const row = rowOf([
      task(0, [0, 0, 100, 100], { status: "error" }),
      task(1, [0, 100, 102, 102], { attempt: 2 }),
      task(2, [0, 104, 106, 106], { status: "died" }),
      task(3, [0, 500, 600, 600]),
    ]);
    assert.deepEqual(marksOf(row, scale), [
      { kind: "failed", at: 0 },
      { kind: "failed", at: 100 },
    ]);
    assert.deepEqual(marksOf(row, { ...scale, window: { from: 400, to: 900 } }), []);
  });
});

describe("The task under the pointer", () => {
  const row = rowOf([task(0, [0, 100, 200, 200]), task(1, [300, 300, 400, 420])]);

  it("is the one that works, waits or moves then, or that is near", () => {
    assert.equal(taskAt(row, 150, 0), 0);
    assert.equal(taskAt(row, 50, 0), 0);
    assert.equal(taskAt(row, 410, 0), 1);
    assert.equal(taskAt(row, 230, 40), 0);
    assert.equal(taskAt(row, 280, 40), 1);
    assert.equal(taskAt(row, 250, 40), undefined);
    assert.equal(taskAt(row, 900, Infinity), 1);
  });

  it("is none of a row without tasks", () => {
    assert.equal(taskAt({ engine: 0, tasks: [], ends: [], worked: [], marked: [] }, 5, Infinity), undefined);
  });
});
