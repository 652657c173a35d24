import type { Phase } from "../../protocol/phase";
import type { OutputItem, RunSnapshot, TaskRecord } from "../../protocol/run";
import type { TaskError } from "../../protocol/task";
import { engineName } from "../client";
import { lanesOf, type Stretch } from "./lanes";
import { baseName, taskName, titleOf } from "./names";
import { extentOf, spansOf } from "./taskSpans";

/** The one process of a trace. Its tracks count from the next number: a thread with its number would be its main one. */
const PROCESS = 1;

/** Characters of an error's message in a trace. */
const LONGEST_MESSAGE = 500;

/** Colours of chrome://tracing, which has a fixed list of names; Perfetto colours by a slice's name. */
const colours = {
  run: "thread_state_running",
  map: "rail_response",
  shuffle: "rail_animation",
  reduce: "rail_load",
  waiting: "grey",
  failed: "terrible",
  stopped: "bad",
} as const;

interface Slice extends Stretch {
  readonly name: string;
  readonly cat: string;
  readonly cname: string;
  readonly args: object;
}

interface Instant {
  readonly time: number;
  readonly name: string;
  readonly args: object;
}

/** Slices of one kind of an engine, on as many tracks as they need, and what happened at a moment, on the first. */
interface TrackGroup {
  readonly name: string;
  readonly slices: readonly Slice[];
  readonly instants: readonly Instant[];
}

/**
 * A run in the JSON Object Format of Chrome's trace viewer, which Perfetto (ui.perfetto.dev) and chrome://tracing open:
 * a track for the work of each engine, and others for what waited to start and for results on their way, as many as
 * needed, since slices of a track must not overlap. Times in whole µs from the run's beginning. The same run always
 * gives the same text.
 *
 * "Trace Event Format", https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export function chromeTrace(run: RunSnapshot): string {
  const { record } = run;
  const { id, kind, backend, source, cores, created, metrics } = record;
  const about = { id, kind, backend, title: source.title, file: baseName(source.filename), cores };
  const otherData = { ...about, created: new Date(created).toISOString(), ...metrics };
  const events = eventsOf(run).map((event) => JSON.stringify(event));
  return `{"traceEvents":[\n${events.join(",\n")}\n],\n"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)}}\n`;
}

function eventsOf(run: RunSnapshot): object[] {
  const named = [metadata("process_name", 0, { name: titleOf(run.record) })];
  const happened: object[] = [];
  let track = PROCESS;
  for (const { name, slices, instants } of trackGroups(run)) {
    const first = track + 1;
    const lanes = lanesOf(slices);
    if (lanes.length === 0 && instants.length > 0) lanes.push([]);
    for (const [lane, own] of lanes.entries()) {
      track += 1;
      named.push(
        metadata("thread_name", track, { name: lane === 0 ? name : `${name} (${lane + 1})` }),
        metadata("thread_sort_index", track, { sort_index: track }),
      );
      for (const slice of own) happened.push(complete(slice, track));
    }
    for (const instant of instants) happened.push(moment(instant, first));
  }
  return [...named, ...happened];
}

/** The groups of tracks from top to bottom; one without anything in it gets no track. */
function trackGroups(run: RunSnapshot): TrackGroup[] {
  const { record } = run;
  const { from, to } = extentOf(record);
  const origin = Math.min(from, record.created);
  const place = (time: number) => Math.round((time - origin) * 1000);
  const failures = errorsByTask(run);
  const ids = new Set(
    [...record.engines, ...record.tasks.map(({ engine: id }) => ({ id }))].map(({ id }) => id),
  );
  return [...ids]
    .sort((a, b) => a - b)
    .flatMap((id) =>
      engineGroups(
        id,
        record.tasks.filter(({ engine }) => engine === id),
        { place, end: to, failures },
      ),
    );
}

interface Placing {
  /** A time of the record in µs of the trace. */
  place(time: number): number;
  /** When the run ended, as the record tells times. */
  readonly end: number;
  readonly failures: ReadonlyMap<number, TaskError>;
}

function engineGroups(engine: number, tasks: readonly TaskRecord[], placing: Placing): TrackGroup[] {
  const { place, end, failures } = placing;
  const work: Slice[] = [];
  const waiting: Slice[] = [];
  const transfer: Slice[] = [];
  const instants: Instant[] = [];
  for (const task of tasks) {
    const name = taskName(task);
    const spans = spansOf(task, end);
    const placed = ({ from, to }: Stretch) => ({ from: place(from), to: place(to) });
    const aside = (stretch: Stretch, what: string) => {
      const slice = { ...placed(stretch), name: `${what}: ${name}`, cat: what, cname: colours.waiting };
      return slice.to > slice.from ? [{ ...slice, args: { task: task.id } }] : [];
    };
    waiting.push(...aside(spans.waited, "waiting"));
    if (spans.transferred) transfer.push(...aside(spans.transferred, "transfer"));
    if (spans.worked) {
      work.push({ ...placed(spans.worked), name, cat: task.phase, cname: colourOf(task), args: facts(task) });
    }
    const { from, to } = placed(spans.worked ?? { from: spans.waited.to, to: spans.waited.to });
    if (task.attempt > 1) {
      instants.push({ time: from, name: `retry: ${name}`, args: { task: task.id, attempt: task.attempt } });
    }
    if (task.status !== "ok" && task.status !== "pending") {
      const args = { task: task.id, ...failure(failures.get(task.id)) };
      instants.push({ time: to, name: `${task.status}: ${name}`, args });
    }
  }
  return [
    { name: engineName(engine), slices: work, instants },
    { name: `${engineName(engine)}: waiting`, slices: waiting, instants: [] },
    { name: `${engineName(engine)}: transfer`, slices: transfer, instants: [] },
  ];
}

function complete({ name, cat, cname, from, to, args }: Slice, tid: number): object {
  return { ph: "X", pid: PROCESS, tid, ts: from, dur: to - from, name, cat, cname, args };
}

function moment({ name, time, args }: Instant, tid: number): object {
  return { ph: "i", s: "t", pid: PROCESS, tid, ts: time, name, args };
}

function metadata(name: string, tid: number, args: object): object {
  return { ph: "M", pid: PROCESS, tid, name, args };
}

function facts(task: TaskRecord): object {
  const { id, attempt, status, records, bytesIn, bytesOut, cpuSeconds, waitSeconds } = task;
  return { task: id, attempt, status, records, bytesIn, bytesOut, cpuSeconds, waitSeconds };
}

function failure(error: TaskError | undefined): object {
  return error ? { error: error.name, message: error.message.slice(0, LONGEST_MESSAGE) } : {};
}

function colourOf({
  status,
  phase,
}: {
  readonly status: TaskRecord["status"];
  readonly phase: Phase;
}): string {
  if (status === "error" || status === "died") return colours.failed;
  if (status === "timeout" || status === "interrupted") return colours.stopped;
  return colours[phase];
}

function errorsByTask({ outputs }: RunSnapshot): Map<number, TaskError> {
  const isError = (item: OutputItem) => item.kind === "error";
  const found = outputs.flatMap(({ items }) => items.filter(isError));
  return new Map(found.map(({ task, error }) => [task, error]));
}
