import { html, render, type TemplateResult } from "lit/html.js";
import type { TaskError } from "../../../src/protocol/engineCalls";
import type { OutputBlock } from "../model/outputBlocks";
import { errorHeadline, type TracebackPart, tracebackBody, tracebackParts } from "../model/traceback";
import { strings } from "../strings";
import { icons } from "./icons";
import type { OpenText } from "./largeMarkup";
import { createRichValue } from "./richValue";

/** The `line-height` of a log in results.css. */
const LINE_HEIGHT = 1.4;
/** From how many rows on it pays not to lay a block out while it is out of sight. */
const LONG_ROWS = 50;

/** What output can lead to in the editor. */
export interface OutputDoors {
  /** Opens a line (from 1) of a file. */
  openLocation(filename: string, line: number): void;
  /** Opens a text that belongs to no file. */
  readonly openText: OpenText;
}

/** One block of an engine's output on the page. */
export interface BlockElement {
  readonly element: HTMLElement;
  /** Shows what was added to the block since. */
  update(): void;
  dispose(): void;
}

/** Puts a block on the page. */
export function createBlockElement(block: OutputBlock, doors: OutputDoors): BlockElement {
  if (block.kind === "text") return createTextBlock(block);
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
      render(errorTemplate(block.error, doors), element);
      return still;
    case "display":
    case "result": {
      const rich = createRichValue(block.value, doors.openText);
      if (block.kind === "result") element.append(createLabel("result-label", strings.result()));
      element.append(rich.element);
      return { ...still, dispose: () => rich.dispose() };
    }
  }
}

function createTextBlock(block: Extract<OutputBlock, { kind: "text" }>): BlockElement {
  const element = document.createElement("div");
  element.className = `text ${block.stream}`;
  if (block.stream === "stderr") element.append(createLabel("sr-only", strings.stderr()));
  const text = document.createTextNode(block.text);
  element.append(text);
  // Long blocks out of sight are not laid out (`content-visibility`); this is about the height they will have.
  const reserveHeight = () => {
    element.classList.toggle("long", block.rows >= LONG_ROWS);
    element.style.containIntrinsicBlockSize = `auto ${block.rows * LINE_HEIGHT}em`;
  };
  reserveHeight();
  return {
    element,
    // Appending, where that is all there is to do, keeps what the reader has selected.
    update() {
      if (block.text.startsWith(text.data)) text.appendData(block.text.slice(text.length));
      else text.data = block.text;
      reserveHeight();
    },
    dispose: () => undefined,
  };
}

function createLabel(className: string, label: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = label;
  return element;
}

/** An error with its traceback, which can be folded away where it stands elsewhere, too. */
export function errorTemplate(error: TaskError, doors: OutputDoors): TemplateResult {
  const body = tracebackBody(error);
  return html`<p class="error-headline">${icons.error}<span>${errorHeadline(error)}</span></p>
    ${body === "" ? "" : html`<details class="traceback-fold" open><summary class="traceback-heading">${strings.traceback()}</summary><pre class="traceback">${tracebackParts(body).map((part) => tracebackPart(part, doors))}</pre></details>`}`;
}

function tracebackPart({ text, filename, line }: TracebackPart, doors: OutputDoors) {
  if (filename === undefined || line === undefined) return text;
  const open = (event: Event) => {
    // The page that VS Code puts around the panel would take the click for a jump within it.
    event.preventDefault();
    event.stopPropagation();
    doors.openLocation(filename, line);
  };
  return html`<a href="#" title=${strings.openLocation(filename, line)} @click=${open}>${text}</a>`;
}
