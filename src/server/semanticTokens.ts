import { type SemanticTokens, SemanticTokensBuilder } from "vscode-languageserver";
import { headerTokens, headerTokenTypes } from "../language/headers/headerTokens";
import type { FileView } from "./fileView";

/** What the numbers of tokens mean. */
export const legend = { tokenTypes: [...headerTokenTypes], tokenModifiers: [] };

/** The parts of cells' headers. Null without cells, so that an editor asks somebody else. */
export function semanticTokens({ parts }: FileView): SemanticTokens | null {
  const tokens = headerTokens(parts.cells);
  if (tokens.length === 0) return null;
  const builder = new SemanticTokensBuilder();
  for (const { line, character, length, type } of tokens)
    builder.push(line, character, length, headerTokenTypes.indexOf(type), 0);
  return { data: builder.build().data };
}
