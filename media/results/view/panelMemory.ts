import type { PanelSection, PanelState } from "../../../src/protocol/panel";
import type { RowOrder } from "../model/timeline/timelineRows";

/** Reads and writes what VS Code keeps for the panel over a reload of the window. */
export interface StateStore {
  get(): PanelState;
  set(state: PanelState): void;
}

/** Of code that ran once on each engine, what it printed comes first. */
const FOLDED_AT_FIRST: readonly PanelSection[] = ["whyOfCode"];

/** What the panel remembers over a reload: which run it showed, what the reader collapsed, how the timeline stood. */
export class PanelMemory {
  private readonly collapsed: Set<number>;
  private readonly folded: Set<PanelSection>;
  private readonly rows: Set<number>;
  private order: RowOrder;
  private runId: string | undefined;
  private sweepId: string | undefined;

  constructor(private readonly store: StateStore) {
    const { runId, sweepId, collapsed = [], folded = FOLDED_AT_FIRST, timeline } = store.get();
    this.runId = runId;
    this.sweepId = sweepId;
    this.collapsed = new Set(collapsed);
    this.folded = new Set(folded);
    this.rows = new Set(timeline?.collapsed ?? []);
    this.order = timeline?.order ?? "engine";
  }

  isCollapsed(engine: number): boolean {
    return this.collapsed.has(engine);
  }

  collapse(engines: readonly number[], collapsed: boolean): void {
    put(this.collapsed, engines, collapsed);
    this.save();
  }

  isFolded(section: PanelSection): boolean {
    return this.folded.has(section);
  }

  fold(section: PanelSection, folded: boolean): void {
    put(this.folded, [section], folded);
    this.save();
  }

  /** The engines whose rows of the timeline are low. */
  get collapsedRows(): ReadonlySet<number> {
    return this.rows;
  }

  collapseRows(engines: readonly number[], collapsed: boolean): void {
    put(this.rows, engines, collapsed);
    this.save();
  }

  get rowOrder(): RowOrder {
    return this.order;
  }

  orderRows(order: RowOrder): void {
    this.order = order;
    this.save();
  }

  showsRun(id: string): void {
    if (id === this.runId) return;
    this.runId = id;
    this.save();
  }

  /** Undefined for none, when the run itself is shown. */
  showsSweep(id: string | undefined): void {
    if (id === this.sweepId) return;
    this.sweepId = id;
    this.save();
  }

  private save(): void {
    this.store.set({
      ...(this.runId !== undefined && { runId: this.runId }),
      ...(this.sweepId !== undefined && { sweepId: this.sweepId }),
      collapsed: [...this.collapsed],
      folded: [...this.folded],
      timeline: { order: this.order, collapsed: [...this.rows] },
    });
  }
}

function put<T>(set: Set<T>, items: readonly T[], isIn: boolean): void {
  for (const item of items) {
    if (isIn) set.add(item);
    else set.delete(item);
  }
}
