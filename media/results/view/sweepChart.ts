import uPlot from "uplot";
import type { SweepOf } from "../../../src/protocol/sweep";
import type { MeasuredPoint, SweepCurves } from "../model/sweepCurves";
import { strings } from "../strings/strings";
import { type Looks, readLooks } from "./timeline/looks";
import { watchTheme } from "./watchTheme";

const HEIGHT = 260;
/** Half of the width of a range's ends, in CSS pixels. */
const END = 4;

/** The dashes of the lines, in CSS pixels; the legend has the same. */
export const dashes = { ideal: [7, 5], amdahl: [2, 4] } as const;

/**
 * The curve of a sweep, by uPlot: the measured settings as points with the range of their runs, and what theory says as
 * lines. Lines differ in their dashes, not in colour alone.
 */
export class SweepChart {
  readonly element = document.createElement("div");
  private plot: uPlot | undefined;
  private looks: Looks = readLooks(window.devicePixelRatio);
  private shown: { readonly of: SweepOf; readonly curves: SweepCurves } | undefined;

  constructor() {
    this.element.className = "sweep-chart";
    this.element.setAttribute("role", "img");
    new ResizeObserver(() => this.fit()).observe(this.element);
    watchTheme(() => {
      this.looks = readLooks(window.devicePixelRatio);
      this.draw(); // axes keep their font from when they were made
    });
  }

  update(of: SweepOf, curves: SweepCurves, label: string): void {
    this.element.setAttribute("aria-label", label);
    this.shown = { of, curves };
    this.draw();
  }

  private draw(): void {
    this.plot?.destroy();
    this.plot = undefined;
    if (!this.shown || this.width === 0) return;
    const { of, curves } = this.shown;
    this.plot = new uPlot(this.options(of, curves), dataOf(curves), this.element);
  }

  private get width(): number {
    return this.element.clientWidth;
  }

  private fit(): void {
    if (!this.plot) this.draw();
    else if (this.plot.width !== this.width) this.plot.setSize({ width: this.width, height: HEIGHT });
  }

  private options(of: SweepOf, { settings, points }: SweepCurves): uPlot.Options {
    const { looks } = this;
    const [xName, yName] = strings.sweepAxes(of);
    const axis = (label: string): uPlot.Axis => ({
      label,
      font: looks.font,
      labelFont: looks.font,
      stroke: looks.text,
      grid: { stroke: faint(looks.muted), width: 1 },
      ticks: { stroke: looks.muted, width: 1 },
    });
    const line = (name: string, stroke: string, dash: readonly number[]): uPlot.Series => ({
      label: name,
      stroke,
      width: 1.5,
      dash: [...dash],
      points: { show: false },
    });
    const blue = looks.fill.run as string;
    return {
      width: this.width,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, distr: 3, log: 2, range: () => margins(settings) },
        y: { range: (_plot, _least, most) => [0, most > 0 ? most * 1.1 : 1] },
      },
      axes: [
        {
          ...axis(xName),
          splits: () => [...settings],
          filter: (_plot, splits) => splits,
          values: (_plot, splits) => splits.map((x) => strings.sweepX(of, x)),
        },
        {
          ...axis(yName),
          size: 64,
          values: (_plot, splits) => splits.map((y) => strings.sweepY(of, y)),
        },
      ],
      series: [
        {},
        {
          label: strings.sweepMeasured(),
          stroke: blue,
          width: 2,
          spanGaps: true,
          points: { show: true, size: 8, fill: blue, stroke: blue },
        },
        line(strings.sweepIdeal(), looks.text, dashes.ideal),
        line(strings.sweepAmdahl(), looks.muted, dashes.amdahl),
        // Never drawn: so that the axis reaches to the ends of the ranges.
        { width: 0, points: { show: false } },
      ],
      hooks: { draw: [(plot) => drawRanges(plot, points, blue)] },
    };
  }
}

function dataOf({ xs, points, ideal, amdahl }: SweepCurves): uPlot.AlignedData {
  const at = new Map(points.map((point) => [point.x, point]));
  const none = xs.map(() => null);
  return [
    [...xs],
    xs.map((x) => at.get(x)?.y ?? null),
    ideal.length > 0 ? [...ideal] : none,
    amdahl.length > 0 ? [...amdahl] : none,
    xs.map((x) => at.get(x)?.high ?? null),
  ];
}

/** Draws the range of each setting's runs. */
function drawRanges(plot: uPlot, points: readonly MeasuredPoint[], stroke: string): void {
  const { ctx: ink } = plot;
  const end = END * window.devicePixelRatio;
  ink.save();
  ink.strokeStyle = stroke;
  ink.lineWidth = 1.5 * window.devicePixelRatio;
  ink.beginPath();
  for (const { x, low, high } of points) {
    const left = plot.valToPos(x, "x", true);
    const [bottom, top] = [plot.valToPos(low, "y", true), plot.valToPos(high, "y", true)];
    ink.moveTo(left, bottom);
    ink.lineTo(left, top);
    for (const y of [bottom, top]) {
      ink.moveTo(left - end, y);
      ink.lineTo(left + end, y);
    }
  }
  ink.stroke();
  ink.restore();
}

/** A little room beside the first and the last setting. */
function margins(settings: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...settings), Math.max(...settings)];
  const room = Math.max(1.15, (most / least) ** 0.06);
  return [least / room, most * room];
}

function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 30%, transparent)`;
}
