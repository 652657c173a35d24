import type { LinkTarget, TextLink } from "../../model/text/textLinks";
import type { Stretch } from "../../model/text/textLook";
import { type TextPiece, textPieces } from "../../model/text/textPieces";
import { strings } from "../../strings/strings";
import type { OutputDoors } from "../outputDoors";
import { TextColours } from "./textColours";

/** Puts text on the page as its program wants it to look, with links to what it names. */
export class TextPainter {
  private readonly colours = new TextColours();
  private readonly targets = new WeakMap<Element, LinkTarget>();

  constructor(readonly doors: OutputDoors) {}

  /** The nodes that show a text; stretches and links are in their order. */
  paint(text: string, stretches: readonly Stretch[], links: readonly TextLink[] = []): Node[] {
    return textPieces(text, stretches, links).flatMap(({ target, pieces }) => {
      const nodes = pieces.map((piece) => this.piece(piece));
      return target ? [this.link(target, nodes)] : nodes;
    });
  }

  /** Goes where a link leads; answers whether the element is one. */
  follow(link: Element): boolean {
    const target = this.targets.get(link);
    if (!target) return false;
    if ("url" in target) this.doors.openLink(target.url);
    else this.doors.openLocation(target.filename, target.line, target.column);
    return true;
  }

  private piece({ text, look }: TextPiece): Node {
    if (!look) return document.createTextNode(text);
    const element = document.createElement("span");
    element.className = look.decorations.join(" ");
    element.textContent = text;
    this.colours.paint(element, look);
    return element;
  }

  private link(target: LinkTarget, nodes: readonly Node[]): HTMLElement {
    const element = document.createElement("a");
    element.href = "#";
    element.className = "place";
    // One of a log's links takes the keyboard, and the arrow keys go on from there.
    element.tabIndex = -1;
    element.title =
      "url" in target ? strings.openLink(target.url) : strings.openLocation(target.filename, target.line);
    element.append(...nodes);
    this.targets.set(element, target);
    return element;
  }
}
