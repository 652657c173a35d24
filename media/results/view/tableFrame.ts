import { html, type TemplateResult } from "lit/html.js";

/** A table in a frame that scrolls where there is no room for all of it; the keyboard can scroll it, too. */
export function tableFrame(label: string, table: TemplateResult): TemplateResult {
  return html`<div class="table-frame" role="group" tabindex="0" aria-label=${label}>${table}</div>`;
}
