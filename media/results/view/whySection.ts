import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { RunRecord } from "../../../src/protocol/run";
import type { CauseTime, Explanation } from "../../../src/runs/explain/explainRun";
import type { Cause } from "../../../src/runs/explain/timeSpent";
import { strings } from "../strings/strings";
import { type Foldable, foldHeading } from "./foldHeading";

/** A clock is worth a word when it is off by more than this part of the run. */
const NOTABLE_CLOCK_ERROR = 0.01;

/** What the section on a run's speed-up shows. */
export interface WhySection {
  readonly record: RunRecord;
  readonly explanation: Explanation;
  readonly fold: Foldable;
  readonly isMeasuring: boolean;
  /** Does the same on one engine; absent where the host cannot. */
  measure?: (() => void) | undefined;
}

/** Why a run was as fast as it was: a sentence, a bar of where the time went, and the figures behind it. */
export function whySection(section: WhySection): TemplateResult {
  const { record, explanation, fold } = section;
  const { engines, wall, clockError } = explanation;
  const spent = explanation.spent.filter(({ seconds }) => seconds > 0);
  return html`<section class="why" aria-labelledby="why">
    <div class="section-line">${foldHeading("why", strings.why(), fold)}</div>
    ${
      record.guess !== undefined && explanation.verdict.kind !== "failed"
        ? html`<p class="guess">${strings.guessed(record.guess, explanation.speedup)}</p>`
        : nothing
    }
    <p class="sentence">${strings.whySentence(explanation)}</p>
    ${engines > 1 && explanation.verdict.kind !== "failed" ? against(section) : nothing}
    <div id="why-body" ?hidden=${fold.isFolded}>
      ${clockError > NOTABLE_CLOCK_ERROR * wall ? html`<p class="note">${strings.clocksOff(clockError)}</p>` : nothing}
      <p class="shares">${strings.aboutShares(engines, wall)}</p>
      ${causeBar(spent)}
      <ul class="legend">${spent.map(
        ({ cause, share }) =>
          html`<li title=${strings.aboutCause(cause)}>${swatch(cause)}${strings.causeShare(cause, share)}</li>`,
      )}</ul>
      ${engines > 1 ? figures(explanation) : nothing}
      <details><summary>${strings.whyDetails()}</summary>
        ${causeTable(explanation, spent)}
        ${engines > 1 ? laws(explanation) : nothing}
      </details>
    </div>
  </section>`;
}

/** What the speed-up is a comparison with, and the way to a measured one. */
function against({ record, explanation, isMeasuring, measure }: WhySection): TemplateResult {
  const { kind, job, baseline } = record;
  const isCompared = job?.serial?.wall !== undefined;
  const words = isCompared
    ? strings.compared(explanation.serial)
    : strings.against(kind, explanation.serial, baseline?.measured);
  const label = baseline ? strings.measureAgain() : strings.measure();
  return html`<p class="against">${words}
    ${
      isMeasuring
        ? html`<span role="status">${strings.measuring()}</span>`
        : measure && !isCompared
          ? html`<button type="button" class="link" id="measure" title=${strings.aboutMeasure(kind)} @click=${measure}>${label}</button>`
          : nothing
    }</p>`;
}

/** The patterns of the causes, so that colour never tells alone: in the page once. */
export function causePatterns(): TemplateResult {
  const pattern = (cause: Cause, size: number, shape: TemplateResult<2>, turn = 0) =>
    svg`<pattern id="cause-${cause}" width=${size} height=${size} patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">
      <rect class="ground ${cause}" width=${size} height=${size} />${shape}</pattern>`;
  return html`<svg class="patterns" width="0" height="0" aria-hidden="true">
    ${pattern("lost", 7, svg`<path class="ink" d="M0 0l7 7M7 0l-7 7" />`)}
    ${pattern("core", 5, svg`<circle class="ink-dot" cx="2.5" cy="2.5" r="1.1" />`)}
    ${pattern("starting", 6, svg`<path class="ink" d="M1.5 0v6" />`, 45)}
    ${pattern("queueing", 4, svg`<path class="ink" d="M0 1h4" />`)}
    ${pattern("moving", 4, svg`<path class="ink" d="M1 0v4" />`)}
    ${pattern("serial", 8, svg`<path class="ink" d="M0 4h8M4 0v8" />`)}
    ${pattern("slowest", 6, svg`<path class="ink" d="M1.5 0v6" />`, -45)}
  </svg>`;
}

function causeBar(spent: readonly CauseTime[]): TemplateResult {
  const label = spent.map(({ cause, share }) => strings.causeShare(cause, share)).join(", ");
  let at = 0;
  // Places are attributes of SVG, not styles: a strict CSP blocks style attributes.
  return html`<svg class="cause-bar" role="img" aria-label=${label} height="16">${spent.map(
    ({ cause, share, seconds }) => {
      const x = at;
      at += share;
      return svg`<rect class=${cause} x=${percent(x)} width=${percent(share)} y="0" height="100%"><title>${strings.causeShare(cause, share)} · ${strings.duration(seconds)}</title></rect>`;
    },
  )}</svg>`;
}

function swatch(cause: Cause): TemplateResult {
  return html`<svg class="cause-bar swatch" width="16" height="12" aria-hidden="true"><rect class=${cause} width="100%" height="100%" /></svg>`;
}

function figures(explanation: Explanation): TemplateResult {
  const { processors, speedup, isMeasured, efficiency, amdahl, serialWork, gustafson } = explanation;
  const figure = (term: string, value: string, about: string) =>
    html`<div title=${about}><dt>${term}</dt><dd>${value}</dd></div>`;
  return html`<dl class="figures">
    ${figure(strings.possible(), strings.factor(processors), strings.aboutPossible())}
    ${figure(strings.reached(), strings.factor(speedup), strings.aboutReached(isMeasured))}
    ${figure(strings.efficiency(), strings.share(efficiency), strings.aboutEfficiency())}
    ${figure(strings.amdahl(), strings.factor(amdahl), strings.aboutAmdahl(serialWork))}
    ${figure(strings.gustafson(), strings.factor(gustafson), strings.aboutGustafson())}
    ${
      explanation.serialFraction === null
        ? nothing
        : figure(
            strings.serialFraction(),
            strings.fraction(explanation.serialFraction),
            strings.aboutSerialFraction(),
          )
    }
  </dl>`;
}

function causeTable({ engines, wall }: Explanation, spent: readonly CauseTime[]): TemplateResult {
  return html`<table class="causes">
    <thead><tr>
      <th scope="col">${strings.causeColumn()}</th><th scope="col" class="number">${strings.timeColumn()}</th>
      <th scope="col" class="number">${strings.shareColumn()}</th><th scope="col">${strings.meaningColumn()}</th>
    </tr></thead>
    <tbody>${spent.map(
      ({ cause, seconds, share }) => html`<tr>
        <th scope="row">${swatch(cause)} ${strings.cause(cause)}</th><td class="number">${strings.duration(seconds)}</td>
        <td class="number">${strings.share(share)}</td><td>${strings.aboutCause(cause)}</td></tr>`,
    )}
      <tr><th scope="row">${strings.allTime()}</th><td class="number">${strings.duration(engines * wall)}</td><td class="number">${strings.share(1)}</td><td></td></tr>
    </tbody>
  </table>`;
}

function laws({ isMeasured, serialWork }: Explanation): TemplateResult {
  return html`<dl class="explanation">
    <dt>${strings.possible()}</dt><dd>${strings.aboutPossible()}</dd>
    <dt>${strings.reached()}</dt><dd>${strings.aboutReached(isMeasured)}</dd>
    <dt>${strings.efficiency()}</dt><dd>${strings.aboutEfficiency()}</dd>
    <dt>${strings.amdahl()}</dt><dd>${strings.aboutAmdahl(serialWork)}</dd>
    <dt>${strings.gustafson()}</dt><dd>${strings.aboutGustafson()}</dd>
    <dt>${strings.serialFraction()}</dt><dd>${strings.aboutSerialFraction()}</dd>
  </dl>`;
}

function percent(fraction: number): string {
  return `${Math.round(fraction * 10_000) / 100}%`;
}
