import { repeat } from "lit/directives/repeat.js";
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RowColumn } from "../../../src/protocol/rows";
import type { RowsModel } from "../model/rowsModel";
import { strings } from "../strings/strings";
import { icons } from "./icons";
import { pager } from "./pager";
import { tableFrame } from "./tableFrame";

/** What the results of a job show and do. */
export interface RowsSection {
  readonly rows: RowsModel;
  /** Results that the job gave. */
  readonly total: number;
  save(): void;
}

/** The results of a job: a table to sort and search, a page at a time, and a way to save them all. */
export function rowsSection({ rows, total, save }: RowsSection): TemplateResult {
  const { page, query } = rows;
  return html`<section class="rows" aria-labelledby="rows">
    <div class="section-line">
      <h2 id="rows">${strings.results(total)}</h2>
      <vscode-textfield type="search" placeholder=${strings.searchRows()} label=${strings.searchRows()}
        .value=${query.search} @input=${(event: Event) => rows.search(textOf(event.target))}></vscode-textfield>
      <vscode-button secondary @click=${save}>${strings.saveAs()}</vscode-button>
    </div>
    ${page ? table(rows) : html`<p class="no-output">${strings.rowsNotKept(total)}</p>`}
  </section>`;
}

function table(rows: RowsModel): TemplateResult {
  const { page, query } = rows;
  if (!page) return html``;
  const from = query.offset;
  const shown = html`<table>
      <thead><tr>${heading(rows, "key")}${heading(rows, "value")}</tr></thead>
      <tbody>${repeat(
        page.rows,
        (_row, at) => from + at,
        ([key, value]) =>
          html`<tr><td>${key}</td><td class=${isNumber(value) ? "number" : ""}>${value}</td></tr>`,
      )}</tbody>
    </table>`;
  return html`${tableFrame(strings.results(page.matching), shown)}
    ${page.rows.length === 0 ? html`<p class="no-output">${strings.noRows(query.search)}</p>` : nothing}
    ${page.searched < page.total ? html`<p class="note">${strings.rowsSearched(page.searched, page.total)}</p>` : nothing}
    ${pager({ from, shown: page.rows.length, total: page.matching, turn: (pages) => rows.turn(pages) })}`;
}

function heading(rows: RowsModel, column: RowColumn): TemplateResult {
  const { sort } = rows.query;
  const order = sort?.column !== column ? "none" : sort.descending ? "descending" : "ascending";
  return html`<th scope="col" aria-sort=${order} class=${column}>
    <button type="button" title=${strings.sortBy(column)} @click=${() => rows.sortBy(column)}>
      ${strings.column(column)}<span class="arrow ${order}">${icons.sort}</span></button>
  </th>`;
}

function textOf(field: EventTarget | null): string {
  return (field as HTMLInputElement | null)?.value ?? "";
}

function isNumber(text: string): boolean {
  return /^-?\d[\d.eE+-]*$/.test(text);
}
