import { stripVTControlCharacters } from "node:util";

/**
 * Plain lines of what a program wrote for a terminal: codes for colours and the like are dropped, and a carriage
 * return goes back to the beginning of the line, so that a progress bar is its last state.
 */
export function plainText(text: string): string {
  const lines = stripVTControlCharacters(text).split("\n");
  return lines.map((line) => (line.includes("\r") ? overwritten(line) : line)).join("\n");
}

function overwritten(line: string): string {
  const signs: string[] = [];
  for (const part of line.split("\r")) {
    for (let at = 0; at < part.length; at++) signs[at] = part.charAt(at);
  }
  return signs.join("");
}
