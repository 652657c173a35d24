/** What a reader does to scroll, and for how long afterwards scrolling is taken for theirs. */
const ACTS = ["wheel", "keydown", "pointerdown", "touchmove", "focusin"] as const;
const ACT_MS = 1000;
/** How far, in CSS pixels, from its end an element still counts as scrolled to its end. */
const NEAR_END = 8;

/**
 * Keeps a scrolling element at the end of its growing content until the reader goes elsewhere in it, and again
 * once they come back to the end. Scrolling that no reader caused tells nothing: lines change their height, and so
 * the end its place, when first seen.
 */
export class EndFollower {
  private isFollowing = true;
  private lastAct = Number.NEGATIVE_INFINITY;
  /** Pictures grow when they are loaded, and lines when they are first seen or the panel becomes narrow. */
  private readonly resizes = new ResizeObserver(() => this.follow());

  /** `endPosition` answers the `scrollTop` at which the end is read. */
  constructor(
    private readonly scroller: HTMLElement,
    content: HTMLElement,
    private readonly endPosition: () => number,
  ) {
    for (const act of ACTS) {
      scroller.addEventListener(act, () => this.noticeAct(), { passive: true });
    }
    scroller.addEventListener("scroll", () => this.noticeScroll());
    this.resizes.observe(content);
    this.markFollowing();
  }

  get following(): boolean {
    return this.isFollowing;
  }

  /** Scrolls to the end, unless the reader is elsewhere. */
  follow(): void {
    if (this.isFollowing) this.scroller.scrollTop = this.endPosition();
    // The keyboard has to reach what can be scrolled, and need not stop at what cannot.
    this.scroller.tabIndex = this.scroller.scrollHeight > this.scroller.clientHeight ? 0 : -1;
  }

  /** Stops following: the reader was brought elsewhere. */
  leave(): void {
    this.isFollowing = false;
    this.markFollowing();
  }

  dispose(): void {
    this.resizes.disconnect();
  }

  private noticeAct(): void {
    this.lastAct = performance.now();
  }

  private noticeScroll(): void {
    if (distanceFromEnd(this.scroller) < NEAR_END) this.isFollowing = true;
    else if (performance.now() - this.lastAct < ACT_MS) this.isFollowing = false;
    this.markFollowing();
  }

  /** For the style: the browser keeps what is in view in its place only for a reader. */
  private markFollowing(): void {
    this.scroller.classList.toggle("following", this.isFollowing);
  }
}

/** How far, in CSS pixels, an element is from being scrolled to its end. */
export function distanceFromEnd({ scrollHeight, clientHeight, scrollTop }: HTMLElement): number {
  return scrollHeight - clientHeight - scrollTop;
}
