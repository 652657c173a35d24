import type { RunRecord } from "../../../protocol/run";
import { bytes } from "../../format";
import { busySeconds } from "../../timing";
import { html, type Markup } from "./html";
import { cpuTime, duration, isFailed, whole } from "./words";

/** What each engine did in all: the timeline in numbers. */
export function engineSection({ engines, tasks }: RunRecord): Markup {
  if (engines.length === 0) return html``;
  const busy = busySeconds(tasks);
  const row = ({ id, pid, host }: RunRecord["engines"][number]) => {
    const own = tasks.filter(({ engine }) => engine === id);
    const sum = (value: (task: (typeof own)[number]) => number) =>
      own.reduce((total, task) => total + value(task), 0);
    return html`<tr><th scope="row">${id}</th><td>${pid}</td><td class="text">${host}</td><td>${whole(own.length)}</td><td>${whole(own.filter(isFailed).length)}</td><td>${duration(busy.get(id) ?? 0)}</td><td>${duration(sum(({ waitSeconds }) => waitSeconds))}</td><td>${cpuTime(sum(({ cpuSeconds }) => cpuSeconds))}</td><td>${whole(sum(({ records }) => records))}</td><td>${bytes(sum(({ bytesIn }) => bytesIn))}</td><td>${bytes(sum(({ bytesOut }) => bytesOut))}</td></tr>
`;
  };
  return html`<section><h2>Engines</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Engines"><table>
<thead><tr><th scope="col">engine</th><th scope="col">process</th><th scope="col" class="text">host</th><th scope="col">tasks</th><th scope="col">not ok</th><th scope="col">worked</th><th scope="col">waited for a core</th><th scope="col">CPU</th><th scope="col">records</th><th scope="col">in</th><th scope="col">out</th></tr></thead>
<tbody>
${engines.map(row)}</tbody>
</table></div>
</section>
`;
}
