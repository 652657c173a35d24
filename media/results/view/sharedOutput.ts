import { html, nothing, type TemplateResult } from "lit/html.js";
import { strings } from "../strings/strings";
import { copyButton } from "./engineRow";

/** The output that all engines, or most, have in common. */
export interface SharedOutput {
  /** Which engines have what in common. */
  readonly heading: string;
  /** The engines, as the label of what copies their output says it. */
  readonly name: string;
  /** Absent where they put nothing out. */
  readonly content?: SharedContent;
}

export interface SharedContent {
  /** Absent while each engine shows its own. */
  readonly output?: HTMLElement;
  toggle(): void;
  copy(): void;
}

/** A section that shows once what engines put out alike, and lets the reader switch to one copy an engine. */
export function sharedOutput({ heading, name, content }: SharedOutput): TemplateResult {
  return html`<section class="shared" aria-labelledby="shared">
    <div class="section-line">
      <h2 id="shared">${heading}</h2>
      ${content ? actions(name, content) : nothing}
    </div>
    ${content?.output ? html`<div class="engine-output">${content.output}</div>` : nothing}
  </section>`;
}

function actions(name: string, { output, toggle, copy }: SharedContent): TemplateResult {
  return html`<button type="button" class="link" @click=${toggle}>${output ? strings.showPerEngine() : strings.showOnce()}</button>
    ${copyButton(strings.copyOutput(name), copy)}`;
}
