import { createAnsiSequenceParser, createColorPalette } from "ansi-sequence-parser";

/** A colour of the theme's terminal, like `red` or `brightRed`, or `#rrggbb`. */
export type TextColour = string;

/** How a program wants its text to look. */
export interface TextLook {
  readonly foreground?: TextColour | undefined;
  readonly background?: TextColour | undefined;
  /** bold, dim, italic, underline, overline, strikethrough, reverse; what would hide text is left out. */
  readonly decorations: readonly string[];
}

/** A stretch of a text that has a look: offsets, the end excluded. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly look: TextLook;
}

/** The colours that the palette of 256 has beyond the theme's sixteen. */
const palette = createColorPalette();
/** The names of the theme's sixteen in the order of their numbers. */
const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const THEME_COLOURS = [...NAMES, ...NAMES.map((name) => `bright${name[0]?.toUpperCase()}${name.slice(1)}`)];

/** A colour as one attribute: numbers between semicolons, or, as the standard has it, between colons. */
const COLOUR = /(?<=^|;)([345]8)[;:](?:(5)[;:](\d+)|(2)[;:](?:\d*:(?=\d+:\d+:\d))?(\d+)[;:](\d+)[;:](\d+))/g;

/** Codes that one text may have: more make no text that anybody reads, and would take long. What follows them is plain. */
const MOST_CODES = 400_000;

/** Attributes of one code that are looked at, as in other terminals. */
const MOST_ATTRIBUTES = 32;

/** Follows the codes for colours and the like (SGR) through a text. */
export class LookReader {
  private codesLeft = MOST_CODES;
  private parser = createAnsiSequenceParser();
  /** The look of what comes next; undefined where it is nothing special. */
  look: TextLook | undefined;

  /** Takes what stands between `ESC [` and `m`. */
  read(parameters: string): void {
    if (this.codesLeft === 0) {
      this.look = undefined;
      return;
    }
    this.codesLeft -= 1;
    for (const attribute of attributesOf(parameters)) {
      // One at a time: of several in one sequence the parser would set aside those that come after a reset. The blank shows the outcome.
      const [token] = this.parser.parse(`\u001b[${attribute}m `);
      if (!token) continue;
      const [foreground, background] = [colourOf(token.foreground), colourOf(token.background)];
      const decorations = [...token.decorations].filter((name) => name !== "hidden");
      const isPlain = !foreground && !background && decorations.length === 0;
      this.look = isPlain ? undefined : { foreground, background, decorations };
    }
  }

  /** Begins with a text of its own. */
  reset(): void {
    if (!this.look) return;
    this.look = undefined;
    this.parser = createAnsiSequenceParser();
  }
}

function attributesOf(parameters: string): string[] {
  // Joined by commas, the numbers of a colour stay together when the attributes are parted.
  const grouped = parameters.replace(COLOUR, (_, ...numbers: (string | undefined)[]) =>
    numbers
      .slice(0, 7)
      .filter((number) => number !== undefined)
      .join(","),
  );
  const attributes = grouped.split(";");
  // Of a colour that is not whole nobody knows where it ends.
  const broken = attributes.findIndex((attribute) => /^[345]8(?!,)/.test(attribute));
  return attributes
    .slice(0, broken < 0 ? MOST_ATTRIBUTES : Math.min(broken, MOST_ATTRIBUTES))
    .flatMap((attribute) => {
      if (attribute === "") return ["0"];
      if (attribute === "4:0") return ["24"];
      if (/^4:\d$/.test(attribute)) return ["4"];
      // The colour of an underline (58), and what this knows nothing of.
      if (!/^(?:[34]8,[\d,]+|\d{1,3})$/.test(attribute)) return [];
      return [attribute.replaceAll(",", ";")];
    });
}

type ParsedColour = Parameters<typeof palette.value>[0];

function colourOf(colour: ParsedColour | null): TextColour | undefined {
  if (!colour) return undefined;
  if (colour.type === "named") return colour.name;
  if (colour.type === "table") return THEME_COLOURS[colour.index] ?? palette.value(colour);
  return palette.value(colour);
}
