import { html, nothing, render, type TemplateResult } from "lit/html.js";
import type { Comparison, FromPanel, NamedRun } from "../../../src/protocol/panel";
import type { RunSnapshot } from "../../../src/protocol/run";
import { cellStates, cellsStatus } from "../model/cellStates";
import {
  type ComparedFigure,
  type ComparedOutput,
  compareFigures,
  compareOutputs,
  type TextDifference,
} from "../model/compareRuns";
import { engineSummaries } from "../model/engineSummary";
import { runStatus } from "../model/runStatus";
import { strings } from "../strings/strings";
import { Announcer } from "./announcer";
import { comparedRows } from "./comparedRows";
import type { StateStore } from "./panelMemory";
import { statusLabel } from "./statusLabel";

/** Characters of a line that are shown of a first difference. */
const SHOWN = 300;

/** Draws two runs side by side: their figures, and what each engine put out in one and the other. */
export class ComparisonView {
  private readonly announcer = new Announcer();

  constructor(
    private readonly root: HTMLElement,
    private readonly post: (message: FromPanel) => void,
    private readonly state: StateStore,
  ) {
    root.after(this.announcer.element);
  }

  show({ left, right, rows }: Comparison): void {
    this.state.set({ ...this.state.get(), compared: [left.run.record.id, right.run.record.id] });
    const outputs = compareOutputs(left.run, right.run);
    const same = outputs.filter(({ kind }) => kind === "same" || kind === "silent").length;
    const isOfCells = outputs.some(({ cell }) => cell !== undefined);
    const verdict = isOfCells
      ? strings.comparedCells(same, outputs.length)
      : strings.comparedOutputs(same, outputs.length);
    render(
      html`<header>
          <h1>${strings.compareTitle()}</h1>
          ${isOfOther(left.run, right.run) ? html`<p class="note">${strings.otherFile()}</p>` : nothing}
        </header>
        ${figureTable(left, right)}
        ${rows === undefined ? nothing : comparedRows(rows, [heading(left), heading(right)])}
        <h2 id="outputs">${isOfCells ? strings.outputsOfCells() : strings.outputs()}</h2>
        <p class="note">${verdict}</p>
        ${outputs.length > 0 ? this.outputTable(outputs, isOfCells) : nothing}`,
      this.root,
    );
    this.announcer.say(strings.announcement(strings.compareTitle(), verdict));
  }

  private outputTable(outputs: readonly ComparedOutput[], isOfCells: boolean): TemplateResult {
    return html`<table class="comparison outputs-compared" aria-labelledby="outputs">
      <thead><tr>
        <th scope="col">${isOfCells ? strings.cellColumn() : strings.engineColumn()}</th>
        <th scope="col">${strings.outputColumn()}</th>
        <th scope="col">${strings.firstDifferenceColumn()}</th>
      </tr></thead>
      <tbody>${outputs.map((output) => this.outputRow(output))}</tbody>
    </table>`;
  }

  private outputRow(output: ComparedOutput): TemplateResult {
    const { engine, cell, kind, first } = output;
    const [left, right] = output.texts;
    const of = cell === undefined ? { engine } : { engine, cell };
    const show = () => this.post({ type: "showDifferences", ...of, left, right });
    const name = cell === undefined ? strings.showDifferencesOf(engine) : strings.showDifferencesOfCell(cell);
    const all = html`<button type="button" class="link" aria-label=${name}
      @click=${show}>${strings.showDifferences()}</button>`;
    return html`<tr>
      <th scope="row">${cell ?? strings.engine(engine)}</th>
      <td class=${kind}>${strings.outputKind(output)}</td>
      <td>${first ? difference(first) : nothing}
        ${kind === "different" && !first ? strings.inPicture() : nothing}
        ${first ? all : nothing}</td>
    </tr>`;
  }
}

/** A column's heading: what the run is called, and when it was. */
function heading({ title, run }: NamedRun): TemplateResult {
  return html`<th scope="col">${title}<span class="origin">${strings.when(run.record.created)}</span></th>`;
}

function figureTable(left: NamedRun, right: NamedRun): TemplateResult {
  return html`<table class="comparison figures-compared" aria-label=${strings.figures()}>
    <thead><tr>
      <th scope="col">${strings.figureColumn()}</th>
      ${heading(left)} ${heading(right)}
      <th scope="col">${strings.differenceColumn()}</th>
    </tr></thead>
    <tbody>
      <tr>
        <th scope="row">${strings.outcome()}</th>
        <td>${status(left.run)}</td><td>${status(right.run)}</td><td></td>
      </tr>
      ${compareFigures(left.run, right.run).map(figureRow)}
    </tbody>
  </table>`;
}

function figureRow(figure: ComparedFigure): TemplateResult {
  const { name, unit, left, right } = figure;
  return html`<tr>
    <th scope="row">${strings.figure(name)}</th>
    <td>${strings.value(unit, left)}</td>
    <td>${strings.value(unit, right)}</td>
    <td>${strings.difference(figure)}</td>
  </tr>`;
}

function status(run: RunSnapshot): TemplateResult {
  const found = run.record.cells
    ? cellsStatus(cellStates(run), run.finished)
    : runStatus(engineSummaries(run), run.finished, run.record.job?.outcome);
  return statusLabel(found.kind, strings.runStatus(found));
}

function difference(first: TextDifference): TemplateResult {
  const side = (word: string, line: string | undefined) =>
    html`<dt>${word}</dt><dd>${line === undefined ? strings.ended() : line.slice(0, SHOWN) || strings.emptyLine()}</dd>`;
  return html`<p>${strings.line(first)}</p>
    <dl class="sides">${side(strings.inLeft(), first.left)}${side(strings.inRight(), first.right)}</dl>`;
}

function isOfOther(left: RunSnapshot, right: RunSnapshot): boolean {
  const [a, b] = [left.record.source, right.record.source];
  return a.filename !== b.filename || a.title !== b.title;
}
