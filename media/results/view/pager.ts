import { html, nothing, type TemplateResult } from "lit/html.js";
import { strings } from "../strings/strings";
import { icons } from "./icons";

/** A page of many rows. */
export interface Pager {
  /** The first row on the page, from 0, and how many are on it. */
  readonly from: number;
  readonly shown: number;
  readonly total: number;
  /** Turns so many pages on, or back; infinity for the last and the first. */
  turn(pages: number): void;
}

/**
 * Buttons that turn pages; nothing where one page has all. One that has nothing to turn to stays a place of the keyboard, or
 * the keyboard would lose its place on the last page.
 */
export function pager({ from, shown, total, turn }: Pager): TemplateResult | typeof nothing {
  if (total <= shown) return nothing;
  const button = (
    label: string,
    pages: number,
    enabled: boolean,
    name: "first" | "previous" | "next" | "last",
  ) =>
    html`<button type="button" class="icon-button ${name}" title=${label} aria-label=${label} aria-disabled=${!enabled}
      @click=${() => enabled && turn(pages)}>${name === "first" || name === "last" ? icons.end : icons.chevron}</button>`;
  const [back, on] = [from > 0, from + shown < total];
  return html`<p class="pager">
    ${button(strings.firstRows(), Number.NEGATIVE_INFINITY, back, "first")}
    ${button(strings.previousRows(), -1, back, "previous")}
    <span>${strings.rowsShown(from + 1, from + shown, total)}</span>
    ${button(strings.nextRows(), 1, on, "next")}
    ${button(strings.lastRows(), Number.POSITIVE_INFINITY, on, "last")}
  </p>`;
}
