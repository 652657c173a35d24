import type { TemplateResult } from "lit/html.js";
import type { EngineSummary } from "../model/engineSummary";
import { TaskTable } from "../model/timeline/taskTable";
import { ordered, type TimelineRow, timelineRows } from "../model/timeline/timelineRows";
import type { Foldable } from "./foldHeading";
import type { PanelMemory } from "./panelMemory";
import type { TimeRange } from "./timeBar";
import { TimelineChart } from "./timeline/timelineChart";
import { timelineSection } from "./timelineSection";

/** The part of the panel with the timeline: keeps the chart over renderings, and rows while nothing changed. */
export class TimelinePart {
  private readonly chart: TimelineChart;
  private readonly table = new TaskTable();
  private isTableOpen = false;
  private rows: readonly TimelineRow[] = [];
  /** What the rows were made of. */
  private madeOf: readonly unknown[] = [];

  /** `openTask` goes to a task's output, `requestRender` draws the panel anew. */
  constructor(
    private readonly memory: PanelMemory,
    openTask: (task: number) => void,
    private readonly requestRender: () => void,
  ) {
    const toggleRow = (engine: number) =>
      this.change(() => memory.collapseRows([engine], !memory.collapsedRows.has(engine)));
    this.chart = new TimelineChart({ openTask, toggleRow });
  }

  /** Begins with another run. */
  clear(): void {
    this.chart.clear();
    this.madeOf = [];
  }

  /** `revision` counts changes of the tasks. */
  template(
    engines: readonly EngineSummary[],
    range: TimeRange,
    revision: readonly unknown[],
    fold: Foldable,
  ): TemplateResult {
    const { memory } = this;
    this.make(engines, range, [...revision, memory.rowOrder]);
    const ids = this.rows.map(({ engine }) => engine);
    const allCollapsed = ids.every((id) => memory.collapsedRows.has(id));
    if (!fold.isFolded) {
      const length = range.to - range.from;
      this.chart.update({ rows: this.rows, collapsed: memory.collapsedRows, length });
    }
    return timelineSection({
      chart: this.chart,
      rows: this.rows,
      order: memory.rowOrder,
      allCollapsed,
      fold,
      table: this.isTableOpen ? this.table : undefined,
      reorder: () => this.change(() => memory.orderRows(memory.rowOrder === "engine" ? "busy" : "engine")),
      collapseAll: () => this.change(() => memory.collapseRows(ids, !allCollapsed)),
      toggleTable: (open) =>
        this.change(() => {
          this.isTableOpen = open;
        }),
      turn: (pages) => this.change(() => this.table.turn(pages)),
    });
  }

  private make(engines: readonly EngineSummary[], range: TimeRange, of: readonly unknown[]): void {
    if (of.length === this.madeOf.length && of.every((part, at) => part === this.madeOf[at])) return;
    this.madeOf = of;
    this.rows = ordered(timelineRows(engines, range.from), this.memory.rowOrder);
    this.table.update(this.rows);
  }

  private change(action: () => void): void {
    action();
    this.requestRender();
  }
}
