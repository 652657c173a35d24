import assert from "node:assert/strict";
import fc from "fast-check";
import type { RunSnapshot } from "../../../../src/protocol/run";
import { htmlReport } from "../../../../src/runs/export/htmlReport";
import { BEGIN, printed, sampleOutput, sampleRun, sampleTask } from "../../panel/sampleRun";
import { anyRun } from "./anyRun";

const HOSTILE = `</style></title></pre><script src="https://example.org/x.js">alert(1)</script><img src=x onerror="alert(1)">\u0000\u001b]0;title\u0007`;

/** Every tag of a page with its attributes. */
function tags(page: string): string[] {
  return page.match(/<[a-zA-Z][^>]*>/g) ?? [];
}

/** Sees that nothing in a page runs or loads: its tags are known ones, and no attribute is an address but of a picture. */
function assertInert(page: string): void {
  const known =
    /^<(html|head|meta|title|style|body|main|header|footer|section|h[1-3]|p|dl|dt|dd|div|strong|time|ul|li|table|caption|thead|tbody|tr|th|td|pre|span|figure|img|svg|defs|pattern|g|rect|line|path|circle|text)\b/;
  for (const tag of tags(page)) {
    assert.match(tag, known);
    assert.doesNotMatch(tag.replaceAll(/"[^"]*"/g, '""'), /\s(on\w+|href|srcset|style|action)\s*=/i);
    const source = /\ssrc="([^"]*)"/.exec(tag)?.[1];
    if (source !== undefined) assert.match(source, /^data:image\/(png|svg\+xml);base64,[A-Za-z0-9+/=]*$/);
  }
  assert.doesNotMatch(page, /@import|url\((?!#(stripes|dots)\))/);
  assert.match(
    page,
    /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;/,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(page, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
}

/** What a reader sees, roughly. */
function text(page: string): string {
  const body = page.slice(page.indexOf("<body>")).replaceAll(/<[^>]*>/g, " ");
  const signs = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" } as const;
  return body
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name: keyof typeof signs) => signs[name])
    .replaceAll(/\s+/g, " ");
}

/** A run whose every text is hostile. */
function hostileRun(): RunSnapshot {
  const error = { name: HOSTILE, message: HOSTILE, traceback: HOSTILE, record: HOSTILE };
  const value = { text: HOSTILE, html: HOSTILE };
  return sampleRun([sampleTask(0, { label: HOSTILE, status: "error" }), sampleTask(1)], {
    id: HOSTILE,
    kind: "mapreduce",
    source: { filename: `/x/${HOSTILE}`, title: HOSTILE, language: "python" },
    engines: [{ id: 0, pid: 1, host: HOSTILE }],
    job: {
      reason: HOSTILE,
      input: [HOSTILE],
      failure: HOSTILE,
      outcome: "failed",
      serial: { wall: 1, difference: { parallel: HOSTILE, serial: HOSTILE } },
    },
    outputs: [
      sampleOutput(0, [
        printed(HOSTILE),
        printed(HOSTILE, "stderr"),
        { task: 0, kind: "display", value },
        { task: 0, kind: "result", value: { ...value, svg: `<svg onload="alert(1)">${HOSTILE}</svg>` } },
        { task: 0, kind: "error", error },
      ]),
    ],
  });
}

describe("a report", () => {
  it("is inert, whatever the run", () => {
    fc.assert(fc.property(anyRun, (run) => assertInert(htmlReport(run))));
  });

  it("has a dash for CPU time that nobody measured", () => {
    const shown = (cpuSeconds: number) => text(htmlReport(sampleRun([sampleTask(0, { cpuSeconds })])));
    assert.match(
      shown(0.25),
      /laptop 1 0 0\.10 s 0 0\.25 s 0 100 B[\s\S]* ok 0 10 ms 0\.10 s 0\.25 s 0 100 B/,
    );
    assert.match(shown(0), /laptop 1 0 0\.10 s 0 – 0 100 B[\s\S]* ok 0 10 ms 0\.10 s – 0 100 B/);
  });

  it("shows hostile text as text and lets none of it in", () => {
    const page = htmlReport(hostileRun(), { rows: [[HOSTILE, HOSTILE]], total: 2 });
    assertInert(page);
    const shown = text(page);
    const count = shown.split('<script src="https://example.org/x.js">alert(1)</script>').length - 1;
    assert.ok(count >= 14, `every text is there: ${count}`);
  });

  it("embeds pictures as pictures only", () => {
    const png = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3);
    const page = htmlReport(
      sampleRun([sampleTask(0)], {
        outputs: [
          sampleOutput(0, [
            { task: 0, kind: "display", value: { text: "fig", png } },
            { task: 0, kind: "display", value: { text: "not a picture", png: Uint8Array.of(60, 98, 62) } },
            {
              task: 0,
              kind: "display",
              value: { text: "drawing", svg: "<svg width='9'></svg>", html: "<b>bold</b>" },
            },
            { task: 0, kind: "result", value: { text: "page", html: "<b>bold</b>" } },
          ]),
        ],
      }),
    );
    assertInert(page);
    const pictures = tags(page).filter((tag) => tag.startsWith("<img"));
    assert.equal(pictures.length, 2);
    assert.match(pictures[0] ?? "", /alt="Picture: fig" src="data:image\/png;base64,iVBORw0KGgoBAgM="/);
    const svg = /svg\+xml;base64,([^"]*)/.exec(pictures[1] ?? "")?.[1] ?? "";
    assert.equal(
      Buffer.from(svg, "base64").toString(),
      `<svg xmlns="http://www.w3.org/2000/svg" width='9'></svg>`,
    );
    assert.doesNotMatch(page, /<b>/);
    assert.match(text(page), /not a picture .*page … 1 picture not in this report, only its text/);
  });

  it("takes no long time for a picture that is made to be slow", () => {
    const svg = "<svg ".repeat(1_000_000);
    const outputs = [sampleOutput(0, [{ task: 0, kind: "result", value: { text: "slow", svg } }])];
    assert.match(htmlReport(sampleRun([sampleTask(0)], { outputs })), /svg\+xml/);
  });

  it("tells the run's figures in words", () => {
    const tasks = [0, 1].map((id) =>
      sampleTask(id, { started: BEGIN, completed: BEGIN + 1000, received: BEGIN + 1250 }),
    );
    const metrics = {
      wall: 1.25,
      serial: 2,
      speedup: 1.6,
      efficiency: 0.8,
      imbalance: 1,
      serialFraction: 0.25,
    };
    const shown = text(htmlReport(sampleRun(tasks, { metrics })));
    for (const figure of [
      "Count · count.py",
      "2023-11-14 22:13:19 UTC",
      "2 engines on a machine of 2 cores (Python engines)",
      "Wall time 1.25 s",
      "Serial time 2.00 s",
      "Speed-up 1.6× of 2 engines",
      "Efficiency 80%",
      "Load imbalance 1.0×",
      "Serial fraction 25%",
    ]) {
      assert.ok(shown.includes(figure), `${figure} in ${shown}`);
    }
    assert.doesNotMatch(shown, /\/course/, "folders are nobody's business");
  });

  it("takes the speed-up that was measured rather than the one worked out, and tells a job's counters and rows", () => {
    const counters = {
      records: 4000,
      bytes: 20_000,
      skippedBytes: 0,
      spills: 1,
      splits: 2,
      keys: 3,
      rows: 30,
    };
    const run = sampleRun([sampleTask(0, { phase: "map" }), sampleTask(1, { phase: "reduce" })], {
      kind: "mapreduce",
      job: { reason: "one line", input: ["a.txt"], outcome: "done", counters, serial: { wall: 0.168 } },
    });
    const shown = text(htmlReport(run, { rows: [["the", "12"]], total: 30 }));
    for (const part of [
      "On one engine 0.17 s",
      "Speed-up 1.5× of 2 engines",
      "Efficiency 75%",
      "4,000 records mapped · 20 kB · 2 splits · 3 keys · 30 results · 1 spill to disk",
      "One engine gave the same results.",
      "The first 1 of 30 results",
      "the 12",
    ]) {
      assert.ok(shown.includes(part), `${part} in ${shown}`);
    }
  });

  it("says how a run ended", () => {
    const ended = (...statuses: ("ok" | "error" | "died")[]) =>
      text(htmlReport(sampleRun(statuses.map((status, id) => sampleTask(id, { status })))));
    assert.match(ended("ok", "ok"), /count\.py Done /);
    assert.match(ended("ok", "error", "error"), / Failed: 2 of 3 engines /);
    assert.match(ended("error", "died"), / Died: 1 of 2 engines /);
    assert.match(text(htmlReport(sampleRun([]))), / Nothing ran /);
  });

  it("makes plain lines of what was written for a terminal, also where it came in pieces", () => {
    const items = [printed("\u001b[3"), printed("1mred\u001b[0m 1%\rred 50%\rred"), printed(" 100%\r\nnext")];
    const page = htmlReport(sampleRun([sampleTask(0)], { outputs: [sampleOutput(0, items)] }));
    assert.match(page, /<pre class="stdout">\nred 100%\nnext<\/pre>/);
  });

  it("says what it leaves out", () => {
    const tasks = Array.from({ length: 2500 }, (_, id) => sampleTask(id, { engine: 0 }));
    const long = "x".repeat(70_000);
    const error = { name: "E", message: "", traceback: `E: the reason` };
    const items = [printed(long), printed(long), { task: 0, kind: "error", error } as const];
    const page = htmlReport(sampleRun(tasks, { outputs: [sampleOutput(0, items, 5_000_000)] }));
    const shown = text(page);
    assert.match(shown, /… 40 kB more, not in this report … 5\.0 MB more, not kept/);
    assert.match(shown, /E: the reason/, "an error is told however much was printed before it");
    assert.match(shown, /… and 1,500 more tasks/);
    assert.equal(page.split("<tr").length - 1, 1000 + 1 + 2, "rows of tasks, of the engine, and two heads");
  });

  it("stays small however many tasks and values there are", () => {
    const tasks = Array.from({ length: 50_000 }, (_, id) =>
      sampleTask(id, {
        engine: 0,
        phase: id % 2 === 0 ? "map" : "reduce",
        submitted: BEGIN + id,
        started: BEGIN + id + 0.2,
        completed: BEGIN + id + 0.9,
        received: BEGIN + id + 1,
      }),
    );
    const items = tasks.map(({ id }) => ({ task: id, kind: "result", value: { text: "" } }) as const);
    assert.ok(htmlReport(sampleRun(tasks, { outputs: [sampleOutput(0, items)] })).length < 1_000_000);
  });

  it("shows a failed task on the timeline, however short", () => {
    const tasks = [
      sampleTask(0, { engine: 0, started: BEGIN, completed: BEGIN + 100_000 }),
      sampleTask(1, { engine: 0, started: BEGIN + 50_000, completed: BEGIN + 50_001, status: "error" }),
    ];
    assert.match(htmlReport(sampleRun(tasks)), /<rect class="run failed"/);
  });

  it("shows once what several engines put out alike", () => {
    const outputs = [0, 1, 2].map((engine) =>
      sampleOutput(engine, [printed(engine === 1 ? "other" : "same")]),
    );
    const shown = text(
      htmlReport(
        sampleRun(
          [0, 1, 2, 3].map((id) => sampleTask(id)),
          { outputs },
        ),
      ),
    );
    assert.match(shown, /Engines 0 and 2 same Engine 1 other Nothing came from engine 3\./);
  });

  it("is the same page for the same run", () => {
    fc.assert(fc.property(anyRun, (run) => assert.equal(htmlReport(run), htmlReport(structuredClone(run)))));
  });
});
