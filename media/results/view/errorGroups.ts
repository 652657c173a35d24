import { html, nothing, type TemplateResult } from "lit/html.js";
import type { CommonError } from "../model/errorGroups";
import { strings } from "../strings/strings";
import { errorTemplate } from "./outputBlock";
import type { TextPainter } from "./text/textPainter";

/** The errors that several engines have in common, each once; `engines` is how many the run has. */
export function errorGroups(
  groups: readonly CommonError[],
  engines: number,
  painter: TextPainter,
): TemplateResult | typeof nothing {
  if (groups.length === 0) return nothing;
  return html`<section class="error-groups" aria-labelledby="errors">
    <div class="section-line"><h2 id="errors">${strings.errors()}</h2></div>
    ${groups.map(
      ({ engines: ids, filename, line, error }) => html`<div class="error-group">
        <p class="note">${strings.sameError(ids, engines, filename, line)}</p>
        <div class="log"><div class="error">${errorTemplate(error, painter)}</div></div>
      </div>`,
    )}
  </section>`;
}
