import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import type { Phase } from "../../../src/protocol/phase";
import type { EngineOutput, RunSnapshot, TaskRecord } from "../../../src/protocol/run";
import { htmlReport } from "../../../src/runs/export/htmlReport";
import { metricsOf } from "../../../src/runs/timing";
import { launchChromium } from "../../support/browser";
import { temporaryFolder } from "../../support/cleanUp";
import { testCache } from "../../support/repository";
import { BEGIN, printed, sampleOutput, sampleRun, sampleTask } from "../../unit/panel/sampleRun";

const HOSTILE = `</pre></style><script>document.title = "taken"</script><img src="https://example.org/x.png">`;

/** Tries to load and to run what it can. */
const DRAWING = `<svg width="260" height="90" onload="document.title='taken'"><script>document.title='taken'</script>
  <image href="https://example.org/x.png" width="9" height="9"/><rect width="260" height="90" fill="#fff3d6"/>
  <path d="M10 80L60 30L110 55L160 20L250 40" fill="none" stroke="#b3541e" stroke-width="4"/></svg>`;

/** Four engines that map, shuffle and reduce; one task fails and is done again. */
function jobRun(): RunSnapshot {
  const tasks: TaskRecord[] = [];
  const add = (engine: number, phase: Phase, from: number, length: number, more: Partial<TaskRecord> = {}) =>
    tasks.push(
      sampleTask(tasks.length, {
        engine,
        phase,
        submitted: BEGIN + from - 6,
        started: BEGIN + from,
        completed: BEGIN + from + length,
        received: BEGIN + from + length + 1,
        cpuSeconds: length / 1100,
        records: phase === "map" ? 2500 : 40,
        bytesIn: 200_000,
        ...more,
      }),
    );
  for (let engine = 0; engine < 4; engine++) {
    add(engine, "map", 12, 20, { label: "load", records: 0, bytesIn: 0 });
    const length = 55 + engine * 9;
    for (let at = 0; at < 6; at++) {
      const more: Partial<TaskRecord> =
        engine === 2 && at === 3 ? { status: "error" } : engine === 1 && at === 4 ? { attempt: 2 } : {};
      add(engine, "map", 40 + at * (length + 8), length, more);
    }
    add(engine, "shuffle", 540, 40 + engine * 5);
    add(engine, "reduce", 620, 70 - engine * 12);
  }
  return sampleRun(tasks, {
    kind: "mapreduce",
    source: { filename: "/course/words.py", title: "count words", language: "python" },
    metrics: metricsOf(tasks),
    job: {
      reason: "records: `mapper` gets one line and yields pairs",
      input: ["stories/*.txt"],
      outcome: "done",
      counters: {
        records: 60_000,
        bytes: 4_800_000,
        skippedBytes: 0,
        spills: 0,
        splits: 24,
        keys: 812,
        rows: 812,
      },
      serial: { wall: 1.41 },
    },
  });
}

/** Four engines that ran a cell: output in every form that there is. */
function cellRun(): RunSnapshot {
  const error = {
    name: "ValueError",
    message: "bad",
    traceback: `Traceback (most recent call last):\n  File "lab.py", line 7, in <module>\nValueError: bad ${HOSTILE}`,
  };
  const said = (task: number): EngineOutput =>
    sampleOutput(
      task,
      [
        printed(`\u001b[32mengine ${task % 2}\u001b[0m: ${HOSTILE}\n0%\r50%\r100%\n`, "stdout", task),
        printed("a warning\n", "stderr", task),
        ...(task === 3
          ? [{ task, kind: "error", error } as const]
          : [{ task, kind: "result", value: { text: "Drawing()", svg: DRAWING, html: HOSTILE } } as const]),
      ],
      task === 3 ? 1_200_000_000 : 0,
    );
  const tasks = [0, 1, 2, 3].map((id) =>
    sampleTask(id, {
      label: "Monte Carlo",
      status: id === 3 ? "error" : "ok",
      completed: BEGIN + 110 + id * 45,
      received: BEGIN + 112 + id * 45,
    }),
  );
  return sampleRun(tasks, {
    source: { filename: "/course/lab.py", title: "Monte Carlo", language: "python" },
    metrics: metricsOf(tasks),
    outputs: tasks.map(({ id }) => said(id)),
  });
}

describe("a report in a browser", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let browser: Browser;
  before(async () => {
    folder = temporaryFolder("parallel-labs-report-");
    browser = await launchChromium(folder.path);
  });
  after(async () => {
    await browser?.close();
    folder?.remove();
  });

  /** Opens a report without a network and tells what it asked for and complained of. */
  async function open(name: string, content: string) {
    const file = join(folder.path, `${name}.html`);
    writeFileSync(file, content);
    const context = await browser.newContext({
      viewport: { width: 1120, height: 800 },
      deviceScaleFactor: 1,
    });
    await context.setOffline(true);
    const page = await context.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const address = pathToFileURL(file).href;
    await page.goto(address, { waitUntil: "load" });
    return { page, asked, complaints, address };
  }

  async function pictures(page: Page, name: string): Promise<void> {
    const kept = join(testCache, "screenshots");
    mkdirSync(kept, { recursive: true });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(kept, `report-${name}-${colorScheme}.png`), fullPage: true });
    }
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await page.screenshot({ path: join(kept, `report-${name}-print.png`), fullPage: true });
    await page.emulateMedia({ colorScheme: "light", media: "screen" });
  }

  /** Text on the page's ground: the ratio of their luminances (WCAG 2.2, 1.4.3). */
  function contrasts(page: Page): Promise<number[]> {
    return page.evaluate(() => {
      const luminance = (colour: string) => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
          const share = Number(part) / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = luminance(getComputedStyle(document.body).backgroundColor);
      return ["h1", ".note", "thead th", ".failed td.text", "pre.error", "footer"].flatMap((place) => {
        const element = document.querySelector(place);
        if (!element) return [];
        const ink = luminance(getComputedStyle(element).color);
        return [(Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)];
      });
    });
  }

  const reports: readonly (readonly [name: string, run: () => RunSnapshot])[] = [
    ["cell", cellRun],
    ["job", jobRun],
  ];
  for (const [name, run] of reports) {
    it(`of a ${name} asks for nothing but itself, runs nothing, and can be read in light and in dark`, async () => {
      const first = { rows: [["the", "5,120"] as const, [HOSTILE, "1"] as const], total: 812 };
      const { page, asked, complaints, address } = await open(name, htmlReport(run(), first));
      assert.deepEqual(asked, [address]);
      assert.deepEqual(complaints, []);
      assert.match(await page.title(), /^(Monte Carlo · lab|count words · words)\.py$/);
      assert.equal(await page.locator("script, iframe, link, [onload]").count(), 0);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        for (const ratio of await contrasts(page)) assert.ok(ratio >= 4.5, `${colorScheme}: ${ratio}`);
      }
      const widths = await page.evaluate(
        () => [document.documentElement.scrollWidth, window.innerWidth] as const,
      );
      assert.ok(widths[0] <= widths[1], "nothing sticks out of the page");
      await pictures(page, name);
      assert.deepEqual(asked, [address], "nor did any of that ask for more");
      await page.context().close();
    });
  }

  it("shows pictures, and hostile text as it is", async () => {
    const { page } = await open("hostile", htmlReport(cellRun()));
    const shown = await page.locator("pre.stdout").first().innerText();
    assert.equal(shown.trimEnd(), `engine 0: ${HOSTILE}\n100%`);
    const sizes = await page
      .locator("img")
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    assert.deepEqual([...new Set(sizes)], [260]);
    await page.context().close();
  });

  it("fits a narrow window", async () => {
    const { page } = await open("narrow", htmlReport(jobRun()));
    await page.setViewportSize({ width: 400, height: 800 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    await page.context().close();
  });
});
