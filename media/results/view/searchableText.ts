import { showEntriesWith } from "./jsonTree";

/** What is there twice, or is for screen readers alone, is not searched. */
const PASSED_OVER =
  ".json-preview, .sr-only, .result-label, summary:not(.json-branch > summary), button, style";

/** The text of an element that a reader can search; a tree gets the entries in which `pattern` may be found. */
export function searchableText(element: HTMLElement, pattern: RegExp): string {
  const tree = element.querySelector<HTMLElement>(".json");
  if (tree) showEntriesWith(tree, pattern);
  const picture = element.querySelector<HTMLElement>("iframe, img");
  if (picture) return picture.title || picture.getAttribute("alt") || "";
  return [...textNodes(element)].map(({ data }) => data).join("");
}

/** The stretch between two offsets of an element's searchable text. */
export function textRange(element: HTMLElement, start: number, end: number): Range | undefined {
  const range = document.createRange();
  let [at, isOpen] = [0, false];
  for (const node of textNodes(element)) {
    if (!isOpen && start < at + node.length) {
      range.setStart(node, start - at);
      isOpen = true;
    }
    if (isOpen && end <= at + node.length) {
      range.setEnd(node, end - at);
      return range;
    }
    at += node.length;
  }
  return undefined;
}

/** Opens every disclosure around a node, up to `within`. */
export function unfoldAround(node: Node, within: HTMLElement): void {
  for (let parent = node.parentElement; parent && parent !== within; parent = parent.parentElement) {
    if (parent instanceof HTMLDetailsElement) parent.open = true;
  }
}

function* textNodes(element: HTMLElement): Iterable<Text> {
  const walker = document.createTreeWalker(
    element,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
    (node) => {
      if (node instanceof Element)
        return node.matches(PASSED_OVER) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      return NodeFilter.FILTER_ACCEPT;
    },
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}
