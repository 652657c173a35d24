import type { EngineOutput } from "../../../src/protocol/run";
import { OutputBlocks } from "../model/outputBlocks";
import { strings } from "../strings";
import { type BlockElement, createBlockElement, type OpenLocation } from "./outputBlock";

/** Rows of output on the page at first, and how many more "Show Earlier Output" brings. */
const ROWS_SHOWN = 3000;
/** How many times as many rows may gather while the reader is at earlier ones, before those are taken away. */
const READING_FACTOR = 3;
/** How far, in CSS pixels, from its end a log still counts as scrolled to its end. */
const NEAR_END = 8;

/**
 * An engine's output on the page: only grows at its end, keeps the last rows on the page and the earlier ones
 * at hand, and follows its end unless the reader has scrolled away.
 */
export class OutputLog {
  readonly element = document.createElement("div");
  private readonly earlier = document.createElement("button");
  private readonly content = document.createElement("div");
  private readonly notKept = document.createElement("p");
  private readonly blocks: OutputBlocks;
  /** What stands on the page: the blocks from `first` on. */
  private readonly shown: BlockElement[] = [];
  private first = 0;
  private itemsRead = 0;
  private rowsShown = ROWS_SHOWN;
  private following = true;

  constructor(
    name: string,
    labelOf: (task: number) => string | undefined,
    private readonly openLocation: OpenLocation,
  ) {
    this.blocks = new OutputBlocks(labelOf);
    this.element.className = "log";
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", strings.output(name));
    this.earlier.className = "earlier";
    this.earlier.type = "button";
    this.notKept.className = "not-kept";
    this.element.append(this.earlier, this.content, this.notKept);
    this.earlier.addEventListener("click", () => this.showEarlier());
    this.element.addEventListener("scroll", () => {
      this.following = this.distanceFromEnd() < NEAR_END;
    });
    // A picture has no height until it is loaded. `load` does not bubble.
    this.element.addEventListener("load", () => this.follow(), { capture: true });
  }

  /** Shows what was added to `output`, which must be the same one each time, grown. */
  update(output: EngineOutput, options: { readonly severalTasks: boolean }): void {
    this.blocks.append(output.items.slice(this.itemsRead));
    this.itemsRead = output.items.length;
    this.shown.at(-1)?.update();
    this.trim();
    const { blocks } = this.blocks;
    for (const block of blocks.slice(this.first + this.shown.length)) {
      const added = createBlockElement(block, this.openLocation);
      this.shown.push(added);
      this.content.append(added.element);
    }
    this.element.classList.toggle("several-tasks", options.severalTasks);
    this.notKept.hidden = output.notKept === 0;
    this.notKept.textContent = strings.notKept(output.notKept);
    this.updateEarlier();
  }

  /** Scrolls to the end if it is to be followed. Apart from `update`, so that many logs cause one layout. */
  follow(): void {
    if (this.following) this.element.scrollTop = this.endPosition();
    this.element.tabIndex = this.element.scrollHeight > this.element.clientHeight ? 0 : -1;
  }

  dispose(): void {
    for (const block of this.shown) block.dispose();
    this.element.remove();
  }

  /** Takes the first blocks off the page once the rows after them fill it. */
  private trim(): void {
    const wanted = this.firstWanted(this.following ? this.rowsShown : this.rowsShown * READING_FACTOR);
    while (this.first < wanted) {
      const block = this.shown.shift();
      block?.element.remove();
      block?.dispose();
      this.first += 1;
    }
  }

  private showEarlier(): void {
    const fromEnd = this.distanceFromEnd();
    this.rowsShown += ROWS_SHOWN;
    const wanted = this.firstWanted(this.rowsShown);
    const added = this.blocks.blocks
      .slice(wanted, this.first)
      .map((block) => createBlockElement(block, this.openLocation));
    this.content.prepend(...added.map(({ element }) => element));
    this.shown.unshift(...added);
    this.first = wanted;
    this.updateEarlier();
    // Browsers keep the reader's place themselves, but not at the very top, where the button is.
    this.element.scrollTop = this.element.scrollHeight - this.element.clientHeight - fromEnd;
    if (this.earlier.hidden) this.element.focus();
  }

  private updateEarlier(): void {
    const rows = this.blocks.blocks.slice(0, this.first).reduce((sum, block) => sum + block.rows, 0);
    this.earlier.hidden = rows === 0;
    this.earlier.textContent = strings.showEarlier(rows);
  }

  /** The block from which on there are `wanted` rows. */
  private firstWanted(wanted: number): number {
    const { blocks } = this.blocks;
    let rows = 0;
    let first = blocks.length;
    while (first > 0 && rows < wanted) {
      first -= 1;
      rows += blocks[first]?.rows ?? 0;
    }
    return first;
  }

  /** Where the end is read from: an error that is longer than the log is read from its beginning. */
  private endPosition(): number {
    const last = this.shown.at(-1)?.element;
    return last?.classList.contains("error")
      ? last.offsetTop - this.element.offsetTop
      : this.element.scrollHeight;
  }

  private distanceFromEnd(): number {
    return this.element.scrollHeight - this.element.clientHeight - this.element.scrollTop;
  }
}
