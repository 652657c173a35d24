import { html, render } from "lit/html.js";
import { strings } from "../strings/strings";
import type { RichElement } from "./richElement";

/** Characters of HTML that the panel draws at most. */
export const LARGEST_MARKUP = 1_000_000;

/** Characters of larger HTML that are shown, as text. */
const SHOWN = 2000;

/** Opens a text in an editor of its own, in a language that VS Code knows. */
export type OpenText = (text: string, language: string) => void;

/** HTML that is too large to be drawn: its size, its beginning as text, and a way to look at all of it. */
export function createLargeMarkup(markup: string, text: string, openText: OpenText): RichElement {
  const element = document.createElement("div");
  element.className = "large-markup";
  const beginning = markup.slice(0, SHOWN);
  render(
    html`<div class="text">${text}</div>
      <p class="note">${strings.largeMarkup(markup.length, beginning.length)}
        <button type="button" class="link" @click=${() => openText(markup, "html")}>${strings.openInEditor()}</button></p>
      <div class="text beginning">${beginning}…</div>`,
    element,
  );
  return { element, dispose: () => undefined };
}
