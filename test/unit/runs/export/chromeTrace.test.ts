import assert from "node:assert/strict";
import fc from "fast-check";
import type { RunSnapshot } from "../../../../src/protocol/run";
import { chromeTrace } from "../../../../src/runs/export/chromeTrace";
import { BEGIN, pendingTask, sampleOutput, sampleRun, sampleTask } from "../../panel/sampleRun";
import { anyRun } from "./anyRun";

interface Event {
  readonly ph: "X" | "M" | "i";
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly cat?: string;
  readonly ts: number;
  readonly dur: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A trace as the viewers read it. */
function parsed(run: RunSnapshot) {
  const trace = JSON.parse(chromeTrace(run)) as { traceEvents: Event[]; otherData: Record<string, unknown> };
  const events = trace.traceEvents;
  const names = new Map(
    events.filter(({ name }) => name === "thread_name").map(({ tid, args }) => [tid, String(args["name"])]),
  );
  const slices = events.filter(({ ph }) => ph === "X");
  const instants = events.filter(({ ph }) => ph === "i");
  return { ...trace, events, names, slices, instants };
}

const phases = new Set(["run", "map", "shuffle", "reduce"]);

describe("a Chrome trace", () => {
  it("has a slice of work for each task that started, as long as the record says", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { slices, names } = parsed(run);
        const work = slices.filter(({ cat = "" }) => phases.has(cat));
        const started = run.record.tasks.filter((task) => task.started !== undefined);
        assert.equal(work.length, started.length);
        for (const { id, engine, phase, started: from = 0, completed: to } of run.record.tasks) {
          const slice = work.find(({ args }) => args["task"] === id);
          if (!slice || to === undefined) continue;
          assert.ok(Math.abs(slice.dur / 1000 - (to - from)) <= 0.001, "within a µs");
          assert.equal(slice.cat, phase);
          assert.match(names.get(slice.tid) ?? "", new RegExp(`^Engine ${engine}( \\(\\d+\\))?$`));
        }
      }),
    );
  });

  it("adds up, engine by engine, to the time that the record says it worked", () => {
    const tasks = [
      sampleTask(0, { engine: 0 }),
      sampleTask(1, { engine: 0, started: BEGIN + 110, completed: BEGIN + 300.25, received: BEGIN + 301 }),
      sampleTask(2, { engine: 1 }),
    ];
    const { slices, names } = parsed(sampleRun(tasks));
    const worked = (engine: number) =>
      slices
        .filter(({ tid }) => names.get(tid) === `Engine ${engine}`)
        .reduce((sum, { dur }) => sum + dur, 0);
    assert.deepEqual([worked(0), worked(1)], [290_250, 100_000]);
  });

  it("has no two slices of one track that overlap, and no time before its beginning", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { slices, names } = parsed(run);
        for (const track of names.keys()) {
          const own = slices.filter(({ tid }) => tid === track);
          const ordered = own.toSorted((a, b) => a.ts - b.ts || a.dur - b.dur);
          for (const [at, { ts, dur }] of ordered.entries()) {
            assert.ok(Number.isInteger(ts) && ts >= 0 && Number.isInteger(dur) && dur >= 0);
            assert.ok(ts + dur <= (ordered[at + 1]?.ts ?? Infinity));
          }
        }
      }),
    );
  });

  it("names and orders every track that has something", () => {
    fc.assert(
      fc.property(anyRun, (run) => {
        const { events, names, slices, instants } = parsed(run);
        const used = new Set([...slices, ...instants].map(({ tid }) => tid));
        assert.deepEqual(new Set(names.keys()), used);
        assert.equal(new Set(names.values()).size, names.size, "no name twice");
        const sorted = events.filter(({ name }) => name === "thread_sort_index").map(({ tid }) => tid);
        assert.deepEqual(sorted, [...names.keys()]);
      }),
    );
  });

  it("is the same text for the same run", () => {
    fc.assert(
      fc.property(anyRun, (run) => assert.equal(chromeTrace(run), chromeTrace(structuredClone(run)))),
    );
  });

  it("shows what waited and what was on its way beside the work", () => {
    const { slices, names } = parsed(
      sampleRun([sampleTask(0, { label: "load" }), sampleTask(1, { engine: 0 })]),
    );
    const told = slices.map(({ tid, name, ts, dur }) => [names.get(tid), name, ts, dur]);
    assert.deepEqual(told, [
      ["Engine 0", "run load", 15_000, 100_000],
      ["Engine 0 (2)", "run 1", 15_000, 100_000],
      ["Engine 0: waiting", "waiting: run load", 5000, 10_000],
      ["Engine 0: waiting (2)", "waiting: run 1", 5000, 10_000],
      ["Engine 0: transfer", "transfer: run load", 115_000, 2000],
      ["Engine 0: transfer (2)", "transfer: run 1", 115_000, 2000],
    ]);
  });

  it("marks errors and retries, also of a task that never started", () => {
    const error = { name: "ValueError", message: "bad", traceback: "" };
    const run = sampleRun(
      [
        sampleTask(0, { engine: 0, status: "error", phase: "map" }),
        sampleTask(1, { engine: 1, attempt: 2, phase: "map" }),
        pendingTask(2, { engine: 2, status: "died", received: BEGIN + 50 }),
      ],
      { outputs: [sampleOutput(0, [{ task: 0, kind: "error", error }])] },
    );
    const { instants, names } = parsed(run);
    const told = instants.map(({ tid, name, ts }) => [names.get(tid), name, ts]);
    assert.deepEqual(told, [
      ["Engine 0", "error: map 0", 115_000],
      ["Engine 1", "retry: map 1", 15_000],
      ["Engine 2", "died: run 2", 55_000],
    ]);
    assert.equal(instants[0]?.args["error"], "ValueError");
  });

  it("says what ran and when, without the folders of whoever ran it", () => {
    const run = sampleRun([sampleTask(0)]);
    const { otherData } = parsed(run);
    assert.equal(otherData["file"], "count.py");
    assert.equal(otherData["created"], new Date(BEGIN - 5).toISOString());
    assert.doesNotMatch(chromeTrace(run), /\/course/);
  });

  it("of a run without tasks is a trace too", () => {
    assert.deepEqual(parsed(sampleRun([])).slices, []);
  });
});
