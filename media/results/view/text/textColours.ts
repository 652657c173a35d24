import { contrast, mixed, over, READABLE, type Rgba, readableShare } from "../../model/text/contrast";
import type { TextColour, TextLook } from "../../model/text/textLook";
import { ColourReader } from "../colourReader";
import { watchTheme } from "../watchTheme";

/** What a look is in CSS; absent where the text keeps what is around it. */
export interface CssColours {
  readonly color?: string;
  readonly background?: string;
}

/** A colour in CSS and by its parts. */
interface Known {
  readonly css: string;
  readonly rgba: Rgba;
}

const BLACK: Known = { css: "black", rgba: [0, 0, 0, 1] };
const WHITE: Known = { css: "white", rgba: [255, 255, 255, 1] };
/** How much of its colour dim text keeps at least. */
const DIM_TENTHS = 6;
/** Looks that are remembered; more come only from pictures made of text. */
const MOST_REMEMBERED = 4096;

/**
 * Gives text the theme's terminal colours, or any that a program wants. What could not be read there is drawn nearer to the
 * colour that text has without them, as far as that needs.
 */
export class TextColours {
  private readonly looks = new WeakMap<HTMLElement, TextLook>();
  private readonly remembered = new Map<string, CssColours>();
  private readonly reader = new ColourReader();
  private theme: { readonly text: Known; readonly ground: Known } | undefined;

  constructor() {
    watchTheme(() => this.repaint());
  }

  /** Gives an element its look. */
  paint(element: HTMLElement, look: TextLook): void {
    const { color = "", background = "" } = this.coloursOf(look);
    element.style.color = color;
    element.style.backgroundColor = background;
    element.classList.add("ansi");
    this.looks.set(element, look);
  }

  private repaint(): void {
    this.theme = undefined;
    this.remembered.clear();
    for (const element of document.querySelectorAll<HTMLElement>(".ansi")) {
      const look = this.looks.get(element);
      if (look) this.paint(element, look);
    }
  }

  private coloursOf({ foreground, background, decorations }: TextLook): CssColours {
    const [isReverse, isDim] = [decorations.includes("reverse"), decorations.includes("dim")];
    if (!foreground && !background && !isReverse && !isDim) return {};
    const key = [foreground, background, isReverse, isDim].join();
    const known = this.remembered.get(key);
    if (known) return known;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const { text, ground } = this.readTheme();
    const [ink, paper] = [
      foreground ? this.colour(foreground) : text,
      background ? this.colour(background) : ground,
    ];
    const colours = isReverse
      ? { color: readable(paper, ink, undefined, isDim), background: ink.css }
      : {
          color: readable(ink, paper, background ? undefined : text, isDim),
          ...(background && { background: paper.css }),
        };
    this.remembered.set(key, colours);
    return colours;
  }

  /** The colours of text and of what it stands on, as the style sheets give them to a log. */
  private readTheme() {
    this.theme ??= {
      text: this.variable("foreground"),
      ground: {
        css: "var(--vscode-editor-background)",
        rgba: over(
          this.variable("textCodeBlock-background").rgba,
          over(this.variable("editor-background").rgba, WHITE.rgba),
        ),
      },
    };
    return this.theme;
  }

  private colour(colour: TextColour): Known {
    if (colour.startsWith("#")) return { css: colour, rgba: this.reader.parts(colour) };
    return this.variable(`terminal-ansi${colour[0]?.toUpperCase()}${colour.slice(1)}`);
  }

  private variable(name: string): Known {
    const value = getComputedStyle(document.body).getPropertyValue(`--vscode-${name}`).trim();
    return { css: `var(--vscode-${name})`, rgba: this.reader.parts(value) };
  }
}

/** `ink` so that it can be read on `paper`; `text` is the colour that can be, or black or white. */
function readable(ink: Known, paper: Known, text: Known | undefined, isDim: boolean): string {
  for (let tenths = DIM_TENTHS; isDim && tenths < 10; tenths++) {
    const share = tenths / 10;
    if (contrast(mixed(ink.rgba, paper.rgba, share), paper.rgba) >= READABLE) return mix(ink, paper, share);
  }
  const best = text ?? (contrast(BLACK.rgba, paper.rgba) > contrast(WHITE.rgba, paper.rgba) ? BLACK : WHITE);
  const share = readableShare(ink.rgba, best.rgba, paper.rgba);
  return mix(ink, best, share);
}

function mix(one: Known, other: Known, share: number): string {
  if (share === 1) return one.css;
  if (share === 0) return other.css;
  return `color-mix(in srgb, ${one.css} ${Math.round(share * 100)}%, ${other.css})`;
}
