import { html, nothing, type TemplateResult } from "lit/html.js";
import { strings } from "../strings";
import { copyButton } from "./engineRow";

/** The output that all engines have in common. */
export interface SharedOutput {
  readonly engines: number;
  /** Absent while each engine shows its own. */
  readonly output?: HTMLElement | string;
  toggle(): void;
  copy(): void;
}

/** A section that shows once what every engine put out, and lets the reader switch to one copy an engine. */
export function sharedOutput({ engines, output, toggle, copy }: SharedOutput): TemplateResult {
  if (typeof output === "string") {
    return html`<section class="shared" aria-labelledby="shared">
      <div class="section-line"><h2 id="shared">${output}</h2></div>
    </section>`;
  }
  return html`<section class="shared" aria-labelledby="shared">
    <div class="section-line">
      <h2 id="shared">${strings.identical(engines)}</h2>
      <button type="button" class="link" @click=${toggle}>${output ? strings.showPerEngine() : strings.showOnce()}</button>
      ${copyButton(strings.copyOutput(strings.everyEngine(engines)), copy)}
    </div>
    ${output ? html`<div class="engine-output">${output}</div>` : nothing}
  </section>`;
}
