/** An element on the page, and how to let go of what it holds. */
export interface RichElement {
  readonly element: HTMLElement;
  dispose(): void;
}
