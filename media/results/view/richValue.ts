import type { RichValue } from "../../../src/protocol/values";
import { strings } from "../strings/strings";
import { createJsonTree } from "./jsonTree";
import { createLargeMarkup, LARGEST_MARKUP, type OpenText } from "./largeMarkup";
import { createMarkupFrame } from "./markupFrame";
import type { RichElement } from "./richElement";

/** Shows a value in the richest form it has: a picture, HTML in a sandboxed frame, a tree of its parts, or its text. */
export function createRichValue(value: RichValue, openText: OpenText): RichElement {
  if (value.svg !== undefined)
    return createPicture(new Blob([withNamespace(value.svg)], { type: "image/svg+xml" }), value.text);
  if (value.png !== undefined) return createPicture(new Blob([value.png], { type: "image/png" }), value.text);
  return (
    markupOf(value, openText) ?? {
      element: treeOf(value) ?? createText(value.text),
      dispose: () => undefined,
    }
  );
}

function markupOf({ html, text }: RichValue, openText: OpenText): RichElement | undefined {
  if (html === undefined) return undefined;
  if (html.length > LARGEST_MARKUP) return createLargeMarkup(html, text, openText);
  return createMarkupFrame(html, strings.page(text));
}

/** A run's file may nest its data deeper than a browser can follow. */
function treeOf({ json }: RichValue): HTMLElement | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  try {
    return createJsonTree(json);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** As an `img`, an SVG can neither run scripts nor load anything, and unlike a frame it knows its own size. */
function createPicture(content: Blob, text: string): RichElement {
  const url = URL.createObjectURL(content);
  const element = document.createElement("div");
  const picture = document.createElement("img");
  picture.className = "picture";
  picture.alt = strings.picture(text);
  picture.src = url;
  picture.addEventListener("error", () => picture.replaceWith(createText(text)), { once: true });
  element.append(picture);
  return { element, dispose: () => URL.revokeObjectURL(url) };
}

function createText(text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "text";
  element.textContent = text;
  return element;
}

/** HTML lets an `svg` element go without its namespace; a picture needs it. */
function withNamespace(markup: string): string {
  const tag = /<svg\b[^>]*>/i.exec(markup)?.[0];
  if (!tag || /\sxmlns\s*=/.test(tag)) return markup;
  return markup.replace(tag, () => tag.replace(/^<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"'));
}
