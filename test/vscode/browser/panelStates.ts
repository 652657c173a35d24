import type { ToPanel } from "../../../src/protocol/panel";
import type { RunSnapshot } from "../../../src/protocol/run";
import { sampleJob } from "../../unit/panel/sampleJob";
import { BEGIN, pendingTask, printed, sampleOutput, sampleRun, sampleTask } from "../../unit/panel/sampleRun";
import { sampleSplitSweep, sampleSweep } from "../../unit/panel/sampleSweep";

/** A state of the results' page: the messages that bring it about, and what it says then. */
export interface PanelState {
  readonly messages: readonly ToPanel[];
  readonly says: RegExp;
}

const TRACEBACK = [
  "Traceback (most recent call last):",
  '  File "/course/a-folder-with-a-long-name/count.py", line 14, in <module>',
  "    raise ValueError(f'engine {engine_id} refuses a rather long line of text that nobody has broken')",
  "ValueError: engine 1 refuses a rather long line of text that nobody has broken",
].join("\n");

const ANSI =
  "\u001b[31mred\u001b[0m \u001b[32mgreen\u001b[0m \u001b[33myellow\u001b[0m \u001b[34mblue\u001b[0m\n";

const finished = sampleRun([sampleTask(0), sampleTask(1), sampleTask(2)], {
  outputs: [0, 1, 2].map((engine) =>
    sampleOutput(
      engine,
      [
        printed(`hello from engine ${engine}\n${ANSI}`, "stdout", engine),
        printed("a warning\n", "stderr", engine),
        { task: engine, kind: "result", value: { text: `4${engine}` } },
      ],
      engine === 2 ? 4096 : 0,
    ),
  ),
});

const failing = sampleRun(
  [sampleTask(0), sampleTask(1, { status: "error" }), sampleTask(2, { status: "died" })],
  {
    id: "failing",
    outputs: [
      sampleOutput(0, [printed("fine\n")]),
      sampleOutput(1, [
        printed("before\n", "stdout", 1),
        {
          task: 1,
          kind: "error",
          error: { name: "ValueError", message: "engine 1 refuses", traceback: TRACEBACK },
        },
      ]),
    ],
  },
);

/** A run that began a moment ago, with an engine at work and one that waits. */
export function liveRun(outputs: RunSnapshot["outputs"] = []): RunSnapshot {
  const now = Date.now();
  return sampleRun(
    [pendingTask(0, { submitted: now - 900, started: now - 800 }), pendingTask(1, { submitted: now - 900 })],
    { id: "live", created: now - 1000, finished: false, outputs },
  );
}

/** Cells that run once each: one done, one failed, one done or under way, and one that no engine took. */
function cells(isFinished: boolean, drawn = "drawn"): RunSnapshot {
  const titles = ["Load", "A model with a rather long title that nobody has broken", "Draw", "Save"];
  const begin = isFinished ? BEGIN : Date.now() - 1000;
  const times = (from: number) => ({
    ...{ submitted: begin + from, started: begin + from + 5 },
    ...{ completed: begin + from + 100, received: begin + from + 101 },
  });
  const third = { label: "Draw", engine: 0 };
  return sampleRun(
    [
      sampleTask(0, { label: "Load", ...times(0) }),
      sampleTask(1, { label: titles[1] ?? "", status: "error", ...times(0) }),
      isFinished
        ? sampleTask(2, { ...third, ...times(102) })
        : pendingTask(2, { ...third, submitted: begin + 102 }),
    ],
    {
      ...{ id: `cells-${isFinished}`, kind: "map", cells: titles, finished: isFinished, created: begin - 5 },
      outputs: [sampleOutput(0, [printed("loading\n", "stdout", 0), printed(`${drawn}\n`, "stdout", 2)])],
    },
  );
}

/** A finished job of so many tasks, with a measurement on one engine, and a page of its results. */
function job(tasks: number): PanelState["messages"] {
  const run = sampleJob({ engines: 4, tasks });
  const counters = {
    records: 6000,
    bytes: 4_000_000,
    skippedBytes: 3,
    spills: 1,
    splits: tasks,
    keys: 4000,
    rows: 4000,
  };
  const record = {
    ...run.record,
    ...(run.record.job && { job: { ...run.record.job, counters } }),
    baseline: { wall: 2, measured: BEGIN },
    guess: 3,
  };
  const query = { search: "", offset: 0, count: 100 };
  const rows = Array.from({ length: 100 }, (_, at): [string, string] => [
    at === 3 ? "an-uncommonly-long-word-that-does-not-break".repeat(3) : `word${at}`,
    String(at * 17),
  ]);
  return [
    { type: "snapshot", run: { ...run, record }, canRerun: true },
    { type: "rows", runId: record.id, query, page: { rows, matching: 4000, searched: 4000, total: 4000 } },
  ];
}

/** What the page can show, by a name for it. */
export const panelStates: Readonly<Record<string, PanelState>> = {
  empty: { messages: [{ type: "snapshot", canRerun: false }], says: /Nothing has run yet/ },
  live: {
    get messages(): readonly ToPanel[] {
      return [
        { type: "snapshot", run: liveRun([sampleOutput(0, [printed("so far\n")])]), canRerun: true },
        { type: "notStopping", engines: [0] },
      ];
    },
    says: /Running…[\s\S]*did not stop within a second/,
  },
  finished: {
    messages: [{ type: "snapshot", run: finished, canRerun: true }],
    says: /hello from engine 2/,
  },
  failing: {
    messages: [{ type: "snapshot", run: failing, canRerun: true }],
    says: /Engine 2 died; failed on 1 of 3 engines/,
  },
  cells: {
    messages: [{ type: "snapshot", run: cells(true), canRerun: true }],
    says: /Failed: 1 of 4 cells; did not run: 1 of 4 cells[\s\S]*A model with a rather long title/,
  },
  liveCells: {
    get messages(): readonly ToPanel[] {
      return [{ type: "snapshot", run: cells(false), canRerun: true }];
    },
    says: /2 of 4 cells/,
  },
  job: { messages: job(60), says: /4,000 results[\s\S]*word99/ },
  sweep: { messages: [{ type: "sweep", sweep: sampleSweep() }], says: /Recommended|engines/i },
  splits: { messages: [{ type: "sweep", sweep: sampleSplitSweep() }], says: /split/i },
  comparison: {
    messages: [
      {
        type: "comparison",
        left: { title: "count.py · before the long change", run: finished },
        right: { title: "count.py", run: failing },
      },
    ],
    says: /Output by Engine/,
  },
  comparedCells: {
    messages: [
      {
        type: "comparison",
        left: { title: "models.py · before", run: cells(true) },
        right: { title: "models.py", run: cells(true, "Save") },
      },
    ],
    says: /Output by Cell/,
  },
  jobs: {
    messages: [
      {
        type: "comparison",
        left: { title: "sums.py", run: sampleJob({ engines: 2, tasks: 5 }) },
        right: { title: "sums.py", run: sampleJob({ engines: 4, tasks: 5 }) },
        rows: {
          same: 3000,
          different: 300,
          onlyLeft: 1,
          onlyRight: 0,
          isWhole: true,
          rows: [
            { key: "an-uncommonly-long-word-that-does-not-break".repeat(2), left: "12", right: "13" },
            { key: "gone", left: "1" },
          ],
        },
      },
    ],
    says: /300 keys with another value/,
  },
  unreadable: {
    messages: [{ type: "unreadable", of: "run", why: "This is no run that can be opened: it is no JSON." }],
    says: /cannot be shown/,
  },
};
