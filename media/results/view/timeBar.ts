import { html, svg, type TemplateResult } from "lit/html.js";
import type { RunKind } from "../../../src/protocol/run";
import type { EngineSummary } from "../model/engineSummary";
import { type SpanKind, type TimeSpan, timeSpans } from "../model/timeSpans";
import { strings } from "../strings/strings";

/** Times in ms since the epoch. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** A bar that shows when in the run an engine worked and when it waited; its label says the same in words. */
export function timeBar(engine: EngineSummary, range: TimeRange): TemplateResult {
  const spans = timeSpans(engine.tasks, range);
  // Places are attributes of SVG, not styles: a strict CSP blocks style attributes.
  return html`<svg class="time-bar" role="img" aria-label=${description(engine, spans, range)} height="12">
    ${spans.map(
      ({ kind, from, to }) =>
        svg`<rect class=${kind} x=${percent(from)} width=${percent(to - from)} y="0" height="100%" />`,
    )}
  </svg>`;
}

/** The patterns that every bar refers to, so that colour never tells alone: in the page once. */
export function timeBarPatterns(): TemplateResult {
  return html`<svg class="patterns" width="0" height="0" aria-hidden="true">
    <pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="hatching" d="M1.5 0v6" />
    </pattern>
    <pattern id="stripes" width="4" height="4" patternUnits="userSpaceOnUse">
      <rect class="shuffle-ground" width="4" height="4" /><path class="stripe" d="M1 0v4" />
    </pattern>
    <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect class="reduce-ground" width="5" height="5" /><circle class="dot" cx="2.5" cy="2.5" r="1.1" />
    </pattern>
  </svg>`;
}

/** What the looks of a bar mean. */
export function timeBarLegend(kind: RunKind): TemplateResult {
  const kinds: readonly SpanKind[] =
    kind === "mapreduce" ? ["map", "shuffle", "reduce", "waited"] : ["worked", "waited"];
  const swatch = (kind: SpanKind) =>
    html`<span><svg class="time-bar swatch" width="24" height="12" aria-hidden="true">
      <rect class=${kind} width="100%" height="100%" /></svg> ${strings.span(kind)}</span>`;
  return html`<p class="legend"><span>${strings.aboutBars()}</span> ${kinds.map(swatch)}</p>`;
}

function description(engine: EngineSummary, spans: readonly TimeSpan[], range: TimeRange): string {
  const { started, finished = range.to } = engine;
  if (started === undefined) return strings.timeBarEmpty();
  const wall = (range.to - range.from) / 1000;
  const waited =
    spans.reduce((sum, { kind, from, to }) => sum + (kind === "waited" ? to - from : 0), 0) * wall;
  const sinceStart = (time: number) => Math.max(0, time - range.from) / 1000;
  return strings.timeBar(waited, engine.spent?.worked ?? 0, sinceStart(started), sinceStart(finished), wall);
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 10_000) / 100}%`;
}
