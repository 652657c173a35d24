import { Language, Parser } from "@vscode/tree-sitter-wasm";
import type { Language as RunLanguage } from "../../protocol/language";

/** A grammar that the product ships. */
export type Grammar = "python" | "javascript" | "typescript" | "tsx";

/** The grammar for a file: that of its ending, or of VS Code's identifier for a file without one. */
export function grammarOf(language: RunLanguage, filename: string, id = ""): Grammar {
  if (language === "python") return "python";
  if (/\.[tj]sx$/i.test(filename) || id.endsWith("react")) return "tsx";
  return /\.[mc]?ts$/i.test(filename) || id === "typescript" ? "typescript" : "javascript";
}

/**
 * Parsers of the shipped grammars, each loaded when it is first asked for.
 * `folder` holds `tree-sitter.wasm` and the grammars, as the build lays them beside the bundles.
 */
export class Grammars {
  private readonly loading = new Map<Grammar, Promise<Parser>>();
  private runtime: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  /** A parser, shared by all texts of its grammar. Rejects when the grammar's file cannot be read. */
  parser(grammar: Grammar): Promise<Parser> {
    const known = this.loading.get(grammar);
    if (known) return known;
    const loading = this.load(grammar);
    this.loading.set(grammar, loading);
    return loading;
  }

  private async load(grammar: Grammar): Promise<Parser> {
    this.runtime ??= Parser.init({ locateFile: (file) => `${this.folder}/${file}` });
    await this.runtime;
    const language = await Language.load(`${this.folder}/tree-sitter-${grammar}.wasm`);
    return new Parser().setLanguage(language);
  }
}
