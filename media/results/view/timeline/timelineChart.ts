import { html, render } from "lit/html.js";
import { heightOf, type LaidRow, layOut, rowAt } from "../../model/timeline/rowLayout";
import { taskAt } from "../../model/timeline/segments";
import type { TimelineRow } from "../../model/timeline/timelineRows";
import { isWhole, panned, showing, type TimeWindow, zoomed } from "../../model/timeline/timeWindow";
import { strings } from "../../strings/strings";
import { onceAFrame } from "../onceAFrame";
import { watchTheme } from "../watchTheme";
import { listen } from "./gestures";
import { type Looks, readLooks } from "./looks";
import { AXIS_HEIGHT, paint, type Spot } from "./painter";
import { Tooltip } from "./tooltip";

/** The most height, in CSS pixels, before the rows scroll. */
const MOST_HEIGHT = 440;
/** Of what is in sight: how much a key moves, and how much remains after a zoom. */
const [STEP, ZOOM] = [0.15, 0.6] as const;
/** How near to a task, in CSS pixels, the pointer is on it. */
const NEAR = 4;

/** What the chart shows. Rows come in the order in which they stand. */
export interface ChartContent {
  readonly rows: readonly TimelineRow[];
  readonly collapsed: ReadonlySet<number>;
  /** ms from the run's beginning to its end, or so far. */
  readonly length: number;
}

/** What the chart asks for. */
export interface ChartHost {
  /** The reader chose a task. */
  openTask(task: number): void;
  toggleRow(engine: number): void;
}

/**
 * The timeline: a row an engine, a bar a task, drawn on a canvas.
 *
 * Drawn by hand, with d3-array for round ticks and binary search (ISC, maintained, 1 KB of it in the bundle), after a
 * look at what there is: uPlot (50 KB) and Chart.js (200 KB) draw curves and bars over a value axis and know no rows of
 * intervals; vis-timeline (over 500 KB) makes an element a task, which ends at some thousands, and sets styles that the
 * panel's policy forbids; ECharts could do it with a series of one's own, which is this drawing plus 400 KB. d3-zoom
 * keeps its state in the element as a scale of a fixed extent, and ours grows while the run goes on.
 */
export class TimelineChart {
  readonly element = document.createElement("div");
  private readonly scroller = document.createElement("div");
  private readonly names = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private readonly told = document.createElement("p");
  private readonly tooltip = new Tooltip();
  private readonly draw = onceAFrame(() => this.paint());
  private content: ChartContent = { rows: [], collapsed: new Set(), length: 0 };
  private laid: LaidRow[] = [];
  /** What is in sight; absent for all, also of a run that grows. */
  private window: TimeWindow | undefined;
  private looks: Looks | undefined;
  private ratio = 1;
  private hovered: Spot | undefined;
  private focused: Spot | undefined;

  constructor(private readonly host: ChartHost) {
    this.element.className = "chart";
    this.scroller.className = "chart-scroller";
    this.names.className = "chart-names";
    this.told.className = "chart-told";
    this.told.setAttribute("aria-live", "polite");
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-roledescription", strings.timelineRole());
    this.canvas.setAttribute("aria-describedby", "timeline-keys");
    this.scroller.append(this.names, this.canvas);
    this.element.append(this.scroller, this.tooltip.element, this.told);
    this.scroller.style.maxHeight = `${MOST_HEIGHT}px`;
    this.scroller.addEventListener("scroll", this.draw);
    new ResizeObserver(this.draw).observe(this.scroller);
    watchTheme(() => {
      this.looks = undefined;
      this.draw();
    });
    listen(this.canvas, {
      zoomAt: (factor, x) => this.zoom(factor, this.timeAt(x)),
      panBy: (pixels) => this.pan(-pixels / this.canvas.clientWidth),
      hoverAt: (point) => this.hover(point),
      openAt: ({ x, y }) => this.open(this.spotAt(x, y)),
      key: (event) => this.key(event),
    });
    this.canvas.addEventListener("blur", () => this.focus(undefined));
  }

  /** Shows a run, or what has become of it. */
  update(content: ChartContent): void {
    this.content = content;
    this.laid = layOut(content.rows, content.collapsed);
    this.hovered = this.found(this.hovered);
    this.focused = this.found(this.focused);
    const tasks = content.rows.reduce((sum, row) => sum + row.tasks.length, 0);
    const label = strings.timelineLabel(content.rows.length, tasks, content.length / 1000);
    this.canvas.setAttribute("aria-label", label);
    const name = ({ row: { engine }, size }: LaidRow) =>
      html`<button type="button" class="chart-name ${size}" aria-expanded=${size !== "collapsed"} title=${strings.timelineRow(engine)}
        @click=${() => this.host.toggleRow(engine)}>${strings.timelineRow(engine)}</button>`;
    render(this.laid.map(name), this.names);
    this.draw();
  }

  /** Begins with another run. */
  clear(): void {
    this.window = undefined;
    this.focus(undefined);
    this.hover(undefined);
  }

  zoomIn(): void {
    this.zoom(ZOOM, this.middle());
  }

  zoomOut(): void {
    this.zoom(1 / ZOOM, this.middle());
  }

  showAll(): void {
    this.look(undefined);
  }

  private get view(): TimeWindow {
    return this.window ?? { from: 0, to: this.content.length };
  }

  private look(window: TimeWindow | undefined): void {
    this.window = window && isWhole(window, this.content.length) ? undefined : window;
    this.draw();
  }

  private zoom(factor: number, at: number): void {
    this.look(zoomed(this.view, factor, at, this.content.length));
  }

  /** Moves by a part of what is in sight. */
  private pan(part: number): void {
    const { from, to } = this.view;
    this.look(panned(this.view, part * (to - from), this.content.length));
  }

  /** What a zoom without a pointer keeps in its place: the focused task if it is in sight, or the middle. */
  private middle(): number {
    const { from, to } = this.view;
    const start = this.focused?.placed.started;
    return start !== undefined && start >= from && start <= to ? start : (from + to) / 2;
  }

  private timeAt(x: number): number {
    const { from, to } = this.view;
    return from + (x / Math.max(1, this.canvas.clientWidth)) * (to - from);
  }

  private spotAt(x: number, y: number): Spot | undefined {
    const { from, to } = this.view;
    const index = y < AXIS_HEIGHT ? undefined : rowAt(this.laid, y - AXIS_HEIGHT + this.scroller.scrollTop);
    const slack = (NEAR * (to - from)) / Math.max(1, this.canvas.clientWidth);
    return index === undefined ? undefined : this.spotIn(index, this.timeAt(x), slack);
  }

  private spotIn(rowIndex: number, time: number, slack: number): Spot | undefined {
    const row = this.laid[rowIndex]?.row;
    const at = row && taskAt(row, time, slack);
    const placed = at === undefined ? undefined : row?.tasks[at];
    return row && placed && { engine: row.engine, placed };
  }

  private hover(point: { readonly x: number; readonly y: number } | undefined): void {
    const spot = point && this.spotAt(point.x, point.y);
    if (spot?.placed !== this.hovered?.placed) this.draw();
    this.hovered = spot;
    this.canvas.classList.toggle("on-task", spot !== undefined);
    if (!spot || !point) this.tooltip.hide();
    else {
      this.tooltip.show(strings.taskLines(spot.placed), this.canvas.offsetLeft + point.x, point.y);
    }
  }

  private focus(spot: Spot | undefined): void {
    this.focused = spot;
    this.told.textContent = spot ? strings.taskLines(spot.placed).join(" · ") : "";
    if (spot) this.reveal(spot);
    this.draw();
  }

  private open(spot: Spot | undefined): void {
    if (!spot) return;
    this.focus(spot);
    this.tooltip.hide();
    this.host.openTask(spot.placed.task.id);
  }

  /** Brings a task into sight. */
  private reveal({ engine, placed }: Spot): void {
    const start = placed.started ?? placed.ready;
    const part = { from: start, to: placed.completed ?? start };
    if (this.window) this.look(showing(this.window, part, this.content.length));
    const row = this.laid.find((laid) => laid.row.engine === engine);
    if (!row) return;
    const { scrollTop, clientHeight } = this.scroller;
    const room = clientHeight - AXIS_HEIGHT;
    if (row.top < scrollTop) this.scroller.scrollTop = row.top;
    else if (row.top + row.height > scrollTop + room) this.scroller.scrollTop = row.top + row.height - room;
  }

  /** Answers whether the key was meant for the chart. */
  private key({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => (shiftKey ? this.step(-1) : this.pan(-STEP)),
      ArrowRight: () => (shiftKey ? this.step(1) : this.pan(STEP)),
      ArrowUp: () => this.climb(-1),
      ArrowDown: () => this.climb(1),
      "+": () => this.zoomIn(),
      "=": () => this.zoomIn(),
      "-": () => this.zoomOut(),
      "0": () => this.showAll(),
      Home: () => this.pan(Number.NEGATIVE_INFINITY),
      End: () => this.pan(Number.MAX_VALUE),
      Enter: () => this.open(this.focused),
      " ": () => this.open(this.focused),
    };
    if (key === "Escape" && (this.focused || this.hovered)) {
      this.hover(undefined);
      this.focus(undefined);
      return true;
    }
    const act = acts[key];
    act?.();
    return act !== undefined;
  }

  /** Focuses the task before or after, or the first in sight. */
  private step(by: 1 | -1): void {
    const { focused } = this;
    const row = this.laid.find(({ row: { engine } }) => engine === focused?.engine)?.row;
    if (!focused || !row) {
      this.climb(1);
      return;
    }
    const placed = row.tasks[row.tasks.indexOf(focused.placed) + by];
    if (placed) this.focus({ engine: row.engine, placed });
  }

  /** Focuses the task of the next row, up or down, that is nearest in time. */
  private climb(by: 1 | -1): void {
    const { from, to } = this.view;
    const time = this.focused?.placed.started ?? (this.focused ? this.focused.placed.ready : (from + to) / 2);
    const index = this.laid.findIndex(({ row: { engine } }) => engine === this.focused?.engine);
    for (let next = index < 0 && by < 0 ? this.laid.length - 1 : index + by; this.laid[next]; next += by) {
      const spot = this.spotIn(next, time, Infinity);
      if (spot) {
        this.focus(spot);
        return;
      }
    }
  }

  /** The same task in what is shown now. */
  private found(spot: Spot | undefined): Spot | undefined {
    const row = this.content.rows.find(({ engine }) => engine === spot?.engine);
    const placed = row?.tasks.find(({ task }) => task.id === spot?.placed.task.id);
    return row && placed && { engine: row.engine, placed };
  }

  private paint(): void {
    const { canvas, scroller, laid, content } = this;
    const height = Math.min(MOST_HEIGHT, AXIS_HEIGHT + heightOf(laid));
    canvas.style.height = `${height}px`;
    const width = canvas.clientWidth;
    const ink = canvas.getContext("2d");
    if (!ink || width === 0 || content.length <= 0) return;
    const ratio = window.devicePixelRatio;
    if (ratio !== this.ratio) this.looks = undefined; // patterns are as fine as the screen
    this.ratio = ratio;
    this.looks ??= readLooks(ratio);
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    ink.setTransform(wide / width, 0, 0, high / height, 0, 0);
    paint(ink, {
      rows: laid,
      scale: { window: this.view, width, now: content.length },
      looks: this.looks,
      height,
      scrollTop: scroller.scrollTop,
      hovered: this.hovered,
      focused: this.focused,
    });
  }
}
