/** One block of an engine's output on the page. */
export interface BlockElement {
  readonly element: HTMLElement;
  /** Shows what was added to the block since. */
  update(): void;
  dispose(): void;
}
