import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Comparison } from "../../../src/protocol/panel";
import type { ComparedRow } from "../../../src/protocol/rows";
import { strings } from "../strings/strings";

/** What differs between the results of two jobs; `headings` are those of the runs' columns. */
export function comparedRows(
  rows: NonNullable<Comparison["rows"]>,
  headings: readonly [left: TemplateResult, right: TemplateResult],
): TemplateResult {
  return html`<h2 id="rows-compared">${strings.rowsCompared()}</h2>${
    rows === "comparing"
      ? html`<p class="note" role="status">${strings.comparingRows()}</p>`
      : rows === "notKept"
        ? html`<p class="note">${strings.rowsNotCompared()}</p>`
        : html`<p class="note" role="status">${strings.comparedRows(rows)}</p>
          ${rows.rows.length > 0 ? table(rows.rows, headings) : nothing}
          ${
            rows.rows.length < rows.different + rows.onlyLeft + rows.onlyRight
              ? html`<p class="note">${strings.rowsToldOf(rows)}</p>`
              : nothing
          }`
  }`;
}

function table(
  rows: readonly ComparedRow[],
  [left, right]: readonly [TemplateResult, TemplateResult],
): TemplateResult {
  const cell = (value: string | undefined) =>
    value === undefined
      ? html`<td class="origin">${strings.notThere()}</td>`
      : html`<td class="value">${value}</td>`;
  return html`<table class="comparison rows-compared" aria-labelledby="rows-compared">
    <thead><tr>
      <th scope="col">${strings.keyColumn()}</th>${left}${right}
    </tr></thead>
    <tbody>${rows.map(
      (row) => html`<tr><th scope="row">${row.key}</th>${cell(row.left)}${cell(row.right)}</tr>`,
    )}</tbody>
  </table>`;
}
