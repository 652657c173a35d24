import type { Language } from "../protocol/language";

/** What the product needs to know of a language. */
export interface LanguageFacts {
  readonly language: Language;
  /** Sign that begins a line comment. */
  readonly comment: string;
  /** VS Code's identifiers for it. */
  readonly ids: readonly string[];
  readonly endings: readonly string[];
}

export const languages: readonly LanguageFacts[] = [
  { language: "python", comment: "#", ids: ["python"], endings: [".py"] },
  {
    language: "javascript",
    comment: "//",
    ids: ["javascript", "typescript"],
    endings: [".js", ".mjs", ".cjs", ".ts", ".mts"],
  },
];

/** The language of a file by its name, or by VS Code's identifier for a file without one. */
export function languageOf(filename: string, id?: string): LanguageFacts | undefined {
  const lower = filename.toLowerCase();
  return (
    languages.find(({ endings }) => endings.some((ending) => lower.endsWith(ending))) ??
    languages.find(({ ids }) => id !== undefined && ids.includes(id))
  );
}

export function factsOf(language: Language): LanguageFacts {
  return languages.find((facts) => facts.language === language) as LanguageFacts;
}
