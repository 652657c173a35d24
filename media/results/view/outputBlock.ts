import { html, render, type TemplateResult } from "lit/html.js";
import type { TaskError } from "../../../src/protocol/engineCalls";
import type { OutputBlock } from "../model/outputBlocks";
import { cut } from "../model/text/terminalText";
import type { Stretch } from "../model/text/textLook";
import { errorHeadline, plainError, styledTracebackBody, tracebackParts } from "../model/traceback";
import { strings } from "../strings/strings";
import type { BlockElement } from "./blockElement";
import { icons } from "./icons";
import { createRichValue } from "./richValue";
import type { LogLinks } from "./text/logLinks";
import { TextBlock } from "./text/textBlock";
import type { TextPainter } from "./text/textPainter";

/** Puts a block of a log with these links on the page. */
export function createBlockElement(block: OutputBlock, painter: TextPainter, links: LogLinks): BlockElement {
  if (block.kind === "text") return new TextBlock(block, painter, links);
  const element = document.createElement("div");
  element.className = block.kind;
  const still = { element, update: () => undefined, dispose: () => undefined };
  switch (block.kind) {
    case "task":
      element.textContent = block.label;
      return still;
    case "error":
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", strings.errorOutput());
      render(errorTemplate(block.error, painter), element);
      return still;
    case "display":
    case "result": {
      const rich = createRichValue(block.value, painter.doors.openText);
      if (block.kind === "result") element.append(createLabel("result-label", strings.result()));
      element.append(rich.element);
      return { ...still, dispose: () => rich.dispose() };
    }
  }
}

function createLabel(className: string, label: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = label;
  return element;
}

/** An error with its traceback, which can be folded away where it stands elsewhere, too. */
export function errorTemplate(error: TaskError, painter: TextPainter): TemplateResult {
  const { text, stretches } = styledTracebackBody(error);
  return html`<p class="error-headline">${icons.error}<span>${errorHeadline(plainError(error))}</span></p>
    ${text === "" ? "" : html`<details class="traceback-fold" open><summary class="traceback-heading">${strings.traceback()}</summary><pre class="traceback">${traceback(text, stretches, painter)}</pre></details>`}`;
}

function traceback(text: string, stretches: readonly Stretch[], painter: TextPainter) {
  let at = 0;
  return tracebackParts(text).map((part) => {
    const [from, to] = [at, at + part.text.length];
    at = to;
    const within = stretches
      .flatMap((stretch) => cut(stretch, from, to))
      .map(({ start, end, look }) => ({ start: start - from, end: end - from, look }));
    const nodes = within.length === 0 ? part.text : painter.paint(part.text, within);
    const { filename, line } = part;
    if (filename === undefined || line === undefined) return nodes;
    const open = (event: Event) => {
      // The page that VS Code puts around the panel would take the click for a jump within it.
      event.preventDefault();
      event.stopPropagation();
      painter.doors.openLocation(filename, line);
    };
    return html`<a href="#" title=${strings.openLocation(filename, line)} @click=${open}>${nodes}</a>`;
  });
}
