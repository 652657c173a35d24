import { join } from "node:path";
import type { PitfallFile } from "../../src/language/pitfalls/pitfall";
import { Grammars } from "../../src/language/syntax/grammars";
import { SyntaxText } from "../../src/language/syntax/syntaxText";
import { builtFolder } from "./builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));

/** A text as the rules look at it; dispose of its syntax in the end. */
export async function pitfallFile(
  text: string,
  grammar: "python" | "javascript" | "tsx" = "python",
): Promise<PitfallFile> {
  const syntax = new SyntaxText(await grammars.parser(grammar), text);
  return { language: grammar === "python" ? "python" : "javascript", syntax };
}
