import { html, type TemplateResult } from "lit/html.js";
import { icons } from "./icons";

/** A part of the panel that the reader can fold away. */
export interface Foldable {
  readonly isFolded: boolean;
  toggle(): void;
}

/** A heading that folds what stands under it; `id` is its own, and with `-body` that of what it folds. */
export function foldHeading(id: string, words: string, { isFolded, toggle }: Foldable): TemplateResult {
  return html`<h2><button type="button" class="toggle" id=${id} aria-expanded=${!isFolded} aria-controls="${id}-body"
    @click=${toggle}>${icons.chevron}<span>${words}</span></button></h2>`;
}
