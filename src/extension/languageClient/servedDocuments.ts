import type * as vscode from "vscode";
import { languages } from "../../language/languages";

/** Where documents are that somebody edits; others are former versions, or pages of lessons. */
const SCHEMES = ["file", "untitled", "vscode-vfs"];

/** Programs. */
export const programs = languages.flatMap(({ ids }) =>
  ids.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme }))),
);

/** Whatever the language server knows: programs and lessons. */
export const selector = [...programs, { language: "markdown", scheme: "file", pattern: "**/lesson.md" }];

/** Whether the language server knows a document. */
export function isServed({ uri, languageId }: vscode.TextDocument): boolean {
  if (programs.some(({ language, scheme }) => language === languageId && scheme === uri.scheme)) return true;
  return languageId === "markdown" && uri.scheme === "file" && uri.path.endsWith("/lesson.md");
}
