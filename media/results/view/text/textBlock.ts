import type { OutputBlock } from "../../model/outputBlocks";
import type { Stretch } from "../../model/text/textLook";
import { strings } from "../../strings/strings";
import type { BlockElement } from "../blockElement";
import type { LogLinks } from "./logLinks";
import type { TextPainter } from "./textPainter";

/** The `line-height` of a log in results.css. */
const LINE_HEIGHT = 1.4;
/** From how many rows on it pays not to lay a block out while it is out of sight. */
const LONG_ROWS = 50;

type TextOutput = Extract<OutputBlock, { kind: "text" }>;

/** Printed lines on the page. Plain text is one node that grows, so that the reader keeps what they have selected. */
export class TextBlock implements BlockElement {
  readonly element = document.createElement("div");
  /** Offset in the text up to which all lines have ended: those stay as they are. */
  private final = 0;
  /** The last node, where it is plain, and the offset in the text at which it begins. */
  private plain: { readonly node: Text; readonly start: number } | undefined;
  /** What shows the line under way where that has colours. */
  private tail: readonly Node[] = [];

  constructor(
    private readonly block: TextOutput,
    private readonly painter: TextPainter,
    private readonly links: LogLinks,
  ) {
    this.element.className = `text ${block.stream}`;
    if (block.stream === "stderr") {
      const label = document.createElement("span");
      label.className = "sr-only";
      label.textContent = strings.stderr();
      this.element.append(label);
    }
    this.update();
  }

  update(): void {
    const { text, stretches, rows } = this.block;
    const final = text.lastIndexOf("\n") + 1;
    const links = final > this.final ? this.links.of(text.slice(this.final, final)) : [];
    const looks = this.looksOf(stretches);
    this.removeTail();
    if (links.length === 0 && looks.length === 0) {
      this.growPlain(text);
    } else {
      if (this.plain) this.plain.node.data = text.slice(this.plain.start, this.final);
      this.plain = undefined;
      const ended = this.painter.paint(text.slice(this.final, final), looks, links);
      this.element.append(...ended);
      this.tail = this.painter.paint(text.slice(final), movedBy(looks, this.final - final));
      this.element.append(...this.tail);
    }
    this.final = final;
    // Long blocks out of sight are not laid out (`content-visibility`); this is about the height they will have.
    this.element.classList.toggle("long", rows >= LONG_ROWS);
    this.element.style.containIntrinsicBlockSize = `auto ${rows * LINE_HEIGHT}em`;
  }

  /** It holds nothing but its element. */
  dispose(): void {}

  /** Stretches of what is to be drawn, from its beginning. */
  private looksOf(stretches: readonly Stretch[]): readonly Stretch[] {
    if (stretches.length === 0) return stretches;
    return movedBy(stretches, -this.final);
  }

  private growPlain(text: string): void {
    if (!this.plain) {
      this.plain = { node: document.createTextNode(""), start: this.final };
      this.element.append(this.plain.node);
    }
    const { node, start } = this.plain;
    const wanted = start === 0 ? text : text.slice(start);
    if (wanted.startsWith(node.data)) node.appendData(wanted.slice(node.length));
    else node.data = wanted;
  }

  private removeTail(): void {
    for (const node of this.tail) node.parentNode?.removeChild(node);
    this.tail = [];
  }
}

function movedBy(stretches: readonly Stretch[], by: number): Stretch[] {
  return stretches.flatMap(({ start, end, look }) =>
    end + by > 0 ? [{ start: Math.max(0, start + by), end: end + by, look }] : [],
  );
}
