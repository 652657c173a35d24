/** A `lesson.md` in its two parts. */
export interface LessonParts {
  /** The YAML between the two lines `---`. */
  readonly frontMatter: string;
  /** Lines of the file before the YAML's first. */
  readonly frontMatterLines: number;
  /** The Markdown below. */
  readonly body: string;
  /** Lines of the file before the body's first. */
  readonly bodyLines: number;
}

/** Why a text has no front matter: no `---` begins it, or none ends it. */
export type NoParts = "not-begun" | "not-ended";

/** Cuts a lesson's text at its lines `---`, which may have white space behind them. A byte order mark is left out. */
export function splitLesson(text: string): LessonParts | NoParts {
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  if (!isFence(lines[0])) return "not-begun";
  const end = lines.findIndex((line, at) => at > 0 && isFence(line));
  if (end < 0) return "not-ended";
  return {
    frontMatter: lines
      .slice(1, end)
      .map((line) => `${line}\n`)
      .join(""),
    frontMatterLines: 1,
    body: lines.slice(end + 1).join("\n"),
    bodyLines: end + 1,
  };
}

function isFence(line: string | undefined): boolean {
  return line?.trimEnd() === "---";
}
