import type { PanelState } from "../../../src/protocol/panel";

/** Reads and writes what VS Code keeps for the panel over a reload of the window. */
export interface StateStore {
  get(): PanelState;
  set(state: PanelState): void;
}

/** What the panel remembers over a reload: which run it showed, and which engines the reader collapsed. */
export class PanelMemory {
  private readonly collapsed: Set<number>;
  private runId: string | undefined;

  constructor(private readonly store: StateStore) {
    const state = store.get();
    this.runId = state.runId;
    this.collapsed = new Set(state.collapsed ?? []);
  }

  isCollapsed(engine: number): boolean {
    return this.collapsed.has(engine);
  }

  collapse(engines: readonly number[], collapsed: boolean): void {
    for (const engine of engines) {
      if (collapsed) this.collapsed.add(engine);
      else this.collapsed.delete(engine);
    }
    this.save();
  }

  showsRun(id: string): void {
    if (id === this.runId) return;
    this.runId = id;
    this.save();
  }

  private save(): void {
    this.store.set({
      ...(this.runId !== undefined && { runId: this.runId }),
      collapsed: [...this.collapsed],
    });
  }
}
