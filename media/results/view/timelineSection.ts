import { html, nothing, svg, type TemplateResult } from "lit/html.js";
import type { TaskTable } from "../model/timeline/taskTable";
import type { PlacedTask, RowOrder, TimelineRow } from "../model/timeline/timelineRows";
import type { SpanKind } from "../model/timeSpans";
import { strings } from "../strings/strings";
import { type Foldable, foldHeading } from "./foldHeading";
import { icons } from "./icons";
import { pager } from "./pager";
import { tableFrame } from "./tableFrame";
import type { TimelineChart } from "./timeline/timelineChart";

/** What the section with the timeline shows and does. */
export interface TimelineSection {
  readonly chart: TimelineChart;
  readonly rows: readonly TimelineRow[];
  readonly order: RowOrder;
  readonly allCollapsed: boolean;
  readonly fold: Foldable;
  /** Absent while the table is closed. */
  readonly table?: TaskTable | undefined;
  reorder(): void;
  collapseAll(): void;
  toggleTable(open: boolean): void;
  /** Turns the pages of the table. */
  turn(pages: number): void;
}

/** The timeline of a run's tasks with what it is looked at with, its legend, and the same as a table. */
export function timelineSection(section: TimelineSection): TemplateResult {
  const { chart, rows, order, allCollapsed, fold, table } = section;
  const tasks = rows.reduce((sum, row) => sum + row.tasks.length, 0);
  const button = (label: string, icon: unknown, act: () => void) =>
    html`<button type="button" class="icon-button" title=${label} aria-label=${label} @click=${act}>${icon}</button>`;
  const link = (label: string, act: () => void) =>
    html`<button type="button" class="link" @click=${act}>${label}</button>`;
  return html`<section class="timeline" aria-labelledby="timeline">
    <div class="section-line">
      ${foldHeading("timeline", strings.timeline(), fold)}
      ${
        fold.isFolded
          ? nothing
          : html`${rows.length > 1 ? link(order === "engine" ? strings.busiestFirst() : strings.byEngine(), section.reorder) : nothing}
            ${rows.length > 1 ? link(allCollapsed ? strings.expandAll() : strings.collapseAll(), section.collapseAll) : nothing}
            <span class="buttons">
              ${button(strings.zoomOut(), icons.zoomOut, () => chart.zoomOut())}
              ${button(strings.zoomIn(), icons.zoomIn, () => chart.zoomIn())}
              ${button(strings.showAllOfRun(), icons.fit, () => chart.showAll())}
            </span>`
      }
    </div>
    <div id="timeline-body" ?hidden=${fold.isFolded}>
      ${chart.element}
      <p id="timeline-keys" class="sr-only">${strings.timelineKeys()}</p>
      ${legend(rows)}
      <details class="task-table" @toggle=${(event: Event) => section.toggleTable((event.target as HTMLDetailsElement).open)}>
        <summary>${strings.timelineTable(tasks)}</summary>
        ${table ? taskTable(table, strings.timelineTable(tasks), section.turn) : nothing}
      </details>
    </div>
  </section>`;
}

function legend(rows: readonly TimelineRow[]): TemplateResult {
  const all = rows.flatMap(({ tasks }) => tasks);
  const phases = new Set(all.map(({ task: { phase } }) => phase));
  const marked = rows.flatMap(({ tasks, marked }) => marked.flatMap((at) => tasks[at] ?? []));
  const bar = (kind: SpanKind | "moving", words: string, thin = false) =>
    html`<li><svg class="time-bar swatch" width="24" height="12" aria-hidden="true">
      <rect class=${kind} y=${thin ? 4 : 0} width="100%" height=${thin ? 5 : 12} /></svg>${words}</li>`;
  const mark = (kind: "failed" | "retried", words: string) =>
    html`<li><svg class="mark ${kind}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${
      kind === "failed"
        ? svg`<path d="M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2" />`
        : svg`<path d="M8 3.4A3.2 3.2 0 1 1 5 3M6.3 1L4.8 3l2 1.4" />`
    }</svg>${words}</li>`;
  return html`<ul class="legend">
    ${phases.has("run") ? bar("worked", strings.span("worked")) : nothing}
    ${(["map", "shuffle", "reduce"] as const).map((phase) => (phases.has(phase) ? bar(phase, strings.span(phase)) : nothing))}
    ${bar("waited", strings.queued(), true)}
    ${bar("moving", strings.moving(), true)}
    ${marked.some(isFailed) ? mark("failed", strings.failedMark()) : nothing}
    ${marked.some((placed) => !isFailed(placed)) ? mark("retried", strings.retriedMark()) : nothing}
  </ul>`;
}

function isFailed({ task: { status } }: PlacedTask): boolean {
  return status !== "ok" && status !== "pending";
}

function taskTable(table: TaskTable, label: string, turn: (pages: number) => void): TemplateResult {
  const page = table.page();
  const shown = html`<table>
      <thead><tr>${strings.taskColumns().map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${page.map(tableRow)}</tbody>
    </table>`;
  return html`${tableFrame(label, shown)}
    ${pager({ from: table.from, shown: page.length, total: table.total, turn })}`;
}

function tableRow(placed: PlacedTask): TemplateResult {
  const { task, ready, started, completed } = placed;
  const time = (ms: number | undefined) =>
    ms === undefined ? strings.notYet() : strings.duration(Math.max(0, ms) / 1000);
  const took = started === undefined || completed === undefined ? undefined : completed - started;
  const ended =
    task.status !== "pending"
      ? strings.taskStatus(task.status)
      : started === undefined
        ? strings.taskWaits()
        : strings.taskRuns();
  return html`<tr>
    <td>${strings.taskName(placed)}</td><td class="number">${task.engine}</td>
    <td class="number">${time(started)}</td><td class="number">${time(took)}</td>
    <td class="number">${time(started === undefined ? undefined : started - ready)}</td>
    <td class="number">${time(task.cpuSeconds * 1000 || undefined)}</td><td>${ended}</td>
  </tr>`;
}
