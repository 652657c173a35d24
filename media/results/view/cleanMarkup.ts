import DOMPurify, { type Config } from "dompurify";
import { takeStyles } from "../model/takeStyles";

/** What an element says of its own style, while the markup is cleaned. */
const OWN_STYLE = "data-own-style";

/**
 * What may stand in HTML that an engine's code made: text, tables, pictures that are in it, and drawings. No scripts,
 * forms, frames, and nothing that loads or leads anywhere.
 */
const RULES = {
  USE_PROFILES: { html: true, svg: true, svgFilters: true, mathMl: true },
  ADD_ATTR: [OWN_STYLE],
  ADD_URI_SAFE_ATTR: [OWN_STYLE],
  FORBID_TAGS: [
    ...[
      "audio",
      "base",
      "button",
      "datalist",
      "dialog",
      "embed",
      "fieldset",
      "form",
      "iframe",
      "input",
      "link",
    ],
    ...[
      "meta",
      "object",
      "optgroup",
      "option",
      "output",
      "select",
      "source",
      "style",
      "textarea",
      "track",
      "video",
    ],
  ],
  FORBID_ATTR: [
    ...["action", "autofocus", "background", "formaction", "ping", "poster", "srcset", "style", "target"],
  ],
  ALLOW_DATA_ATTR: false,
  // Every attribute's value has to match. What leads or loads without naming a scheme goes afterwards.
  ALLOWED_URI_REGEXP: /^(?:data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
} satisfies Config;

/** What a style may not do: load. Escapes could hide it, and a `<` end the sheet. */
const LOADING = /@import|@font-face|url\s*\(|image-set|src\s*:|[\\<]/i;

/** Attributes that hold an address. */
const ADDRESSES: ReadonlySet<string> = new Set(["src", "href", "xlink:href"]);

/** A picture that is in the page. */
const PICTURE = /^data:image\/(?:png|gif|jpeg|webp|svg\+xml)[;,]/i;

/** What in a page is to be seen although it is no text. */
const VISIBLE = "img[src], svg, hr, math";

/**
 * HTML made harmless, as markup for a frame; undefined where nothing to be seen is left of it. `nonce` is what the frame's
 * policy lets styles in by, which it does for sheets alone: what elements say of their style is made a sheet.
 */
export function cleanMarkup(markup: string, nonce: string): string | undefined {
  const { bare, sheets } = takeStyles(markup, OWN_STYLE);
  const body = DOMPurify.sanitize(bare, { ...RULES, RETURN_DOM: true }) as HTMLElement;
  for (const element of body.querySelectorAll("*")) disarm(element);
  if (body.textContent.trim() === "" && body.querySelector(VISIBLE) === null) return undefined;
  const safe = [...sheets.filter((sheet) => !LOADING.test(sheet)), ownStyles(body)];
  for (const rules of safe.filter((sheet) => sheet !== "")) {
    const style = body.ownerDocument.createElement("style");
    style.setAttribute("nonce", nonce);
    style.textContent = rules;
    body.prepend(style);
  }
  return body.innerHTML;
}

/** Nothing is loaded from elsewhere, and a link goes nowhere, since the frame itself would; one within the page may stay. */
function disarm(element: Element): void {
  const isPicture = element.matches("img, image, feImage");
  for (const { name, value } of [...element.attributes]) {
    if (name === OWN_STYLE) continue;
    const isWithin = value.startsWith("#") || (isPicture && PICTURE.test(value));
    const isElsewhere = ADDRESSES.has(name) ? !isWithin : /url\s*\(\s*["']?\s*[^#"'\s]/i.test(value);
    if (isElsewhere) element.removeAttribute(name);
  }
}

/** Elements' own styles as rules. What a browser has parsed and written anew cannot end the rule that it stands in. */
function ownStyles(body: Element): string {
  const rules: string[] = [];
  const { style } = document.createElement("span");
  for (const element of body.querySelectorAll(`[${OWN_STYLE}]`)) {
    style.cssText = element.getAttribute(OWN_STYLE) ?? "";
    const declared = style.cssText;
    element.removeAttribute(OWN_STYLE);
    if (declared === "" || LOADING.test(declared) || /[{}]/.test(declared)) continue;
    element.setAttribute("data-style", String(rules.length));
    rules.push(`[data-style="${rules.length}"] { ${declared} }`);
  }
  return rules.join("\n");
}
