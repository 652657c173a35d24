import * as l10n from "@vscode/l10n";

/** Translations by the English sentence, as VS Code loads them for an extension. */
export type Words = Readonly<Record<string, string>>;

let spoken = "en";
let plurals = new Intl.PluralRules(spoken);

/** Makes the page speak a language. Before that it speaks English, as it does where a word is missing. */
export function speak(language: string, words: Words): void {
  l10n.config({ contents: words });
  spoken = language;
  plurals = new Intl.PluralRules(language);
}

/** Whether things of this number are in the language's singular: 1 in English and German, 0 and 1 in French. */
export function isOne(count: number): boolean {
  return plurals.select(count) === "one";
}

/** What sets thousands apart: outside of English a narrow space, since a comma may begin decimals there. */
export function thousandsMark(): string {
  return spoken.startsWith("en") ? "," : "\u202f";
}
