import { html, type TemplateResult } from "lit/html.js";
import type { ToPanel } from "../../../src/protocol/panel";
import { strings } from "../strings/strings";

/** What the page says in the place of a run that cannot be read, or of two that cannot be compared. */
export function unreadable({ of, why }: Extract<ToPanel, { type: "unreadable" }>): TemplateResult {
  return html`<div class="empty" role="alert">
    <h1>${strings.unreadableTitle(of)}</h1>
    <p>${why}</p>
  </div>`;
}
