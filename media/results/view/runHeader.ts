import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunRecord } from "../../../src/protocol/run";
import type { EngineSummary } from "../model/engineSummary";
import type { RunStatus } from "../model/runStatus";
import { strings } from "../strings/strings";
import { jobHeader } from "./jobHeader";
import { statusLabel } from "./statusLabel";

/** What the header of a run shows and does. */
export interface RunHeader {
  readonly record: RunRecord;
  readonly engines: readonly EngineSummary[];
  readonly status: RunStatus;
  readonly statusWords: string;
  /** Seconds: of the finished run, or so far. */
  readonly wall: number;
  readonly canRerun: boolean;
  interrupt(): void;
  rerun(): void;
  chooseInput(): void;
}

/** The header of a run: what ran, how it stands, what it took, and what can be done about it. */
export function runHeader(header: RunHeader): TemplateResult {
  const { record, status } = header;
  return html`<header>
    <div class="title-line">
      <h1 title=${record.source.filename}>${strings.runTitle(record.source)}</h1>
      <div class="actions">${actions(header)}</div>
    </div>
    <p class="status-line">
      ${statusLabel(status.kind, header.statusWords)}
      <span class="origin">${strings.runOrigin(record.backend, record.created)}</span>
    </p>
    ${record.windowClosed ? html`<p class="note">${strings.aboutWindowClosed(header.canRerun)}</p>` : nothing}
    ${figures(header)}
    ${record.job ? jobHeader(record.job, !isGoingOn(status), changeOf(header)) : nothing}
  </header>`;
}

/** Asks for another input, where the host can run the job again. */
function changeOf({ status, canRerun, chooseInput }: RunHeader): (() => void) | undefined {
  return canRerun && !isGoingOn(status) ? chooseInput : undefined;
}

function actions({ status, canRerun, interrupt, rerun }: RunHeader) {
  if (isGoingOn(status)) {
    return html`<vscode-button id="interrupt" @click=${interrupt}>${strings.interrupt()}</vscode-button>`;
  }
  if (!canRerun) return nothing;
  return html`<vscode-button id="run-again" @click=${rerun}>${strings.runAgain()}</vscode-button>`;
}

function isGoingOn({ kind }: RunStatus): boolean {
  return kind === "starting" || kind === "running";
}

function figures({ record, engines, status, wall }: RunHeader): TemplateResult {
  const used = engines.filter(({ tasks }) => tasks.length > 0).length;
  const { serial, speedup } = record.metrics;
  const finished = !isGoingOn(status);
  const serialWall = record.job?.serial?.wall ?? (used > 1 ? record.baseline?.wall : undefined);
  // Where one engine has really done it, that is what counts.
  const faster = serialWall === undefined || wall === 0 ? speedup : serialWall / wall;
  const figure = (term: string, value: string, about: string) =>
    html`<div title=${about}><dt>${term}</dt><dd>${value}</dd></div>`;
  if (used === 0) return html``;
  const aboutSpeedup = strings.aboutSpeedup(record.kind, serialWall !== undefined);
  return html`<dl class="figures">
      ${figure(strings.wallTime(), strings.duration(wall), strings.aboutWallTime())}
      ${finished ? figure(strings.serialTime(), strings.duration(serial), strings.aboutSerialTime()) : nothing}
      ${serialWall === undefined ? nothing : figure(strings.oneEngine(), strings.duration(serialWall), strings.aboutOneEngine(record.kind))}
      ${
        finished && faster !== null && used > 1 && (record.job?.outcome ?? "done") === "done"
          ? figure(strings.speedup(), strings.speedupOf(faster, used), aboutSpeedup)
          : nothing
      }
      ${figure(strings.enginesUsed(), strings.usedOf(used, engines.length), "")}
    </dl>
    ${sharesCores(record, used) && !finished ? html`<p class="note">${strings.sharedCores(used, record.cores)}</p>` : nothing}
    ${finished ? explanation(aboutSpeedup) : nothing}`;
}

/** A cluster's engines may be on other machines than the one whose cores the record tells. */
function sharesCores(record: RunRecord, engines: number): boolean {
  return record.backend !== "ipyparallel" && engines > record.cores;
}

function explanation(aboutSpeedup: string): TemplateResult {
  return html`<details>
    <summary>${strings.aboutFigures()}</summary>
    <dl class="explanation">
      <dt>${strings.wallTime()}</dt><dd>${strings.aboutWallTime()}</dd>
      <dt>${strings.serialTime()}</dt><dd>${strings.aboutSerialTime()}</dd>
      <dt>${strings.speedup()}</dt><dd>${aboutSpeedup}</dd>
    </dl>
  </details>`;
}
