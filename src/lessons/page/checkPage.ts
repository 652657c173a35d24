import type { LessonProblem, LessonProblemCode } from "../../protocol/lessonProblem";
import { problem } from "../format/mistake";
import { findInPack } from "../pack/insidePack";
import { decoded } from "./decoded";
import { headingAnchors } from "./headingAnchors";
import { isComment } from "./isComment";
import { type PagePart, readPage } from "./readPage";

/** A lesson's page, and where its local links lead from. */
export interface PageSource {
  readonly body: string;
  /** Lines of the file before the body's first. */
  readonly bodyLines: number;
  readonly file: string;
  /** Real paths of the lesson's folder and of its pack. */
  readonly folder: string;
  readonly pack: string;
}

/** Warnings of a page that are told, and errors. An error is never hidden behind warnings: it decides over the lesson. */
const MOST_WARNINGS = 100;
const MOST_ERRORS = 100;

type Verdict = readonly [code: LessonProblemCode, severity: LessonProblem["severity"], message: string];

/** What is wrong with a page: dead links and pictures, links that are no pages, raw HTML, no text at all. */
export async function checkPage({
  body,
  bodyLines,
  file,
  folder,
  pack,
}: PageSource): Promise<LessonProblem[]> {
  if (body.trim() === "") {
    const message = "The lesson has no text: write some below the front matter.";
    return [problem("no-text", file, message, { line: bodyLines, column: 1 }, { severity: "warning" })];
  }
  const { parts, headings } = readPage(body, bodyLines);
  const anchors = headingAnchors(headings);
  const problems: LessonProblem[] = [];
  const left = { warning: MOST_WARNINGS, error: MOST_ERRORS };
  const verdicts = new Map<string, Verdict | undefined>(); // a page may have one link many thousand times
  for (const part of parts) {
    const key = `${part.kind} ${part.text}`;
    if (!verdicts.has(key)) verdicts.set(key, await checkPart(part, anchors, folder, pack));
    const verdict = verdicts.get(key);
    if (!verdict) continue;
    const [code, severity, message] = verdict;
    left[severity] -= 1;
    if (left[severity] >= 0) problems.push(problem(code, file, message, part, { severity }));
  }
  return problems;
}

function checkHtml(html: string): Verdict | undefined {
  if (isComment(html)) return undefined;
  return ["raw-html", "error", `The page has raw HTML (${shorten(html)}): write it in Markdown.`];
}

async function checkPart(
  { kind, text }: PagePart,
  anchors: ReadonlySet<string>,
  folder: string,
  pack: string,
): Promise<Verdict | undefined> {
  if (kind === "html") return checkHtml(text);
  const what = kind === "image" ? "picture" : "link";
  // Browsers skip white space and control characters before they look for a scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
  const address = text.replaceAll(/[\u0000-\u0020]/g, "");
  const shown = shorten(text);
  if (address === "") return ["dead-link", "warning", `The ${what} has no address: give one.`];
  if (/^https?:/i.test(address)) {
    if (URL.canParse(address)) return undefined;
    return ["dead-link", "warning", `The ${what} ${shown} is no address: correct it.`];
  }
  if (/^([a-z][a-z0-9+.-]+:|\/\/|\\\\)/i.test(address)) {
    return [
      "forbidden-link",
      "error",
      `The ${what} ${shown} is not allowed: use http://, https:// or a file of the lesson.`,
    ];
  }
  if (address.startsWith("#")) {
    if (anchors.has(decoded(address.slice(1)).toLowerCase())) return undefined;
    return ["dead-link", "warning", `The link ${shown} leads to no heading of this page: correct it.`];
  }
  const target = await findInPack(pack, folder, decoded(text.split(/[?#]/, 1)[0] ?? ""));
  if (target.kind === "outside") {
    return [
      "outside-pack",
      "error",
      `The ${what} ${shown} leaves the lessons' folder: name a file inside it.`,
    ];
  }
  if (target.kind === "file" || (target.kind === "folder" && kind === "link")) return undefined;
  return ["dead-link", "warning", `The ${what} ${shown} leads to no file: add the file or correct the path.`];
}

function shorten(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 60)}…`;
}
