import type { EngineOutput } from "../../../src/protocol/run";
import { OutputBlocks } from "../model/outputBlocks";
import { strings } from "../strings/strings";
import type { BlockElement } from "./blockElement";
import { distanceFromEnd, EndFollower } from "./endFollower";
import { markRange } from "./highlights";
import { createBlockElement } from "./outputBlock";
import { searchableText, textRange, unfoldAround } from "./searchableText";
import { LogLinks } from "./text/logLinks";
import type { TextPainter } from "./text/textPainter";

/**
 * Rows of output on the page at first, and how many more "Show Earlier Output" brings. What is out of sight is not laid out
 * (`content-visibility`), so a page of text costs little, and selecting, copying and screen readers have all of it.
 */
const ROWS_SHOWN = 250_000;
/** How many times as many rows may gather while the reader is at earlier ones, before those are taken away. */
const READING_FACTOR = 3;
/** What the find box covers at the top of the page, in CSS pixels. */
const TOP_MARGIN = 60;

/** A stretch of a log: offsets in the text of one of its blocks. */
export interface LogPlace {
  readonly log: OutputLog;
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

/** How a log is shown. */
export interface LogOptions {
  /** Whether the output of each task has its heading. */
  readonly severalTasks: boolean;
  /** Whether its errors are told elsewhere, too, so that here their tracebacks are folded. */
  readonly errorsGrouped?: boolean;
  /** A line (from 1) that differs from other engines' output. */
  readonly oddLine?: number | undefined;
}

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
  private readonly links: LogLinks;
  /** What stands on the page: the blocks from `first` on. */
  private readonly shown: BlockElement[] = [];
  private first = 0;
  private itemsRead = 0;
  private oddLine: number | undefined;
  /** The mark on the page. */
  private odd: { readonly line: number; readonly range: Range; unmark(): void } | undefined;
  private rowsShown = ROWS_SHOWN;

  /** `labelOf` gives the title of the cell that a task ran, where there is one. */
  constructor(
    name: string,
    labelOf: (task: number) => string | undefined,
    private readonly painter: TextPainter,
  ) {
    this.blocks = new OutputBlocks(labelOf);
    this.links = new LogLinks(this.content, painter);
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
  update(output: EngineOutput, { severalTasks, errorsGrouped = false, oddLine }: LogOptions): void {
    this.blocks.append(output.items.slice(this.itemsRead));
    this.itemsRead = output.items.length;
    this.shown.at(-1)?.update();
    this.trim();
    const added = this.create(this.first + this.shown.length);
    this.shown.push(...added);
    this.content.append(...added.map(({ element }) => element));
    this.links.update();
    this.element.classList.toggle("several-tasks", severalTasks);
    if (this.element.classList.contains("errors-grouped") !== errorsGrouped) this.groupErrors(errorsGrouped);
    this.oddLine = oddLine;
    this.notKept.hidden = output.notKept === 0;
    this.notKept.textContent = strings.notKept(output.notKept);
    this.updateEarlier();
  }

  /** Scrolls to the end if it is to be followed. Apart from `update`, so that many logs cause one layout. */
  follow(): void {
    this.follower.follow();
    this.markOdd();
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

  /** Where a pattern occurs, block by block, up to `most` places. The pattern must be global. */
  find(pattern: RegExp, most: number): LogPlace[] {
    const places: LogPlace[] = [];
    for (const [block, { kind }] of this.blocks.blocks.entries()) {
      const shown = this.shown[block - this.first];
      const text =
        shown && kind !== "text" ? searchableText(shown.element, pattern) : this.blocks.textOf(block);
      for (const match of text.matchAll(pattern)) {
        if (places.length >= most) return places;
        places.push({ log: this, block, start: match.index, end: match.index + match[0].length });
      }
    }
    return places;
  }

  /** The stretch of the page that a place is on; undefined where it is not on the page, or in a frame or a picture. */
  rangeOf({ block, start, end }: LogPlace): Range | undefined {
    const shown = this.shown[block - this.first];
    return shown && textRange(shown.element, start, end);
  }

  /** Brings a place into the middle of the log, unfolds what hides it, and answers its element. */
  goTo(place: LogPlace): HTMLElement | undefined {
    if (!this.element.isConnected) return undefined;
    this.follower.leave();
    while (place.block < this.first) this.showEarlier();
    const shown = this.shown[place.block - this.first]?.element;
    const range = this.rangeOf(place);
    if (range) unfoldAround(range.startContainer, this.element);
    const target = range ?? shown;
    // Twice: what was out of sight gets its true height when it comes into view.
    for (let round = 0; round < 2 && target; round++) {
      const [box, frame] = [target.getBoundingClientRect(), this.element.getBoundingClientRect()];
      this.element.scrollTop += box.top - frame.top - this.element.clientHeight / 3;
    }
    const box = target?.getBoundingClientRect();
    if (box && (box.top < TOP_MARGIN || box.bottom > innerHeight)) {
      scrollBy({ top: box.top - innerHeight / 2 });
    }
    return shown;
  }

  dispose(): void {
    this.odd?.unmark();
    this.follower.dispose();
    for (const block of this.shown) block.dispose();
    this.element.remove();
  }

  private groupErrors(areGrouped: boolean): void {
    this.element.classList.toggle("errors-grouped", areGrouped);
    for (const fold of this.element.querySelectorAll<HTMLDetailsElement>(".traceback-fold"))
      fold.open = !areGrouped;
  }

  /** Marks the line that differs from other engines' output; a range that left the page with its text is empty. */
  private markOdd(): void {
    const { oddLine } = this;
    if (oddLine === this.odd?.line && !this.odd?.range.collapsed) return;
    this.odd?.unmark();
    const place = oddLine === undefined ? undefined : this.blocks.placeOfLine(oddLine);
    const range = place && this.rangeOf({ log: this, ...place });
    this.odd =
      range && oddLine !== undefined ? { line: oddLine, range, ...markRange("odd-line", range) } : undefined;
  }

  private create(from: number, to?: number): BlockElement[] {
    return this.blocks.blocks
      .slice(from, to)
      .map((block) => createBlockElement(block, this.painter, this.links));
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
