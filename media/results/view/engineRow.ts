import { html, nothing, type TemplateResult } from "lit/html.js";
import type { EngineSummary } from "../model/engineSummary";
import { strings } from "../strings/strings";
import { icons } from "./icons";
import { statusLabel } from "./statusLabel";
import { type TimeRange, timeBar } from "./timeBar";

/** A wait for a core is told when it is longer than this part of the work. */
const NOTABLE_WAIT = 0.05;

/** A log, a sentence in its place, or nothing while it is collapsed. */
export type OutputContent = HTMLElement | string | undefined;

/** An engine's own output, which its heading collapses. */
export interface RowOutput {
  readonly content: OutputContent;
  readonly collapsed: boolean;
  toggle(): void;
  /** Absent when there is nothing to copy. */
  readonly copy?: () => void;
}

/** What a row of the list of engines shows. */
export interface EngineRow {
  readonly engine: EngineSummary;
  readonly range: TimeRange;
  /** Absent when the output is shown together with the others'. */
  readonly output?: RowOutput;
  /** What tells its output from that of most engines. */
  readonly difference?: string;
}

/** An engine as a section: a heading that collapses it, where it ran, its status and times, and its output. */
export function engineRow({ engine, range, output, difference }: EngineRow): TemplateResult {
  const { id, pid, host } = engine;
  const name = strings.engine(id);
  const process = pid === undefined ? "" : strings.process(pid, host ?? "");
  return html`<section class="engine ${difference === undefined ? "" : "odd"}" aria-labelledby="engine-${id}">
    <div class="engine-head">
      <h3 id="engine-${id}">${output ? toggle(id, output) : html`<span class="name">${name}</span>`}</h3>
      <span class="process" title=${process}>${process}</span>
      ${statusLabel(engine.status, strings.engineStatus(engine.status))}
      ${timeBar(engine, range)}
      ${times(engine, range)}
      ${output?.copy ? copyButton(strings.copyOutput(name), output.copy) : nothing}
    </div>
    ${difference === undefined ? nothing : html`<p class="difference">${icons.warning}<span>${difference}</span></p>`}
    ${output ? body(id, output) : nothing}
  </section>`;
}

/** A button that copies an output; `label` says which. */
export function copyButton(label: string, copy: () => void): TemplateResult {
  return html`<button type="button" class="icon-button" title=${label} aria-label=${label} @click=${copy}>${icons.copy}</button>`;
}

function toggle(id: number, output: RowOutput): TemplateResult {
  return html`<button type="button" class="toggle" aria-expanded=${!output.collapsed} aria-controls="output-${id}"
    @click=${output.toggle}>${icons.chevron}<span class="name">${strings.engine(id)}</span></button>`;
}

function body(id: number, { content, collapsed }: RowOutput): TemplateResult {
  const shown =
    typeof content === "string" ? html`<p class="no-output">${content}</p>` : (content ?? nothing);
  return html`<div class="engine-output" id="output-${id}" ?hidden=${collapsed}>${shown}</div>`;
}

function times({ started, finished, spent }: EngineSummary, range: TimeRange): TemplateResult {
  const sinceStart = (time: number | undefined) =>
    time === undefined ? undefined : Math.max(0, time - range.from) / 1000;
  const waited = spent && spent.waitedForCore > NOTABLE_WAIT * spent.worked ? spent.waitedForCore : undefined;
  return html`<dl class="times">
    ${figure(strings.started(), sinceStart(started))}
    ${figure(strings.finished(), sinceStart(finished))}
    ${spent && spent.phases.size > 0 ? [...spent.phases].map(([phase, took]) => figure(phase, took)) : figure(strings.worked(), spent?.worked)}
    ${figure(strings.cpu(), spent?.cpu || undefined)}
    ${waited === undefined ? nothing : figure(strings.waitedForCore(), waited, "wide")}
  </dl>`;
}

function figure(term: string, seconds: number | undefined, className = ""): TemplateResult {
  const value = seconds === undefined ? strings.notYet() : strings.duration(seconds);
  return html`<div class=${className}><dt>${term}</dt><dd>${value}</dd></div>`;
}
