import type { EngineOutput } from "../../../src/protocol/run";
import { OutputBlocks } from "../model/outputBlocks";
import { strings } from "../strings";
import { distanceFromEnd, EndFollower } from "./endFollower";
import { type BlockElement, createBlockElement, type OpenLocation } from "./outputBlock";

/** Rows of output on the page at first, and how many more "Show Earlier Output" brings. */
const ROWS_SHOWN = 3000;
/** How many times as many rows may gather while the reader is at earlier ones, before those are taken away. */
const READING_FACTOR = 3;

/**
 * An engine's output on the page: only grows at its end, keeps the last rows on the page and the earlier ones
 * at hand, and follows its end unless the reader has scrolled away.
 */
export class OutputLog {
  readonly element = document.createElement("div");
  private readonly earlier = document.createElement("button");
  private readonly content = document.createElement("div");
  private readonly notKept = document.createElement("p");
  private readonly follower: EndFollower;
  private readonly blocks: OutputBlocks;
  /** What stands on the page: the blocks from `first` on. */
  private readonly shown: BlockElement[] = [];
  private first = 0;
  private itemsRead = 0;
  private rowsShown = ROWS_SHOWN;

  /** `labelOf` gives the title of the cell that a task ran, where there is one. */
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
    this.earlier.addEventListener("click", () => this.showEarlier());
    this.notKept.className = "not-kept";
    this.element.append(this.earlier, this.content, this.notKept);
    this.follower = new EndFollower(this.element, this.content, () => this.endPosition());
  }

  /** Shows what was added to `output`, which must be the same one each time, grown. */
  update(output: EngineOutput, options: { readonly severalTasks: boolean }): void {
    this.blocks.append(output.items.slice(this.itemsRead));
    this.itemsRead = output.items.length;
    this.shown.at(-1)?.update();
    this.trim();
    const added = this.create(this.first + this.shown.length);
    this.shown.push(...added);
    this.content.append(...added.map(({ element }) => element));
    this.element.classList.toggle("several-tasks", options.severalTasks);
    this.notKept.hidden = output.notKept === 0;
    this.notKept.textContent = strings.notKept(output.notKept);
    this.updateEarlier();
  }

  /** Scrolls to the end if it is to be followed. Apart from `update`, so that many logs cause one layout. */
  follow(): void {
    this.follower.follow();
  }

  /** Brings what a task put out into sight and marks it; answers whether there is any, and the log on the page. */
  reveal(task: number): boolean {
    const begin = this.blocks.beginOf(task);
    if (begin === undefined || begin >= this.blocks.blocks.length || !this.element.isConnected) return false;
    this.follower.leave();
    while (begin < this.first) this.showEarlier();
    const shown = this.shown[begin - this.first]?.element;
    shown?.classList.add("revealed");
    this.element.scrollIntoView({ block: "nearest" });
    if (shown) this.element.scrollTop = shown.offsetTop - this.element.offsetTop;
    this.element.tabIndex = 0;
    this.element.focus({ preventScroll: true });
    return true;
  }

  /** Takes away the mark that `reveal` left. */
  unmark(): void {
    this.element.querySelector(".revealed")?.classList.remove("revealed");
  }

  dispose(): void {
    this.follower.dispose();
    for (const block of this.shown) block.dispose();
    this.element.remove();
  }

  private create(from: number, to?: number): BlockElement[] {
    return this.blocks.blocks.slice(from, to).map((block) => createBlockElement(block, this.openLocation));
  }

  /** Takes the first blocks off the page once the rows after them fill it. */
  private trim(): void {
    const wanted = this.firstWanted(this.rowsShown * (this.follower.following ? 1 : READING_FACTOR));
    if (wanted <= this.first) return;
    for (const block of this.shown.splice(0, wanted - this.first)) {
      block.element.remove();
      block.dispose();
    }
    this.first = wanted;
  }

  private showEarlier(): void {
    const fromEnd = distanceFromEnd(this.element);
    this.rowsShown += ROWS_SHOWN;
    const wanted = this.firstWanted(this.rowsShown);
    const added = this.create(wanted, this.first);
    this.shown.unshift(...added);
    this.content.prepend(...added.map(({ element }) => element));
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

  /** The block from which on there are `rows` rows. */
  private firstWanted(rows: number): number {
    const { blocks } = this.blocks;
    let [first, gathered] = [blocks.length, 0];
    while (first > 0 && gathered < rows) {
      first -= 1;
      gathered += blocks[first]?.rows ?? 0;
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
}
