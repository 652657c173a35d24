import assert from "node:assert/strict";
import { explainSnapshot } from "../../../media/results/model/explainSnapshot";
import { strings } from "../../../media/results/strings/strings";
import type { RunRecord, TaskRecord } from "../../../src/protocol/run";
import { sampleJob } from "./sampleJob";
import { BEGIN, sampleRun, sampleTask } from "./sampleRun";

/** A task that took so many ms from the beginning, at work all the time but for `more`. */
function work(engine: number, took: number, more: Partial<TaskRecord> = {}): TaskRecord {
  const completed = BEGIN + took;
  return sampleTask(engine, {
    started: BEGIN,
    completed,
    received: completed,
    cpuSeconds: took / 1000,
    ...more,
  });
}

function sentence(tasks: readonly TaskRecord[], more: Partial<RunRecord> = {}): string {
  const explanation = explainSnapshot(sampleRun(tasks, more));
  return explanation ? strings.whySentence(explanation) : "";
}

describe("What the panel says of a run's speed-up", () => {
  it("is what is possible, what was reached, and who waited for whom", () => {
    assert.equal(
      sentence([work(0, 760), work(1, 1000)]),
      "2.0× possible on 2 cores, 1.8× reached: 24% of the time engine 0 waited for engine 1.",
    );
    assert.equal(
      sentence([work(0, 500), work(1, 500), work(2, 1000)], { cores: 8 }),
      "3.0× possible with 3 engines, 2.0× reached: 33% of the engines’ time they waited for engine 2, the slowest.",
    );
  });

  it("is that all is well where it is", () => {
    assert.equal(
      sentence([work(0, 990), work(1, 1000)]),
      "2.0× possible on 2 cores, 2.0× reached: hardly any time was lost.",
    );
  });

  it("names the cores where engines share them", () => {
    const shared = [0, 1, 2, 3].map((engine) => work(engine, 1000, { waitSeconds: 0.7, cpuSeconds: 0.3 }));
    assert.equal(
      sentence(shared),
      "2.0× possible on 2 cores, 1.2× reached: 40% of the engines’ time something else had the cores, besides the engines’ sharing them.",
    );
  });

  it("names other programs where they had the cores, and not the engine that they held up most", () => {
    const met = [0.5, 0.8, 0.65, 0.6].map((seconds, engine) =>
      work(engine, 1000 * (seconds + 0.15), { waitSeconds: seconds, cpuSeconds: 0.15 }),
    );
    assert.equal(
      sentence(met),
      "2.0× possible on 2 cores, 0.6× reached: 51% of the engines’ time something else had the cores, besides the engines’ sharing them.",
    );
  });

  it("says why more is reached than can be computed", () => {
    const asleep = [0, 1, 2, 3].map((engine) => work(engine, 1000, { cpuSeconds: 0.01 }));
    assert.equal(
      sentence(asleep),
      "4.0× reached on 2 cores: the tasks computed 1% of their time and waited for the rest, and waiting needs no core.",
    );
  });

  it("counts on no core of a cluster, whose machines are others", () => {
    assert.match(
      sentence(
        [0, 1, 2, 3].map((engine) => work(engine, 1000)),
        { backend: "ipyparallel" },
      ),
      /^4\.0× possible with 4 engines, 4\.0× reached/,
    );
  });

  it("is careful where there is nothing to compare, or something failed", () => {
    assert.equal(sentence([work(0, 10)]), "The work was one task, which only one engine can do.");
    assert.equal(
      sentence([work(0, 10, { id: 0 }), work(0, 20, { id: 1 })], {
        engines: [0, 1].map((id) => ({ id, pid: id, host: "laptop" })),
      }),
      "One of 2 engines did all of it, so nothing ran at the same time.",
    );
    assert.equal(
      sentence([work(0, 10), work(1, 10, { status: "error" })]),
      "1 of 2 tasks did not end well, so what all of the work takes is not known.",
    );
  });

  it("is that so little work gains nothing, where handing it out takes longer", () => {
    const tiny = [0, 1].map((engine) => sampleTask(engine, { completed: BEGIN + 12, received: BEGIN + 20 }));
    assert.equal(
      sentence(tiny),
      "2.0× possible on 2 cores, 0.2× reached: all of the work took 4.0 ms, less than handing it out (36 ms of the engines’ time).",
    );
  });

  it("takes a measured run on one engine, where a job was compared", () => {
    const job = { reason: "", input: [], outcome: "done", serial: { wall: 1.5 } } as const;
    assert.equal(
      sentence([work(0, 1000, { phase: "map" }), work(1, 1000, { phase: "map" })], { job }),
      "2.0× possible on 2 cores, 1.5× reached: 25% of the engines’ time was lost because tasks took longer side by side than on one engine alone.",
    );
  });

  it("is nothing while the run goes on", () => {
    assert.equal(explainSnapshot({ ...sampleRun([work(0, 10)]), finished: false }), undefined);
  });

  it("has a word for everything that engines' time goes into, and no other obstacle is unsaid", () => {
    const explanation = explainSnapshot(sampleJob({ engines: 4, tasks: 60 }));
    assert.ok(explanation);
    for (const { cause, share } of explanation.spent)
      assert.ok(strings.causeShare(cause, share) && strings.aboutCause(cause));
    const obstacles = [
      "lost",
      "core",
      "starting",
      "queueing",
      "moving",
      "serial",
      "slowest",
      "slower",
    ] as const;
    for (const obstacle of obstacles) {
      const verdict = { kind: "obstacle", obstacle, share: 0.12 } as const;
      assert.match(
        strings.whySentence({ ...explanation, verdict }),
        /reached: 12% of the engines’ time .+\.$/,
      );
    }
  });
});
