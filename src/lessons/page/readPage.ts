import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import type { TextPosition } from "../format/textPosition";

/** A link, a picture or a piece of HTML in a page. */
export interface PagePart extends TextPosition {
  readonly kind: "link" | "image" | "html";
  /** A link's or picture's address as it is written, or the HTML. */
  readonly text: string;
}

/** What a page's Markdown holds that can be wrong. */
export interface Page {
  readonly parts: readonly PagePart[];
  /** The plain words of each heading, in order. */
  readonly headings: readonly string[];
}

/**
 * The parser of VS Code's preview, but nothing is left out: addresses stay as they are written, dangerous ones too.
 * It takes linear time, whatever the text.
 */
const parser = new MarkdownIt({ html: true });
parser.validateLink = () => true;
parser.normalizeLink = (address) => address;

/** Offsets of inline tokens in their block's text. markdown-it gives inline tokens no place of their own. */
const offsets = new WeakMap<Token, number>();
parser.inline.State = class extends parser.inline.State {
  override push(type: string, tag: string, nesting: Token["nesting"]): Token {
    const token = super.push(type, tag, nesting);
    offsets.set(token, this.pos);
    return token;
  }
};

/**
 * Finds the links, pictures, HTML and headings of Markdown.
 * @param linesBefore lines of the file above it
 */
export function readPage(markdown: string, linesBefore = 0): Page {
  const lines = markdown.split("\n");
  const parts: PagePart[] = [];
  const headings: string[] = [];
  let firstLine = 0;
  let inHeading = false;
  for (const token of parser.parse(markdown, {})) {
    firstLine = token.map?.[0] ?? firstLine;
    if (token.type === "heading_open") inHeading = true;
    else if (token.type === "heading_close") inHeading = false;
    else if (token.type === "html_block") {
      const column = Math.max(0, (lines[firstLine] ?? "").search(/\S/)) + 1;
      parts.push({ kind: "html", text: token.content, line: firstLine + linesBefore + 1, column });
    } else if (token.type === "inline") {
      if (inHeading) headings.push(plainText(token.children ?? []));
      const place = places(token.content, lines, firstLine);
      for (const child of token.children ?? []) {
        const part = partOf(child);
        if (!part) continue;
        const { line, column } = place(offsets.get(child) ?? 0);
        parts.push({ ...part, line: line + linesBefore, column });
      }
    }
  }
  return { parts, headings };
}

function partOf(token: Token): Pick<PagePart, "kind" | "text"> | undefined {
  if (token.type === "link_open") return { kind: "link", text: token.attrGet("href") ?? "" };
  if (token.type === "image") return { kind: "image", text: token.attrGet("src") ?? "" };
  return token.type === "html_inline" ? { kind: "html", text: token.content } : undefined;
}

/** Turns growing offsets in a block's text into places of the page. Each line is looked at once. */
function places(
  block: string,
  lines: readonly string[],
  firstLine: number,
): (offset: number) => TextPosition {
  const rows = block.split("\n");
  // A block's text lacks the indentation and the signs of quotes and lists that its lines have in the file.
  const indentOf = (row: number) => Math.max(0, (lines[firstLine + row] ?? "").indexOf(rows[row] ?? ""));
  let row = 0;
  let start = 0;
  let indent = indentOf(0);
  return (offset) => {
    while (row < rows.length - 1 && offset > start + (rows[row]?.length ?? 0)) {
      start += (rows[row]?.length ?? 0) + 1;
      row += 1;
      indent = indentOf(row);
    }
    return { line: firstLine + row + 1, column: indent + offset - start + 1 };
  };
}

function plainText(tokens: readonly Token[]): string {
  return tokens
    .map(({ type, content }) => (type === "text" || type === "code_inline" ? content : ""))
    .join("");
}
