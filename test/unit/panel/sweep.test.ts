import assert from "node:assert/strict";
import { RunModel } from "../../../media/results/model/runModel";
import { sweepCurves, sweepRows } from "../../../media/results/model/sweepCurves";
import { strings } from "../../../media/results/strings/strings";
import { DeltaCollector } from "../../../src/runs/deltas";
import { Run } from "../../../src/runs/run";
import { fitAmdahl } from "../../../src/runs/sweep/amdahlFit";
import { recommend } from "../../../src/runs/sweep/recommend";
import { sampleRun, sampleTask } from "./sampleRun";
import { sampleSplitSweep, sampleSweep } from "./sampleSweep";

describe("The curves of a sweep", () => {
  it("are the speed-up over one engine, with the range of the runs, and an ideal that ends with the cores", () => {
    const { xs, points, ideal, amdahl, settings } = sweepCurves(sampleSweep());
    assert.deepEqual(settings, [1, 2, 4]);
    assert.deepEqual(points[0], { x: 1, y: 1, low: 4.1 / 4.3, high: 4.1 / 4 });
    assert.deepEqual(points[1], { x: 2, y: 4.1 / 2.3, low: 4.1 / 2.6, high: 4.1 / 2.2 });
    assert.equal(ideal[xs.indexOf(2)], 2);
    assert.equal(ideal.at(-1), 2);
    assert.equal(amdahl.length, xs.length);
    assert.deepEqual(
      [...xs].sort((a, b) => a - b),
      xs,
    );
    assert.equal(new Set(xs).size, xs.length);
  });

  it("are seconds for split sizes, without any theory", () => {
    const { points, ideal, amdahl } = sweepCurves(sampleSplitSweep());
    assert.deepEqual(points[0], { x: 8192, y: 3.1, low: 3, high: 3.2 });
    assert.deepEqual([ideal, amdahl], [[], []]);
  });

  it("are of what was measured so far", () => {
    const points = [
      { engines: 1, walls: [4] },
      { engines: 2, walls: [] },
    ];
    const sweep = sampleSweep({ points });
    assert.equal(sweepCurves(sweep).points.length, 1);
    assert.deepEqual(
      sweepRows(sweep).map(({ runs, speedup }) => [runs, speedup]),
      [
        [1, 1],
        [0, undefined],
      ],
    );
    assert.equal(sweepCurves(sampleSweep({ points: [{ engines: 1, walls: [] }] })).points.length, 0);
  });
});

describe("What the panel says of a sweep", () => {
  it("is a recommendation with its reason", () => {
    const sweep = sampleSweep();
    const best = recommend("engines", sweep.points);
    assert.ok(best);
    assert.equal(
      strings.recommendation("engines", best, true),
      "Recommended: 2 engines. The job takes 2.30 s with them; within 5% of the fastest, which took 2.25 s, and fewer engines will do.",
    );
    const splits = recommend("splits", sampleSplitSweep().points);
    assert.ok(splits);
    assert.equal(
      strings.recommendation("splits", splits, false),
      "So far: splits of 131 kB. The job takes 2.05 s with them; nothing was faster.",
    );
  });

  it("is what Amdahl's law makes of it", () => {
    const fit = fitAmdahl(sampleSweep().points, 2);
    assert.ok(fit);
    assert.match(
      strings.aboutFit(fit),
      /fits best with 1\d% of the work serial: no number of engines would give more than \d\.\d×/,
    );
    assert.match(strings.aboutFit({ serialFraction: 0, one: 1 }), /no serial part/);
    assert.match(strings.aboutFit({ serialFraction: 1, one: 1 }), /^More engines did not make it faster/);
  });

  it("is how far it is", () => {
    assert.equal(strings.sweepStatus(sampleSweep()), "Done: 9 runs");
    const { outcome, ...going } = sampleSweep({
      points: [
        { engines: 1, walls: [1] },
        { engines: 2, walls: [] },
      ],
    });
    assert.equal(outcome, "done");
    assert.equal(strings.sweepStatus(going), "Run 2 of 6…");
    assert.equal(strings.sweepStatus({ ...going, outcome: "cancelled" }), "Cancelled after 1 of 6 runs");
  });
});

describe("The panel's model with a sweep", () => {
  it("shows it in the run's place until the next snapshot", () => {
    const model = new RunModel();
    const run = sampleRun([sampleTask(0)]);
    model.receive({ type: "snapshot", run, canRerun: true });
    assert.ok(model.receive({ type: "sweep", sweep: sampleSweep() }));
    assert.equal(model.sweep?.id, "sweep-1");
    assert.equal(model.run?.record.id, "run-1");
    model.receive({ type: "snapshot", run, canRerun: true });
    assert.equal(model.sweep, undefined);
  });

  it("takes what one engine needs when it was measured, after the run's end", () => {
    const source = { filename: "/course/count.py", title: "", language: "python" } as const;
    const run = new Run({ kind: "run", backend: "python", source, outputLimit: 100, guess: 1.5 });
    const collector = new DeltaCollector(run, () => undefined);
    run.finish();
    const model = new RunModel();
    model.receive({ type: "snapshot", run: structuredClone(run.snapshot()), canRerun: true });
    assert.equal(model.run?.record.guess, 1.5);
    collector.take();
    run.setBaseline({ wall: 2, measured: 1 });
    model.receive({ type: "delta", delta: structuredClone(collector.take()) });
    assert.deepEqual(model.run?.record.baseline, { wall: 2, measured: 1 });
    assert.deepEqual(model.run, run.snapshot());
    assert.equal(collector.take().baseline, undefined);
  });

  it("knows whether its run is being measured on one engine", () => {
    const model = new RunModel();
    model.receive({ type: "snapshot", run: sampleRun([sampleTask(0)]), canRerun: true });
    assert.equal(model.receive({ type: "measuring", runId: "other", isMeasuring: true }), false);
    assert.ok(model.receive({ type: "measuring", runId: "run-1", isMeasuring: true }));
    assert.equal(model.isMeasuring, true);
  });
});
