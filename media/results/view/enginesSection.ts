import { html, nothing, type TemplateResult } from "lit/html.js";
import type { RunKind } from "../../../src/protocol/run";
import { strings } from "../strings/strings";
import { type EngineRow, engineRow } from "./engineRow";
import { timeBarLegend } from "./timeBar";

/** What the list of engines shows and does. */
export interface EnginesSection {
  readonly kind: RunKind;
  readonly rows: readonly EngineRow[];
  /** Whether every row is collapsed; absent, like `toggleAll`, when rows have nothing to collapse. */
  readonly allCollapsed?: boolean;
  readonly toggleAll?: () => void;
  /** Opens the find box; absent where there is nothing to be searched. */
  readonly find?: (() => void) | undefined;
}

/** The engines of a run, one row each, under a heading with the bars' legend. */
export function enginesSection({
  kind,
  rows,
  allCollapsed,
  toggleAll,
  find,
}: EnginesSection): TemplateResult {
  const word = allCollapsed ? strings.expandAll() : strings.collapseAll();
  return html`<section class="engines" aria-labelledby="engines">
    <div class="section-line">
      <h2 id="engines">${strings.engines()}</h2>
      ${timeBarLegend(kind)}
      ${find ? html`<button type="button" class="link" @click=${find}>${strings.find()}</button>` : nothing}
      ${toggleAll ? html`<button type="button" class="link" @click=${toggleAll}>${word}</button>` : nothing}
    </div>
    ${rows.map(engineRow)}
  </section>`;
}
