import type { Phase } from "../../../protocol/phase";
import type { RunRecord, TaskRecord } from "../../../protocol/run";
import { seconds } from "../../format";
import type { Stretch } from "../lanes";
import { taskName } from "../names";
import { extentOf, spansOf } from "../taskSpans";
import { html, type Markup } from "./html";
import { counted, duration, isFailed } from "./words";

/** Measures in units of the drawing, which is scaled to the page's width. */
const LABELS = 84;
const PLOT = 860;
const MARGIN = 16;
const ROW = 26;
const BAR = 14;
const AXIS = 24;

/** Bars narrower than this are joined with their neighbour of the same kind. */
const NARROW = 3;

/** Ticks of the axis at most. */
const TICKS = 10;

/** Work of one phase: a task, or several too short to tell apart. In units from the plot's left side. */
interface Bar {
  readonly from: number;
  to: number;
  readonly phase: Phase;
  failed: boolean;
  readonly first: TaskRecord;
  count: number;
}

const phases: readonly (readonly [phase: Phase, word: string])[] = [
  ["run", "worked"],
  ["map", "map"],
  ["shuffle", "shuffle"],
  ["reduce", "reduce"],
];

/** When each engine worked, in which phase, and when work waited for it: a row an engine, drawn to scale. */
export function timelineSection(record: RunRecord): Markup {
  const { tasks } = record;
  if (tasks.length === 0) return html``;
  const extent = extentOf(record);
  const engines = [...new Set([...record.engines.map(({ id }) => id), ...tasks.map(({ engine }) => engine)])];
  const rows = engines.sort((a, b) => a - b);
  const height = rows.length * ROW + AXIS;
  const wall = (extent.to - extent.from) / 1000;
  const width = LABELS + PLOT + MARGIN;
  const about = `When each of ${counted(rows.length, "engine")} worked, over ${seconds(wall)}. The tables below say the same in numbers.`;
  const draw = (engine: number, at: number) =>
    engineRow(
      engine,
      tasks.filter((task) => task.engine === engine),
      extent,
      at * ROW,
    );
  return html`<section><h2>Timeline</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Timeline">
<svg class="timeline" viewBox="0 0 ${width} ${height}" role="img" aria-label="${about}">
${patterns()}
${axis(wall, rows.length * ROW)}
${rows.map(draw)}</svg>
</div>
${legend(tasks)}
</section>
`;
}

function engineRow(engine: number, tasks: readonly TaskRecord[], extent: Stretch, top: number): Markup {
  const { bars, waits } = engineBars(tasks, extent);
  const y = top + (ROW - BAR) / 2;
  const middle = top + ROW / 2;
  const wait = ({ from, to }: Stretch) =>
    html`<line class="waited" x1="${LABELS + from}" x2="${LABELS + to}" y1="${middle}" y2="${middle}"/>`;
  const bar = ({ from, to, phase, failed, first, count }: Bar) => {
    const width = to - from > NARROW ? to - from - 0.5 : to - from; // a gap between neighbours
    return html`<rect class="${phase}${failed ? " failed" : ""}" x="${LABELS + from}" y="${y}" width="${width}" height="${BAR}"><title>${barTitle(first, count)}</title></rect>${failed && cross(LABELS + to, middle)}`;
  };
  return html`<g><text class="engine" x="${LABELS - 10}" y="${middle + 4}">engine ${engine}</text><line class="ground" x1="${LABELS}" x2="${LABELS + PLOT}" y1="${top + ROW}" y2="${top + ROW}"/>${waits.map(wait)}${bars.map(bar)}</g>
`;
}

/** What an engine's row shows: no more bars and waits than the row has units, however many the tasks. */
function engineBars(tasks: readonly TaskRecord[], { from: origin, to: end }: Stretch) {
  const scale = end > origin ? PLOT / (end - origin) : 0;
  const unit = (time: number) => Math.min(PLOT, Math.max(0, Math.round((time - origin) * scale)));
  const bars: Bar[] = [];
  const waits: Stretch[] = [];
  const spans = tasks.map((task) => ({ task, ...spansOf(task, end) }));
  for (const { task, worked } of spans.toSorted((a, b) => beginning(a.task) - beginning(b.task))) {
    if (worked) addBar(bars, task, { from: unit(worked.from), to: unit(worked.to) });
  }
  for (const { waited } of spans.toSorted((a, b) => a.waited.from - b.waited.from)) {
    const last = waits.at(-1);
    const [from, to] = [unit(waited.from), unit(waited.to)];
    if (last && from <= last.to) waits[waits.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else if (to > from) waits.push({ from, to });
  }
  return { bars, waits };
}

function addBar(bars: Bar[], task: TaskRecord, { from, to }: Stretch): void {
  const last = bars.at(-1);
  const begin = Math.min(Math.max(from, last?.to ?? 0), PLOT - 1);
  const end = Math.max(to, begin + 1); // a task too short to be drawn still gets a unit
  const failed = isFailed(task);
  const isSame = last?.phase === task.phase && last.failed === failed;
  const isNarrow = last && (last.to - last.from < NARROW || end - begin < NARROW);
  if (last && ((isSame && isNarrow && from <= last.to + 1) || begin < last.to)) {
    last.to = Math.max(last.to, to);
    last.failed ||= failed;
    last.count += 1;
  } else bars.push({ from: begin, to: end, phase: task.phase, failed, first: task, count: 1 });
}

function beginning(task: TaskRecord): number {
  return task.started ?? task.submitted;
}

function barTitle(task: TaskRecord, count: number): string {
  if (count > 1) return `${counted(count, "task")} of ${task.phase}`;
  const { started = 0, completed = started } = task;
  return `${taskName(task)}: ${seconds((completed - started) / 1000)}, ${task.status}`;
}

/** Marks the end of work that failed, for those who do not see its colour. */
function cross(x: number, y: number): Markup {
  return html`<path class="cross" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"/>`;
}

/** Phases differ in pattern as well as in colour, also in print. */
function patterns(): Markup {
  return html`<defs>
<pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="shuffle-ground" width="6" height="6"/><path class="relief" d="M1.5 0v6"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="reduce-ground" width="6" height="6"/><circle class="relief-dot" cx="3" cy="3" r="1.2"/></pattern>
</defs>`;
}

/** Vertical lines at round times, with the time below each. */
function axis(wall: number, bottom: number): Markup {
  const step = roundStep(wall / TICKS);
  const count = step > 0 ? Math.floor(wall / step + 1e-9) : 0;
  const tick = (at: number) => {
    const x = LABELS + (at * step * PLOT) / (wall || 1);
    return html`<line class="tick" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="${bottom}"/><text class="time" x="${x.toFixed(1)}" y="${bottom + 16}">${duration(at * step)}</text>`;
  };
  return html`<g>${Array.from({ length: count + 1 }, (_, at) => tick(at))}</g>`;
}

/** The next of 1, 2, 5, 10, 20, … that is not below a number; 0 for 0. */
function roundStep(least: number): number {
  if (!(least > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}

function legend(tasks: readonly TaskRecord[]): Markup {
  const present = phases.filter(([phase]) => tasks.some((task) => task.phase === phase));
  const swatch = (content: Markup, word: string) =>
    html`<li><svg width="28" height="${BAR}" aria-hidden="true">${content}</svg> ${word}</li>`;
  const bar = (kind: string) => html`<rect class="${kind}" x="1" y="1" width="26" height="${BAR - 2}"/>`;
  const middle = BAR / 2;
  return html`<ul class="legend">
${present.map(([phase, word]) => swatch(bar(phase), word))}
${swatch(html`<line class="waited" x1="0" x2="28" y1="${middle}" y2="${middle}"/>`, "handed out, not started")}
${tasks.some(isFailed) && swatch(html`${bar("run failed")}${cross(20, middle)}`, "did not end well")}
</ul>`;
}
