import type { JobCounters, JobRecord, SerialComparison } from "../../../protocol/jobRecord";
import type { FirstRows } from "../../../protocol/rows";
import { bytes } from "../../format";
import { html, type Markup } from "./html";
import { counted } from "./words";

/** Characters of a key or a value. */
const LONGEST_CELL = 1000;

/** Input files that are named. */
const NAMED = 20;

/** What a map/reduce job was given and what came of it. */
export function jobSection(job: JobRecord | undefined, first: FirstRows | undefined): Markup {
  if (!job) return html``;
  const { reason, input, failure, counters, serial } = job;
  return html`<section><h2>Map/reduce job</h2>
${failure && html`<p class="failure">${failure}</p>`}
${reason && html`<p>${reason}</p>`}
${input.length > 0 && html`<p>Input: ${named(input)}</p>`}
${counters && html`<p>${inWords(counters)}</p>`}
${serial && comparison(serial)}
${first && first.rows.length > 0 && rowTable(first)}
</section>
`;
}

function named(input: readonly string[]): string {
  const more = input.length - NAMED;
  return `${input.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function inWords({ records, bytes: all, skippedBytes, spills, splits, keys, rows }: JobCounters): string {
  const parts: readonly (string | false)[] = [
    `${counted(records, "record")} mapped`,
    all > 0 && bytes(all),
    counted(splits, "split"),
    counted(keys, "key"),
    counted(rows, "result"),
    spills > 0 && `${counted(spills, "spill")} to disk`,
    skippedBytes > 0 && `${bytes(skippedBytes)} were no UTF-8 and were replaced`,
  ];
  return parts.filter((part) => part !== false).join(" · ");
}

function comparison({ wall, difference }: SerialComparison): Markup {
  if (wall === undefined) return html`<p>One engine did not finish, so there is no comparison.</p>`;
  if (!difference) return html`<p>One engine gave the same results.</p>`;
  const { parallel = "no row", serial = "no row" } = difference;
  return html`<p class="failure">The results differ, first in ${cut(parallel)} on all engines and ${cut(serial)} on one: the reducer or the combiner depends on how the values are grouped.</p>`;
}

function rowTable({ rows, total }: FirstRows): Markup {
  const left = total - rows.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Results"><table class="results">
<caption>${left > 0 ? `The first ${rows.length} of ${counted(total, "result")}` : counted(total, "result")}</caption>
<thead><tr><th scope="col" class="text">key</th><th scope="col" class="text">value</th></tr></thead>
<tbody>
${rows.map(([key, value]) => html`<tr><td class="text">${cut(key)}</td><td class="text">${cut(value)}</td></tr>\n`)}</tbody>
</table></div>`;
}

function cut(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}
