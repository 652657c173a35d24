import { html, nothing, type TemplateResult } from "lit/html.js";
import type { JobProgress, JobRecord, SerialComparison } from "../../../src/protocol/jobRecord";
import { strings } from "../strings/strings";

/** What a job was given, how far it is, and what it did; `choose` asks for another input. */
export function jobHeader(
  job: JobRecord,
  finished: boolean,
  choose: (() => void) | undefined,
): TemplateResult {
  const { reason, input, waits, counters, failure, serial } = job;
  return html`<div class="job">
      ${failure ? html`<p class="failure">${failure}</p>` : nothing}
      ${input.length > 0 ? inputLine(input, choose) : nothing}
      <p>${reason}</p>
      ${waits && !finished ? html`<p>${strings.waits()}</p>` : nothing}
      ${counters ? html`<p>${strings.counters(counters)}</p>` : nothing}
      ${serial ? comparison(serial, finished) : nothing}
    </div>
    ${finished ? nothing : progress(job)}`;
}

function inputLine(input: readonly string[], choose: (() => void) | undefined): TemplateResult {
  const change = choose
    ? html` <button type="button" class="link" @click=${choose}>${strings.changeInput()}</button>`
    : nothing;
  return html`<p>${strings.input(input)}${change}</p>`;
}

function comparison(
  { wall, difference }: SerialComparison,
  finished: boolean,
): TemplateResult | typeof nothing {
  if (wall === undefined) return finished ? html`<p>${strings.notCompared()}</p>` : nothing;
  if (!difference) return html`<p>${strings.sameResults()}</p>`;
  return html`<p class="failure">${strings.otherResults(difference.parallel, difference.serial)}</p>`;
}

function progress({ progress: parallel, serial }: JobRecord): TemplateResult | typeof nothing {
  const now = serial ? serial.progress : parallel;
  if (!now) return nothing;
  const words = strings.progress(now, serial !== undefined);
  return html`<p class="progress"><vscode-progress-bar .value=${shareOf(now) * 100} aria-label=${words}></vscode-progress-bar><span>${words}</span></p>`;
}

/** How much of its phase is done, 0 to 1. */
function shareOf({ phase, tasks, tasksDone, bytes, bytesDone }: JobProgress): number {
  if (phase === "map" && bytes > 0) return Math.min(1, bytesDone / bytes);
  return tasks > 0 ? tasksDone / tasks : 1;
}
