import { axisTicks } from "../../model/timeline/axis";
import type { LaidRow } from "../../model/timeline/rowLayout";
import { type Mark, marksOf, type Scale, type Segment, segmentsOf } from "../../model/timeline/segments";
import type { PlacedTask } from "../../model/timeline/timelineRows";
import { paintTitle } from "./barTitle";
import type { Looks } from "./looks";

/** Height of the axis, in CSS pixels, above the rows. */
export const AXIS_HEIGHT = 20;

/** CSS pixels between two labels of the axis, at least. */
const LABEL_SPACE = 90;
/** And to the edges, where the line around what has the keyboard is. */
const LABEL_EDGE = 2;
/** Of a row's height: what is free above and below, and how high waits and transfers are. */
const [MARGIN, THIN] = [3, 5] as const;

/** What a mark takes of its bar. */
const MARK = 8;

/** All that a picture of the timeline is made from. */
export interface Picture {
  readonly rows: readonly LaidRow[];
  readonly scale: Scale;
  readonly looks: Looks;
  /** CSS pixels. */
  readonly height: number;
  readonly scrollTop: number;
  readonly hovered?: Spot | undefined;
  readonly focused?: Spot | undefined;
}

/** A task on the timeline. */
export interface Spot {
  readonly engine: number;
  readonly placed: PlacedTask;
}

/** Draws the timeline: the rows that are in sight, and the axis above them. */
export function paint(ink: CanvasRenderingContext2D, picture: Picture): void {
  const { rows, scale, looks, height, scrollTop } = picture;
  ink.fillStyle = looks.background;
  ink.fillRect(0, 0, scale.width, height);
  const ticks = axisTicks(scale.window, Math.max(2, Math.floor(scale.width / LABEL_SPACE)));
  const x = (time: number) =>
    ((time - scale.window.from) / (scale.window.to - scale.window.from)) * scale.width;
  ink.globalAlpha = 0.5;
  ink.fillStyle = looks.line;
  for (const { time } of ticks) ink.fillRect(Math.round(x(time)), AXIS_HEIGHT - 4, 1, height);
  ink.globalAlpha = 1;
  ink.save();
  ink.beginPath();
  ink.rect(0, AXIS_HEIGHT, scale.width, height - AXIS_HEIGHT);
  ink.clip();
  ink.translate(0, AXIS_HEIGHT - scrollTop);
  for (const row of rows) {
    if (row.top + row.height >= scrollTop && row.top <= scrollTop + height) paintRow(ink, row, picture);
  }
  ink.restore();
  ink.fillStyle = looks.muted;
  ink.font = looks.font;
  ink.textBaseline = "middle";
  for (const { time, label } of ticks) {
    const wide = ink.measureText(label).width;
    const at = Math.max(LABEL_EDGE, Math.min(scale.width - wide - LABEL_EDGE, x(time) - wide / 2));
    ink.fillText(label, at, (AXIS_HEIGHT - 4) / 2);
  }
}

function paintRow(ink: CanvasRenderingContext2D, laid: LaidRow, picture: Picture): void {
  const { row, top, height, size } = laid;
  const isCollapsed = size === "collapsed";
  const { scale, looks } = picture;
  const margin = isCollapsed ? 1 : MARGIN;
  const bar = { top: top + margin, height: height - 2 * margin };
  ink.fillStyle = looks.line;
  ink.globalAlpha = 0.5;
  ink.fillRect(0, top + height - 1, scale.width, 1);
  ink.globalAlpha = 1;
  const segments = segmentsOf(row, scale);
  for (const segment of segments) if (segment.kind !== "work") paintThin(ink, segment, bar, looks);
  for (const segment of segments) if (segment.kind === "work") paintWork(ink, segment, bar, looks);
  for (const spot of [picture.hovered, picture.focused]) {
    if (spot?.engine === row.engine) outline(ink, spot.placed, bar, picture, spot === picture.focused);
  }
  if (isCollapsed) return;
  const marks = marksOf(row, scale);
  for (const segment of segments) if (segment.kind === "work") paintTitleOf(ink, segment, bar, looks, marks);
  for (const mark of marks) paintMark(ink, mark, bar, looks);
}

interface Bar {
  readonly top: number;
  readonly height: number;
}

function paintThin(
  ink: CanvasRenderingContext2D,
  { kind, from, to }: Exclude<Segment, { kind: "work" }>,
  { top, height }: Bar,
  looks: Looks,
): void {
  const thin = Math.min(THIN, height);
  ink.fillStyle = looks.fill[kind];
  ink.fillRect(from, top + (height - thin) / 2, to - from, thin);
}

function paintWork(
  ink: CanvasRenderingContext2D,
  { phase, from, to, full, tasks }: Extract<Segment, { kind: "work" }>,
  { top, height }: Bar,
  looks: Looks,
): void {
  const high = height * full;
  // Neighbours are told apart by a gap, where there is room for one.
  const width = tasks === 1 && to - from > 4 ? to - from - 1 : to - from;
  ink.fillStyle = looks.fill[phase];
  ink.fillRect(from, top + height - high, width, high);
  if (!looks.contrast || width < 4) return;
  ink.strokeStyle = looks.contrast;
  ink.lineWidth = 1;
  ink.strokeRect(from + 0.5, top + height - high + 0.5, width - 1, high - 1);
}

/** Behind the mark, where the task has one. */
function paintTitleOf(
  ink: CanvasRenderingContext2D,
  { title, from, to }: Extract<Segment, { kind: "work" }>,
  { top, height }: Bar,
  looks: Looks,
  marks: readonly Mark[],
): void {
  if (title === undefined) return;
  const mark = marks.find(({ at }) => at >= from && at < to);
  ink.fillStyle = looks.onRun;
  ink.font = looks.font;
  paintTitle(ink, title, { from: mark ? mark.at + MARK : from, to, y: top + height / 2 });
}

function outline(
  ink: CanvasRenderingContext2D,
  { started, completed, ready }: PlacedTask,
  { top, height }: Bar,
  { scale, looks }: Picture,
  isFocus: boolean,
): void {
  const { window, width, now } = scale;
  const x = (time: number) =>
    Math.max(-4, Math.min(width + 4, ((time - window.from) / (window.to - window.from)) * width));
  const from = x(started ?? ready);
  const to = Math.max(from + 2, x(completed ?? now));
  ink.strokeStyle = isFocus ? looks.focus : looks.text;
  ink.lineWidth = isFocus ? 2 : 1;
  ink.strokeRect(from - 1, top - 1, to - from + 2, height + 2);
}

/** A cross where a task failed; where it was tried before, an arrow that goes around. */
function paintMark(
  ink: CanvasRenderingContext2D,
  { kind, at }: Mark,
  { top, height }: Bar,
  looks: Looks,
): void {
  const [x, y, r] = [at + 6, top + height / 2, 3.2];
  ink.fillStyle = looks.background;
  ink.beginPath();
  ink.arc(x, y, r + 2.6, 0, 2 * Math.PI);
  ink.fill();
  ink.strokeStyle = kind === "failed" ? looks.error : looks.text;
  ink.lineWidth = kind === "failed" ? 2 : 1.4;
  ink.beginPath();
  if (kind === "failed") {
    ink.moveTo(x - r, y - r);
    ink.lineTo(x + r, y + r);
    ink.moveTo(x + r, y - r);
    ink.lineTo(x - r, y + r);
  } else {
    ink.arc(x, y, r, -0.3 * Math.PI, 1.4 * Math.PI);
    ink.moveTo(x + r * 0.1, y - r - 2);
    ink.lineTo(x - r * 0.3, y - r + 0.2);
    ink.lineTo(x + r * 0.6, y - r + 1.6);
  }
  ink.stroke();
}
