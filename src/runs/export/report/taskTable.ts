import type { RunRecord, TaskRecord } from "../../../protocol/run";
import { bytes } from "../../format";
import { extentOf } from "../taskSpans";
import { html, type Markup } from "./html";
import { counted, cpuTime, duration, isFailed, whole } from "./words";

/** Tasks that the table has: more than anybody reads, and still a page that opens at once. */
const SHOWN = 1000;

/** Characters of a label. */
const LONGEST_LABEL = 200;

/** The tasks of a run one by one, the first of very many. */
export function taskSection(record: RunRecord): Markup {
  const { tasks } = record;
  if (tasks.length === 0) return html``;
  const { from } = extentOf(record);
  const left = tasks.length - SHOWN;
  const hasLabels = tasks.some(({ label }) => label !== undefined);
  return html`<section><h2>Tasks</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Tasks"><table>
<thead><tr><th scope="col">task</th><th scope="col">engine</th><th scope="col" class="text">phase</th>${hasLabels && html`<th scope="col" class="text">label</th>`}<th scope="col">attempt</th><th scope="col" class="text">status</th><th scope="col">handed out</th><th scope="col">started</th><th scope="col">took</th><th scope="col">CPU</th><th scope="col">records</th><th scope="col">in</th><th scope="col">out</th></tr></thead>
<tbody>
${tasks.slice(0, SHOWN).map((task) => row(task, from, hasLabels))}</tbody>
</table></div>
${left > 0 && html`<p class="note">… and ${counted(left, "more task")}: a trace or a CSV file of the run has all of them.</p>`}
</section>
`;
}

function row(task: TaskRecord, origin: number, hasLabels: boolean): Markup {
  const { id, engine, phase, label = "", attempt, status, submitted, started, completed } = task;
  const at = (time: number | undefined) => (time === undefined ? "–" : duration((time - origin) / 1000));
  const took =
    started === undefined || completed === undefined ? "–" : duration((completed - started) / 1000);
  const { cpuSeconds, records, bytesIn, bytesOut } = task;
  return html`<tr${isFailed(task) && html` class="failed"`}><th scope="row">${id}</th><td>${engine}</td><td class="text">${phase}</td>${hasLabels && html`<td class="text">${label.slice(0, LONGEST_LABEL)}</td>`}<td>${attempt}</td><td class="text">${status}</td><td>${at(submitted)}</td><td>${at(started)}</td><td>${took}</td><td>${cpuTime(cpuSeconds)}</td><td>${whole(records)}</td><td>${bytes(bytesIn)}</td><td>${bytes(bytesOut)}</td></tr>
`;
}
