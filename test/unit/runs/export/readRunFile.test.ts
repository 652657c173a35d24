import assert from "node:assert/strict";
import { LabsError } from "../../../../src/base/errors";
import type { RunSnapshot } from "../../../../src/protocol/run";
import { readRunFile } from "../../../../src/runs/export/readRunFile";
import { toJson } from "../../../../src/runs/runStore";
import { metricsOf } from "../../../../src/runs/timing";
import { pendingTask, printed, sampleOutput, sampleRun, sampleTask } from "../../panel/sampleRun";
import { sampleRun as emptyRun } from "../sampleRun";

const progress = { phase: "map", tasks: 2, tasksDone: 2, bytes: 9, bytesDone: 9, records: 3 } as const;
const counters = { records: 3, bytes: 9, skippedBytes: 0, spills: 0, splits: 2, keys: 2, rows: 2 };

/** A run that has every field there is. */
function wholeRun(): RunSnapshot {
  const tasks = [
    sampleTask(0, { label: "load", phase: "map" }),
    sampleTask(1, { status: "died" }),
    pendingTask(2),
  ];
  const error = { name: "E", message: "m", traceback: "t", filename: "f", line: 3, record: "r" };
  const value = { text: "fig", html: "<b>", svg: "<svg/>", png: Uint8Array.of(137, 80, 0, 255) };
  const serial = { progress, wall: 2.5, difference: { parallel: "[1,2]", serial: "[1,3]" } };
  return sampleRun(tasks, {
    kind: "mapreduce",
    metrics: metricsOf(tasks),
    job: {
      reason: "r",
      input: ["a*"],
      waits: false,
      progress,
      outcome: "failed",
      failure: "f",
      counters,
      serial,
    },
    outputs: [
      sampleOutput(0, [
        printed("hello"),
        { task: 0, kind: "display", value },
        { task: 0, kind: "result", value: { text: "1" } },
        { task: 0, kind: "error", error },
      ]),
    ],
  });
}

/** A run's file after a change to what stands in it. */
function changed(change: (file: ReturnType<typeof asFile>) => void): string {
  const file = asFile(wholeRun());
  change(file);
  return JSON.stringify(file);
}

// biome-ignore lint/suspicious/noExplicitAny: tests put anything anywhere
function asFile(run: RunSnapshot): any {
  return JSON.parse(toJson(run));
}

function refused(text: string): string {
  try {
    readRunFile(text);
  } catch (error) {
    assert.ok(error instanceof LabsError && error.code === "wrong-usage", String(error));
    return error.message;
  }
  return assert.fail("it was read");
}

describe("a run's file", () => {
  it("is read as the run that was written, pictures included", () => {
    assert.deepEqual(readRunFile(toJson(wholeRun())), wholeRun());
  });

  it("is what a run writes of itself", () => {
    const run = emptyRun();
    run.addEngine({ id: 0, pid: 12, host: "laptop" });
    const task = run.beginTask(0, "run", { label: "one" });
    run.taskEvent(task, { type: "output", stream: "stderr", text: "hello" });
    run.endTask(task, { status: "ok", result: { text: "3" } });
    run.beginTask(0, "run");
    run.updateJob({ outcome: "done" });
    run.finish();
    const written = structuredClone(run.snapshot());
    assert.deepEqual(readRunFile(toJson(written)), written);
  });

  it("may begin with a mark of its encoding, and may be older than versions", () => {
    assert.deepEqual(readRunFile(`\ufeff${toJson(wholeRun())}`), wholeRun());
    assert.deepEqual(readRunFile(changed((file) => delete file.version)), wholeRun());
  });

  it("may have fields that this version does not know", () => {
    const read = readRunFile(changed((file) => Object.assign(file.record, { colour: "red" })));
    assert.equal(read.record.id, "run-1");
  });

  it("is of a run that is over, and its figures are those of its tasks", () => {
    const read = readRunFile(
      changed((file) => {
        file.finished = false;
        file.record.metrics = { speedup: 1e9 };
      }),
    );
    assert.deepEqual(read, wholeRun());
  });

  const wrong: readonly (readonly [what: string, text: string, says: RegExp])[] = [
    ["no JSON", "{half", /it is no JSON, or not the whole of it/],
    ["nothing", "", /it is no JSON/],
    ["null", "null", /the file is null and should be a run: version, record/],
    ["a list", "[]", /the file is a list of 0 and should be a run/],
    ["another document", '{"traceEvents":[]}', /the file has no record/],
    [
      "a newer version",
      changed((file) => Object.assign(file, { version: 2 })),
      /newer version .*: update it/,
    ],
    [
      "no version",
      changed((file) => Object.assign(file, { version: "x" })),
      /version is "x" and should be the version/,
    ],
    ["no tasks", changed((file) => delete file.record.tasks), /record has no tasks/],
    [
      "a time in words",
      changed((file) => Object.assign(file.record.tasks[1], { started: "noon" })),
      /record\.tasks\[1\]\.started is "noon" and should be a time in ms since the epoch/,
    ],
    [
      "a time that is none",
      changed((file) => Object.assign(file.record, { created: 9e15 })),
      /record\.created is 9000000000000000 and should be a time/,
    ],
    [
      "endlessly much",
      changed(() => undefined).replace('"bytesIn":100', '"bytesIn":1e999'),
      /record\.tasks\[0\]\.bytesIn is .* and should be a whole number from 0/,
    ],
    [
      "half an engine",
      changed((file) => Object.assign(file.record.tasks[0], { engine: 0.5 })),
      /record\.tasks\[0\]\.engine is 0\.5 and should be a whole number/,
    ],
    [
      "an unknown status",
      changed((file) => Object.assign(file.record.tasks[0], { status: "fine" })),
      /record\.tasks\[0\]\.status is "fine" and should be pending, ok/,
    ],
    [
      "an id that leads out of a folder",
      changed((file) => Object.assign(file.record, { id: "../../x" })),
      /record\.id is "\.\.\/\.\.\/x" and should be a name of letters/,
    ],
    [
      "output of an unknown kind",
      changed((file) => Object.assign(file.outputs[0].items[0], { kind: "sound" })),
      /outputs\[0\]\.items\[0\]\.kind is "sound" and should be text, display/,
    ],
    [
      "text without a stream",
      changed((file) => delete file.outputs[0].items[0].stream),
      /outputs\[0\]\.items\[0\] has no stream/,
    ],
    [
      "a picture that is no bytes",
      changed((file) => Object.assign(file.outputs[0].items[1].value, { png: "iVBO" })),
      /outputs\[0\]\.items\[1\]\.value\.png is "iVBO" and should be a picture's bytes/,
    ],
    [
      "a counter that is none",
      changed((file) => Object.assign(file.record.job.counters, { rows: -1 })),
      /record\.job\.counters\.rows is -1 and should be a whole number from 0/,
    ],
  ];
  for (const [what, text, says] of wrong) {
    it(`with ${what} is refused, and the reason told`, () => {
      assert.match(refused(text), says);
    });
  }

  it("is refused when it is too large", () => {
    assert.throws(() => readRunFile(toJson(wholeRun()), 1000), /it has more than 0\.001 million characters/);
  });

  it("repeats nothing that a terminal or an editor would obey", () => {
    const message = refused(
      changed((file) => Object.assign(file.record, { kind: `\u001b[31m\u202e${"x".repeat(99)}` })),
    );
    assert.doesNotMatch(message, /[\p{Cc}\u202e]|x{60}/u);
  });

  it("that is nested very deep is refused and breaks nothing", () => {
    assert.match(refused(`${"[".repeat(100_000)}${"]".repeat(100_000)}`), /should be a run/);
  });
});
