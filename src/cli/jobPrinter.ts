import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { LabsError } from "../base/errors";
import { cellsOf, inBlocks } from "../mapreduce/saveRows";
import type { JobCounters } from "../protocol/jobRecord";
import type { Phase } from "../protocol/phase";
import type { RunRecord } from "../protocol/run";
import { bytes, seconds, times } from "../runs/format";
import type { Run } from "../runs/run";
import { table } from "./table";

type Rows = () => AsyncIterable<string> | Iterable<string>;

/** What may stand beside a job's results. */
interface More {
  /** The same job on one engine. */
  readonly serial?: Run | undefined;
  /** Why a file of the run could not be written, although the job went well. */
  readonly failure?: LabsError | undefined;
}

/** Rows shown on a terminal, where nobody reads thousands. */
const SHOWN = 20;

/** Prints what a job gave: rows to stdout and figures to stderr, or one JSON document. */
export class JobPrinter {
  constructor(private readonly options: { readonly json?: boolean; readonly output?: string }) {}

  async print(rows: Rows, counters: JobCounters, run: Run, more: More = {}): Promise<void> {
    const { serial } = more;
    if (this.options.json) {
      await write(document(rows, counters, run, more));
      return;
    }
    const { output } = this.options;
    if (output === undefined) await write(this.lines(rows, process.stdout.isTTY ? SHOWN : Infinity));
    else process.stderr.write(`Saved ${output}.\n`);
    process.stderr.write(`\n${engineTable(run.record())}\n${figures(counters, run, serial)}\n`);
  }

  private async *lines(rows: Rows, limit: number): AsyncGenerator<string> {
    let count = 0;
    for await (const row of rows()) {
      count += 1;
      if (count <= limit) yield `${cellsOf(row).join("\t")}\n`;
    }
    if (count > limit) yield `… ${(count - limit).toLocaleString("en")} more: save them with --output\n`;
  }
}

/** The document of the design, its rows written as they are read. */
async function* document(rows: Rows, counters: JobCounters, run: Run, more: More): AsyncGenerator<string> {
  const { serial, failure } = more;
  const beginning = `{"ok":${!failure},"result":[`;
  let before = beginning;
  for await (const row of rows()) {
    yield before + row;
    before = ",";
  }
  if (before === beginning) yield before;
  const rest = {
    counters,
    run: run.record(),
    ...(serial && { serial: serial.record() }),
    ...(failure && { error: { code: failure.code, message: failure.message } }),
  };
  yield `],${JSON.stringify(rest).slice(1)}\n`;
}

async function write(pieces: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(inBlocks(pieces)), process.stdout, { end: false });
}

/** What each engine did, and the time that it spent on it by phase. */
function engineTable({ engines, tasks }: RunRecord): string {
  const rows = engines.map(({ id }) => {
    const own = tasks.filter(({ engine }) => engine === id);
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    const spent = (phase: Phase) =>
      sum(
        own
          .filter((task) => task.phase === phase)
          .map(({ started = 0, completed = started }) => (completed - started) / 1000),
      );
    const mapped = own.filter(({ phase }) => phase === "map");
    return [
      String(id),
      mapped.length.toLocaleString("en"),
      sum(mapped.map(({ records }) => records)).toLocaleString("en"),
      seconds(spent("map")),
      seconds(spent("shuffle")),
      seconds(spent("reduce")),
      seconds(sum(own.map(({ cpuSeconds }) => cpuSeconds))),
    ];
  });
  return table([["engine", "splits", "records", "map", "shuffle", "reduce", "CPU"], ...rows]).join("\n");
}

function figures(counters: JobCounters, run: Run, serial?: Run): string {
  const { metrics, engines, cores } = run.record();
  const whole = (number: number) => number.toLocaleString("en");
  const alone = serial?.record().metrics.wall;
  return [
    `${whole(counters.rows)} results of ${whole(counters.records)} records`,
    ...(counters.bytes > 0 ? [bytes(counters.bytes)] : []),
    ...(counters.skippedBytes > 0 ? [`${bytes(counters.skippedBytes)} were no UTF-8`] : []),
    `${engines.length} engine${engines.length === 1 ? "" : "s"} on ${cores} core${cores === 1 ? "" : "s"}`,
    `wall ${seconds(metrics.wall)}`,
    ...(alone === undefined
      ? []
      : [`serial ${seconds(alone)}`, `speed-up ${times(alone / metrics.wall)}, same results`]),
  ].join(" · ");
}
