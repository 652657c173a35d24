import { cleanMarkup } from "./cleanMarkup";
import type { RichElement } from "./richElement";

/**
 * Shows untrusted HTML, made harmless first; undefined where nothing is left of it. It never enters the panel's own document: it stands in a frame with an empty `sandbox`
 * (no scripts, forms, pop-ups or navigation of the panel; an origin of its own) that inherits the panel's CSP,
 * so that it cannot load anything either.
 */
export function createMarkupFrame(untrusted: string, title: string): RichElement | undefined {
  const markup = cleanMarkup(untrusted, styleNonce());
  if (markup === undefined) return undefined;
  const element = document.createElement("iframe");
  element.className = "markup";
  element.title = title;
  element.height = String(estimatedHeight(markup));
  element.setAttribute("sandbox", "");
  const draw = () => {
    element.srcdoc = `<!DOCTYPE html><meta charset="utf-8"><style nonce="${styleNonce()}">${frameStyle()}</style>${markup}`;
  };
  draw();
  // The frame does not see the panel's theme variables: it is drawn anew when VS Code changes the theme.
  const themeChanges = new MutationObserver(draw);
  themeChanges.observe(document.body, { attributeFilter: ["class", "data-vscode-theme-id"] });
  return { element, dispose: () => themeChanges.disconnect() };
}

function frameStyle(): string {
  const { color, colorScheme, fontFamily, fontSize } = getComputedStyle(document.body);
  return `
    :root { color-scheme: ${colorScheme}; color: ${color}; font: ${fontSize}/1.4 ${fontFamily}; }
    body { margin: 4px; overflow-wrap: anywhere; }
    table { border-collapse: collapse; font: inherit; font-variant-numeric: tabular-nums; }
    th, td { padding: 3px 8px; border: 1px solid color-mix(in srgb, currentcolor 25%, transparent); text-align: right; }
  `;
}

/** The inherited CSP lets in only styles with the panel's nonce. The frame runs no script that could read it. */
function styleNonce(): string {
  return document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
}

/** An empty `sandbox` hides how tall the page is: rows and paragraphs tell roughly. In CSS pixels. */
function estimatedHeight(markup: string): number {
  const rows = markup.match(/<(?:tr|p|li|br|h[1-6]|div)\b/gi)?.length ?? 0;
  return Math.min(360, Math.max(60, 14 + rows * 25));
}
