import { html, type TemplateResult } from "lit/html.js";
import { strings } from "../strings";

/** What the page says in the place of a run that cannot be read. */
export function unreadable(why: string): TemplateResult {
  return html`<div class="empty" role="alert">
    <h1>${strings.unreadableTitle()}</h1>
    <p>${why}</p>
  </div>`;
}
