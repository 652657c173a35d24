import { html, nothing, type TemplateResult } from "lit/html.js";
import type { SweepRecord } from "../../../src/protocol/sweep";
import { recommend } from "../../../src/runs/sweep/recommend";
import { fitOf, type SweepRow, sweepRows } from "../model/sweepCurves";
import { strings } from "../strings/strings";
import { dashes, type SweepChart } from "./sweepChart";
import { tableFrame } from "./tableFrame";

/** What the page of a sweep shows and does. */
export interface SweepSection {
  readonly sweep: SweepRecord;
  readonly chart: SweepChart;
  interrupt(): void;
  /** Goes back to the run; absent where there is none. */
  back?: (() => void) | undefined;
}

/** A sweep in the place of a run: what it recommends, its curve, and the same as a table. */
export function sweepSection({ sweep, chart, interrupt, back }: SweepSection): TemplateResult {
  const { of, points, source, outcome, repeats, cores, input, sameResults } = sweep;
  const best = recommend(of, points);
  const fit = fitOf(sweep);
  const rows = sweepRows(sweep);
  const isOver = outcome !== undefined;
  const measured = points.some(({ walls }) => walls.length > 0);
  return html`<header>
      <div class="title-line">
        <h1 title=${source.filename}>${strings.sweepTitle(strings.runTitle(source))}</h1>
        <div class="actions">${
          isOver
            ? back && html`<vscode-button secondary @click=${back}>${strings.backToRun()}</vscode-button>`
            : html`<vscode-button id="interrupt" @click=${interrupt}>${strings.interrupt()}</vscode-button>`
        }</div>
      </div>
      <p class="status-line">
        <span role="status">${strings.sweepStatus(sweep)}</span>
        <span class="origin">${strings.sweepOrigin(sweep)}</span>
      </p>
      ${input.length > 0 ? html`<p class="note">${strings.input(input)}</p>` : nothing}
    </header>
    <section class="sweep">
      ${best ? html`<p class="sentence">${strings.recommendation(of, best, isOver)}</p>` : nothing}
      ${fit ? html`<p>${strings.aboutFit(fit)}</p>` : nothing}
      ${chart.element}
      ${legend(sweep)}
      ${tableFrame(
        strings.sweepChart(of, points),
        html`<table>
        <thead><tr>${strings.sweepColumns(of).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => tableRow(sweep, row, row.point === best?.point))}</tbody>
      </table>`,
      )}
      ${points.some(({ engines }) => engines > cores) ? html`<p class="note">${strings.moreThanCores(cores)}</p>` : nothing}
      <p class="note">${strings.aboutSweep(repeats)}</p>
      ${measured ? html`<p class="note">${sameResults ? strings.sweepSameResults() : strings.sweepOtherResults()}</p>` : nothing}
    </section>`;
}

function legend({ of }: SweepRecord): TemplateResult {
  const line = (kind: string, dash: readonly number[]) =>
    html`<svg class="sweep-line ${kind}" width="30" height="12" aria-hidden="true"><path d="M0 6h30" stroke-dasharray=${dash.join(" ")} /></svg>`;
  return html`<ul class="legend">
    <li><svg class="sweep-line measured" width="30" height="12" aria-hidden="true"><path d="M0 6h30M15 1v10M12 1h6M12 11h6" /><circle cx="15" cy="6" r="3" /></svg>${strings.sweepMeasured()}</li>
    ${
      of === "engines"
        ? html`<li>${line("ideal", dashes.ideal)}${strings.sweepIdeal()}</li>
          <li>${line("amdahl", dashes.amdahl)}${strings.sweepAmdahl()}</li>`
        : nothing
    }
  </ul>`;
}

function tableRow({ of }: SweepRecord, row: SweepRow, isBest: boolean): TemplateResult {
  const { point, runs, median, least, most, speedup, fitted } = row;
  const time = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? strings.notYet() : strings.duration(value)}</td>`;
  const factor = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? strings.notYet() : strings.factor(value)}</td>`;
  return html`<tr class=${isBest ? "best" : ""}>
    <th scope="row" class="number">${strings.sweepX(of, of === "engines" ? point.engines : (point.splitSize ?? 0))}</th>
    <td class="number">${runs}</td>${time(median)}${time(least)}${time(most)}
    ${of === "engines" ? html`${factor(speedup)}${factor(fitted)}` : nothing}</tr>`;
}
