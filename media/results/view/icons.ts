import { type SVGTemplateResult, svg } from "lit/html.js";

/**
 * Icons of 16 by 16, drawn here: the codicon font would add 120 KB and a `font-src` to the panel. They are
 * decoration; the word stands beside each one, or in its button's label.
 */
export const icons = {
  ok: icon(svg`<path d="M3 8.5l3.2 3.2L13 4.8" />`),
  error: icon(svg`<circle cx="8" cy="8" r="6" /><path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />`),
  warning: icon(svg`<path d="M8 2.5l6 11H2zM8 6.5v3.5M8 11.4v.9" />`),
  timeout: icon(svg`<circle cx="8" cy="8" r="6" /><path d="M8 4.5V8l2.4 1.6" />`),
  interrupted: icon(svg`<circle cx="8" cy="8" r="6" /><path d="M6 6h4v4H6z" />`),
  died: icon(svg`<circle cx="8" cy="8" r="6" /><path d="M3.8 12.2l8.4-8.4" />`),
  waiting: icon(svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2 2.7" />`),
  running: icon(svg`<circle class="track" cx="8" cy="8" r="6" /><path d="M8 2a6 6 0 0 1 6 6" />`, "spin"),
  chevron: icon(svg`<path d="M6 3.5L10.5 8 6 12.5" />`, "chevron"),
  sort: icon(svg`<path d="M4.5 6.5L8 10l3.5-3.5" />`),
  up: icon(svg`<path d="M8 13V3M3.5 7.5L8 3l4.5 4.5" />`),
  down: icon(svg`<path d="M8 3v10M3.5 8.5L8 13l4.5-4.5" />`),
  close: icon(svg`<path d="M4 4l8 8M12 4l-8 8" />`),
  find: icon(svg`<circle cx="7" cy="7" r="4.5" /><path d="M10.3 10.3l3.7 3.7" />`),
  end: icon(svg`<path d="M5 3.5L9.5 8 5 12.5M12 3.5v9" />`, "chevron"),
  zoomIn: icon(svg`<circle cx="7" cy="7" r="4.5" /><path d="M10.3 10.3l3.7 3.7M5 7h4M7 5v4" />`),
  zoomOut: icon(svg`<circle cx="7" cy="7" r="4.5" /><path d="M10.3 10.3l3.7 3.7M5 7h4" />`),
  fit: icon(svg`<path d="M2.5 3v10M13.5 3v10M4.5 8h7M6.5 6l-2 2 2 2M9.5 6l2 2-2 2" />`),
  copy: icon(svg`<path d="M6 6h7.5v7.5H6zM10 6V2.5H2.5V10H6" />`),
} as const;

function icon(shape: SVGTemplateResult, name = ""): SVGTemplateResult {
  return svg`<svg class="icon ${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${shape}</svg>`;
}
