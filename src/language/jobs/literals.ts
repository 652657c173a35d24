/** Where strings, templates, regular expressions and comments end. What is never closed ends with its line. */

/** After a string in single or double quotes; a backslash may join the next line to it. */
export function afterQuoted(text: string, at: number): number {
  const quote = text[at];
  for (let end = at + 1; end < text.length; end++) {
    const char = text[end];
    if (char === "\\") end += text.startsWith("\r\n", end + 1) ? 2 : 1;
    else if (char === quote) return end + 1;
    else if (char === "\n") return end;
  }
  return text.length;
}

/** After one of Python's strings in three quotes. */
export function afterTriple(text: string, at: number): number {
  const quotes = text.slice(at, at + 3);
  let end = text.indexOf(quotes, at + 3);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf(quotes, end + 1);
  return end < 0 ? lineEnd(text, at) : end + 3;
}

function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text[from - 1] === "\\") from--;
  return (at - from) % 2 === 1;
}

export function afterBlockComment(text: string, at: number): number {
  const end = text.indexOf("*/", at + 2);
  return end < 0 ? lineEnd(text, at) : end + 2;
}

/** The longest template that is looked through for its end: it bounds the work on a text full of open ones. */
const LONGEST_TEMPLATE = 20_000;

/** After a template with all that is nested in its `${}`. */
export function afterTemplate(text: string, at: number): number {
  /** What is open, innermost last: a template, or a brace of the code in one. */
  const open: ("`" | "{")[] = ["`"];
  const limit = Math.min(text.length, at + LONGEST_TEMPLATE);
  for (let end = at + 1; end < limit; end++) {
    const char = text[end];
    const inTemplate = open.at(-1) === "`";
    if (char === "\\") end++;
    else if (char === "`") {
      if (!inTemplate) open.push("`");
      else if (open.length === 1) return end + 1;
      else open.pop();
    } else if (inTemplate) {
      if (char === "$" && text[end + 1] === "{") {
        open.push("{");
        end++;
      }
    } else if (char === "{") open.push("{");
    else if (char === "}") open.pop();
    else if (char === '"' || char === "'") end = afterQuoted(text, end) - 1;
  }
  return lineEnd(text, at);
}

const REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\/[a-z]*/y;

/** After a regular expression; absent where none begins. */
export function afterRegex(text: string, at: number): number | undefined {
  REGEX.lastIndex = at;
  return REGEX.test(text) ? REGEX.lastIndex : undefined;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}
