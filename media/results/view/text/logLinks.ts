import { type TextLink, textLinks } from "../../model/text/textLinks";
import type { TextPainter } from "./textPainter";

/** Links in the text of one log at most: so many are there only when every line has one. */
const MOST = 20_000;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/**
 * The links in the text of a log. However many there are, the keyboard stops at one of them, and the arrow keys go on to the
 * others, Home and End to the first and the last.
 */
export class LogLinks {
  private left = MOST;
  private stop: HTMLElement | undefined;

  constructor(
    private readonly log: HTMLElement,
    private readonly painter: TextPainter,
  ) {
    log.addEventListener("click", (event) => this.click(event));
    log.addEventListener("keydown", (event) => this.takeKey(event));
    log.addEventListener("focusin", ({ target }) => {
      const link = linkAt(target);
      if (link) this.stopAt(link);
    });
  }

  /** The links of a text that comes into the log. */
  of(text: string): TextLink[] {
    if (this.left === 0) return [];
    const links = textLinks(text, this.left);
    this.left -= links.length;
    return links;
  }

  /** Gives the keyboard a place to stop once there are links; to be called when text was added or taken away. */
  update(): void {
    if (this.left === MOST || this.stop?.isConnected) return;
    const first = this.log.querySelector<HTMLElement>("a.place");
    if (first) this.stopAt(first);
  }

  private stopAt(link: HTMLElement): void {
    if (link === this.stop) return;
    if (this.stop) this.stop.tabIndex = -1;
    this.stop = link;
    link.tabIndex = 0;
  }

  private click(event: Event): void {
    const link = linkAt(event.target);
    if (!link || !this.painter.follow(link)) return;
    // The page that VS Code puts around the panel would take the click for a jump within it.
    event.preventDefault();
    event.stopPropagation();
  }

  private takeKey(event: KeyboardEvent): void {
    const link = linkAt(event.target);
    const { key, ctrlKey, altKey, metaKey, shiftKey } = event;
    if (!link || ctrlKey || altKey || metaKey || shiftKey) return;
    const links = [...this.log.querySelectorAll<HTMLElement>("a.place")];
    const step = STEPS[key];
    if (step === undefined && key !== "Home" && key !== "End") return;
    event.preventDefault();
    const next = step === undefined ? links.at(key === "Home" ? 0 : -1) : links[links.indexOf(link) + step];
    next?.focus();
  }
}

function linkAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("a.place") : null;
}
