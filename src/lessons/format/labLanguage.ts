import { posix } from "node:path";
import type { Language } from "../../protocol/language";

const LANGUAGES: Readonly<Record<string, Language>> = {
  ".py": "python",
  ".js": "javascript",
  ".mjs": "javascript",
  ".cjs": "javascript",
  ".ts": "javascript",
  ".mts": "javascript",
};

/** The language of a lab's file, by its ending. */
export function languageOfLab(file: string): Language | undefined {
  return LANGUAGES[posix.extname(file).toLowerCase()];
}
