/* Characters by their code, so that no invisible one stands in this file. */
const ESCAPE = "\\u001b";
const BELL = "\\u0007";

/**
 * Codes for colours, cursors, titles and links, and control characters that have no look in a page. No part of a code
 * can go on over the beginning of the next, so that the time is linear; `util.stripVTControlCharacters` takes seconds for a line
 * made to be slow.
 */
const INVISIBLE = new RegExp(
  [
    `(?:${ESCAPE}\\[|\\u009b)[0-?]*[ -/]*[@-~]`,
    `(?:${ESCAPE}[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^${BELL}${ESCAPE}\\u0080-\\u009f]*(?:${BELL}|${ESCAPE}\\\\|\\u009c)`,
    `${ESCAPE}[ -/]*[0-Z\\\\^-~]`,
    "(?![\\t\\n\\r])\\p{Cc}",
  ].join("|"),
  "gu",
);

/**
 * Plain lines of what a program wrote for a terminal: codes are dropped, and a carriage return goes back to the
 * beginning of the line, so that a progress bar is its last state.
 */
export function plainText(text: string): string {
  const lines = text.replace(INVISIBLE, "").split("\n");
  return lines.map((line) => (line.includes("\r") ? overwritten(line) : line)).join("\n");
}

function overwritten(line: string): string {
  const signs: string[] = [];
  for (const part of line.split("\r")) {
    for (let at = 0; at < part.length; at++) signs[at] = part.charAt(at);
  }
  return signs.join("");
}
