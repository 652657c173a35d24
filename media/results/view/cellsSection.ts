import { html, nothing, type TemplateResult } from "lit/html.js";
import type { CellState } from "../model/cellStates";
import { strings } from "../strings/strings";
import { statusLabel } from "./statusLabel";
import { tableFrame } from "./tableFrame";

/** What the list of cells shows and does. */
export interface CellsSection {
  readonly cells: readonly CellState[];
  readonly finished: boolean;
  /** When the run began, ms since the epoch. */
  readonly from: number;
  openTask(task: number): void;
}

/** The cells of a run that ran once each: which engine took each, how it ended and when; and how many have ended. */
export function cellsSection({ cells, finished, from, openTask }: CellsSection): TemplateResult {
  const done = cells.filter(({ status }) => status !== "waiting" && status !== "running").length;
  const words = strings.cellsDone(done, cells.length);
  const table = html`<table>
    <thead><tr>${strings.cellColumns().map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${cells.map((cell) => row(cell, from, openTask))}</tbody>
  </table>`;
  return html`<section class="cells" aria-labelledby="cells">
    <div class="section-line"><h2 id="cells">${strings.cells()}</h2></div>
    ${
      finished
        ? nothing
        : html`<p class="progress"><vscode-progress-bar .value=${(done / cells.length) * 100} aria-label=${words}></vscode-progress-bar><span>${words}</span></p>`
    }
    ${tableFrame(strings.cells(), table)}
  </section>`;
}

function row({ title, status, task }: CellState, from: number, openTask: (task: number) => void) {
  const { started, completed } = task ?? {};
  const began = started === undefined ? undefined : started - from;
  const took = started === undefined || completed === undefined ? undefined : completed - started;
  const time = (ms: number | undefined) =>
    ms === undefined ? strings.notYet() : strings.duration(Math.max(0, ms) / 1000);
  const name = task
    ? html`<button type="button" class="link" title=${strings.openCell(title)} @click=${() => openTask(task.id)}>${title}</button>`
    : title;
  return html`<tr>
    <th scope="row">${name}</th><td class="number">${task?.engine ?? strings.notYet()}</td>
    <td>${statusLabel(status, strings.engineStatus(status))}</td>
    <td class="number">${time(began)}</td><td class="number">${time(took)}</td>
  </tr>`;
}
