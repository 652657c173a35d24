import type { SyntaxNodes } from "../../syntax/syntaxNodes";
import type { TextChange } from "../../syntax/syntaxText";
import { lineEndAt, lineStartAt } from "../edits";
import { mayMissArguments, missingArguments } from "../missingArgument";
import type { PitfallFinding, PitfallRule } from "../pitfall";

const ENTITIES: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
  nbsp: " ",
  lsquo: "'",
  rsquo: "'",
  ldquo: '"',
  rdquo: '"',
};
const ENTITY = /&(?:(lt|gt|amp|quot|apos|nbsp|[lr][sd]quo)|#(\d{2,4})|#[xX]([\da-fA-F]{2,4}));/g;
/** A picture's tag; a longer one is no emoji. */
const IMAGE = /<img\b[^<>]{0,2000}>/g;
const ALT = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”]([^“”]*)[“”])/;
/** Letters in a circle or square, which WordPress and others make of `(w)`. */
const EMOJI = /[\u24B6-\u24E9\u{1F130}-\u{1F149}\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]/gu;
const QUOTES = /[“”„‟‘’‚‛«»]/g;
const QUOTE = /[“”„‟‘’‚‛«»]/;

const MAY_BE_PASTED =
  /<img\b|&(?:[a-z]{2,5}|#[xX]?[\da-fA-F]+);|[\u24B6-\u24E9“”„‟‘’‚‛«»\u00a0\u{1F130}-\u{1F189}]/u;

/** What a web page made of a program that was copied from it. */
export const pastedHtml: PitfallRule = {
  code: "pasted-html",
  severity: "error",
  languages: ["python", "javascript"],
  mayApply: { test: (text) => MAY_BE_PASTED.test(text) || mayMissArguments(text) },
  *find({ language, syntax }) {
    const { nodes } = syntax;
    const images = [...findImages(nodes)];
    yield* images;
    const isInImage = (at: number) => images.some(({ from, to }) => at >= from && at < to);
    yield* findEmoji(nodes, isInImage);
    yield* findEntities(nodes, isInImage);
    yield* findQuotes(nodes, isInImage);
    // JavaScript takes these spaces for what they look like.
    if (language === "python") yield* findSpaces(nodes, isInImage);
    if (language === "python" && mayMissArguments(nodes.text)) yield* missingArguments(nodes);
  },
};

function* findImages(nodes: SyntaxNodes): Iterable<PitfallFinding> {
  for (const { 0: tag, index } of nodes.text.matchAll(IMAGE)) {
    const alt = ALT.exec(tag)
      ?.slice(1)
      .find((one) => one !== undefined);
    if (alt === undefined || isInText(nodes, index)) continue;
    const text = plain(alt) ?? alt;
    const to = index + tag.length;
    yield {
      from: index,
      to,
      message: `The web page shows a picture where the program says ${text}: what was copied is the picture. Write ${text} again.`,
      fixes: [fixOf(`Replace the picture by ${text}`, [{ from: afterWord(nodes.text, index), to, text }])],
    };
  }
}

/** Where the spaces before an offset begin, on its line. */
function afterWord(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /[ \t]/.test(text[at - 1] as string)) at--;
  return at;
}

function* findEmoji(nodes: SyntaxNodes, isKnown: (at: number) => boolean): Iterable<PitfallFinding> {
  for (const { 0: emoji, index } of nodes.text.matchAll(EMOJI)) {
    const text = plain(emoji);
    if (!text || isKnown(index) || isInText(nodes, index)) continue;
    // A sign that changes how the emoji looks may follow.
    const to = index + emoji.length + (nodes.text[index + emoji.length] === "\ufe0f" ? 1 : 0);
    const from =
      index - (/[ \t]*$/.exec(nodes.text.slice(lineStartAt(nodes.text, index), index))?.[0].length ?? 0);
    yield {
      from: index,
      to,
      message: `${emoji} stands where the program says ${text}: the web page made an emoji of it. Write ${text} again.`,
      fixes: [fixOf(`Replace ${emoji} by ${text}`, [{ from, to, text }])],
    };
  }
}

/** Where the letters in circles and squares begin, of which each alphabet has 26. */
const ALPHABETS = [0x24b6, 0x24d0, 0x1f130, 0x1f150, 0x1f170];

/** `(w)` for what a page makes of it. */
function plain(sign: string): string | undefined {
  const code = sign.codePointAt(0) ?? 0;
  const start = ALPHABETS.find((first) => code >= first && code < first + 26);
  return start === undefined ? undefined : `(${String.fromCharCode(code - start + 97)})`;
}

/** One finding a line: what a page escaped there comes back together. */
function* findEntities(nodes: SyntaxNodes, isKnown: (at: number) => boolean): Iterable<PitfallFinding> {
  const { text } = nodes;
  let line: TextChange[] = [];
  for (const match of [...text.matchAll(ENTITY), undefined]) {
    const [last] = line;
    if (last && (!match || match.index > lineEndAt(text, last.from))) {
      const shown = text.slice(last.from, last.to);
      yield {
        from: last.from,
        to: line.at(-1)?.to ?? last.to,
        message: `${shown} is how a web page writes ${last.text.trim() || "a space"}: the program was copied as HTML. Write the sign itself.`,
        fixes: [fixOf("Replace the HTML of this line by its signs", line)],
      };
      line = [];
    }
    if (!match || isKnown(match.index) || isInText(nodes, match.index) || isVariable(nodes, match[1]))
      continue;
    const sign = match[1] ? ENTITIES[match[1]] : String.fromCodePoint(Number(match[2] ?? `0x${match[3]}`));
    if (sign) line.push({ from: match.index, to: match.index + match[0].length, text: straight(sign) });
  }
}

/** `a &lt;` may be the variable lt, if there is one. */
function isVariable({ text }: SyntaxNodes, name: string | undefined): boolean {
  return (
    name !== undefined && new RegExp(`(?:^|[^\\w&.])${name}\\s*(?:=[^=]|,|\\)|\\bin\\b)`, "m").test(text)
  );
}

function straight(sign: string): string {
  if (/[“”„‟«»]/.test(sign)) return '"';
  return /[‘’‚‛]/.test(sign) ? "'" : sign === "\u00a0" ? " " : sign;
}

/** One finding a line: quotes belong together. */
function* findQuotes(nodes: SyntaxNodes, isKnown: (at: number) => boolean): Iterable<PitfallFinding> {
  const { text } = nodes;
  let lineEnd = -1;
  for (const { 0: quote, index } of text.matchAll(QUOTES)) {
    if (index < lineEnd || isKnown(index) || isInText(nodes, index)) continue;
    lineEnd = lineEndAt(text, index);
    const changes = pairQuotes(text, index, lineEnd);
    yield {
      from: index,
      to: changes ? (changes.at(-1)?.to ?? index + 1) : index + 1,
      message: `${quote} is a quote of printed text, which no program knows: the page or a word processor made it of ${straight(quote)}. Write straight quotes.`,
      fixes: changes ? [fixOf("Write straight quotes in this line", changes)] : [],
    };
  }
}

/** The quotes of a line that begin and end strings; an apostrophe within one stays. */
function pairQuotes(text: string, from: number, to: number): TextChange[] | undefined {
  const changes: TextChange[] = [];
  for (let at = from; at < to; at++) {
    const quote = text[at] as string;
    if (quote === "#") break;
    if (!QUOTE.test(quote)) continue;
    const isSingle = /[‘’‚‛]/.test(quote);
    const closing = isSingle ? /[’‘](?![\p{L}\p{N}])/u : /[”“»]/;
    const length = text.slice(at + 1, to).search(closing);
    const content = text.slice(at + 1, at + 1 + length);
    const sign = straight(quote);
    if (length < 0 || content.includes(sign)) return undefined;
    const end = at + 1 + length;
    changes.push({ from: at, to: at + 1, text: sign }, { from: end, to: end + 1, text: sign });
    at = end;
  }
  return changes;
}

/** Spaces that hold words together, which pages use for indentation. One finding for each that follows no other. */
function* findSpaces(nodes: SyntaxNodes, isKnown: (at: number) => boolean): Iterable<PitfallFinding> {
  for (const { 0: spaces, index } of nodes.text.matchAll(/\u00a0(?:[ \t\u00a0]*\u00a0)?/g)) {
    if (isKnown(index) || isInText(nodes, index)) continue;
    const to = index + spaces.length;
    const changes = [{ from: index, to, text: spaces.replaceAll("\u00a0", " ") }];
    yield {
      from: index,
      to,
      message: "These are the spaces of a web page, which no program knows as such. Write ordinary spaces.",
      fixes: [fixOf("Write ordinary spaces", changes)],
    };
  }
}

function fixOf(title: string, changes: readonly TextChange[]) {
  return { title, changes, isPreferred: true };
}

/** Whether an offset is in a string, a comment, a regular expression or the text of JSX, where anything may stand. */
function isInText(nodes: SyntaxNodes, offset: number): boolean {
  for (let node = nodes.at(offset); node.parent; node = node.parent) {
    if (/^(?:interpolation|template_substitution)$/.test(node.type)) return false;
    if (/string|comment|^regex|^jsx|^html_/.test(node.type)) return true;
  }
  return false;
}
