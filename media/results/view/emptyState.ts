import { html, type TemplateResult } from "lit/html.js";
import { strings } from "../strings/strings";

/** What the panel says before anything has run. */
export function emptyState(): TemplateResult {
  return html`<div class="empty">
    <h1>${strings.nothingYet()}</h1>
    <p>${strings.howToBegin()}</p>
  </div>`;
}
