import type { Json } from "../../../src/protocol/values";
import { strings } from "../strings/strings";

/** Entries of a list or an object that are on the page at first, and how many more the reader gets at a time. */
const AT_A_TIME = 100;
/** A value with no more entries than this is open from the beginning. */
const OPEN_ENTRIES = 20;
/** Characters of a closed value, or of one text, that are shown. */
const PREVIEW = 80;
const LONGEST_TEXT = 2000;

type Branch = readonly Json[] | { readonly [key: string]: Json };

/**
 * A list or an object as a tree of native disclosures, which the keyboard and screen readers know. What is closed is not on
 * the page until it is opened, and of many entries the first are.
 */
export function createJsonTree(value: Branch): HTMLElement {
  const element = document.createElement("div");
  element.className = "json";
  element.append(createBranch(undefined, value, entriesOf(value).length <= OPEN_ENTRIES));
  return element;
}

/** Puts all entries on the page that may have what `pattern` matches below them, so that it can be found there. */
export function showEntriesWith(tree: HTMLElement, pattern: RegExp): void {
  const pending = [...tree.querySelectorAll<JsonBranch>(BRANCH)];
  for (let branch = pending.pop(); branch; branch = pending.pop()) {
    const source = sources.get(branch);
    if (!source?.has(pattern)) continue;
    source.fillAll();
    pending.push(...branch.querySelectorAll<JsonBranch>(`:scope > ul > li > ${BRANCH}`));
  }
}

type JsonBranch = HTMLDetailsElement;
const BRANCH = "details.json-branch";

/** What a branch on the page shows, to fill it later. */
interface BranchSource {
  has(pattern: RegExp): boolean;
  fillAll(): void;
}

const sources = new WeakMap<JsonBranch, BranchSource>();

function createBranch(name: string | undefined, value: Branch, open: boolean): JsonBranch {
  const element = document.createElement("details");
  element.className = "json-branch";
  const summary = document.createElement("summary");
  const entries = entriesOf(value);
  const isList = Array.isArray(value);
  if (name !== undefined) summary.append(span("json-name", `${name}: `));
  summary.append(span("json-count", strings.jsonCount(isList, entries.length)));
  if (entries.length > 0) summary.append(" ", span("json-preview", previewOf(value)));
  element.append(summary);
  const list = document.createElement("ul");
  element.append(list);
  let filled = 0;
  const fill = (to: number) => {
    list.querySelector(":scope > .json-more")?.remove();
    for (const [key, item] of entries.slice(filled, to)) list.append(createEntry(key, item));
    filled = Math.max(filled, Math.min(to, entries.length));
    if (filled < entries.length)
      list.append(createMore(entries.length - filled, () => fill(filled + AT_A_TIME)));
  };
  element.addEventListener("toggle", () => {
    if (element.open && filled === 0) fill(AT_A_TIME);
  });
  sources.set(element, {
    // Written as on the page, where a name stands without quotes before its value.
    has: (pattern) => JSON.stringify(value, null, 1).replaceAll('": ', ": ").search(pattern) >= 0,
    fillAll: () => fill(entries.length),
  });
  if (open) {
    element.open = true;
    fill(AT_A_TIME);
  }
  return element;
}

function createEntry(key: string, value: Json): HTMLElement {
  const entry = document.createElement("li");
  if (typeof value === "object" && value !== null) {
    entry.append(createBranch(key, value, false));
    return entry;
  }
  entry.append(
    span("json-name", `${key}: `),
    span(`json-${value === null ? "null" : typeof value}`, leafText(value)),
  );
  return entry;
}

function createMore(left: number, show: () => void): HTMLElement {
  const entry = document.createElement("li");
  entry.className = "json-more";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = strings.jsonMore(left, Math.min(left, AT_A_TIME));
  button.addEventListener("click", () => {
    const list = entry.parentElement;
    const next = list?.childElementCount ?? 0;
    show();
    // The keyboard's place goes to the button that took this one's, or stays at what it brought.
    const place = list?.querySelector<HTMLElement>(":scope > .json-more button");
    (place ?? (list?.children[next - 1]?.querySelector("summary") as HTMLElement | null))?.focus();
  });
  entry.append(button);
  return entry;
}

function entriesOf(value: Branch): readonly (readonly [string, Json])[] {
  return Object.entries(value);
}

function leafText(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  const text = JSON.stringify(value.slice(0, LONGEST_TEXT));
  return value.length > LONGEST_TEXT ? `${text} ${strings.jsonLongText(value.length)}` : text;
}

function previewOf(value: Branch): string {
  const text = JSON.stringify(value);
  return text.length <= PREVIEW ? text : `${text.slice(0, PREVIEW)}…`;
}

function span(className: string, text: string): HTMLElement {
  const element = document.createElement("span");
  element.className = className;
  element.textContent = text;
  return element;
}
