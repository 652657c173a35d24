import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Grammars } from "../../../src/language/syntax/grammars";
import { type Node, SyntaxText } from "../../../src/language/syntax/syntaxText";
import { builtFolder, sourceFolder } from "../../support/builtFolder";

/** What the code gives to `l10n.t`. */
export interface UsedKeys {
  /** Each sentence, and a place where it is used. */
  readonly keys: ReadonlyMap<string, string>;
  /** Places where it is given no literal, so that nobody can know what is to be translated. */
  readonly unreadable: readonly string[];
}

/** Finds every call of `l10n.t` in the extension host's code and the panel's. */
export async function usedKeys(): Promise<UsedKeys> {
  const parser = await new Grammars(join(builtFolder(), "grammars")).parser("typescript");
  const keys = new Map<string, string>();
  const unreadable: string[] = [];
  for (const file of ["src/extension", "media/results"].flatMap(scriptsBelow)) {
    const syntax = new SyntaxText(parser, readFileSync(join(sourceFolder(), file), "utf8"));
    for (const call of syntax.root.descendantsOfType("call_expression")) {
      if (!call || !/^(vscode\.)?l10n\.t$/.test(call.childForFieldName("function")?.text ?? "")) continue;
      const place = `${file}:${call.startPosition.row + 1}`;
      const key = keyOf(call.childForFieldName("arguments")?.namedChild(0));
      if (key === undefined) unreadable.push(place);
      else if (!keys.has(key)) keys.set(key, place);
    }
    syntax.dispose();
  }
  return { keys, unreadable };
}

function scriptsBelow(folder: string): readonly string[] {
  return readdirSync(join(sourceFolder(), folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

/** A sentence, or a sentence and the comments that tell it from the same words elsewhere, as bundles write it. */
function keyOf(argument: Node | null | undefined): string | undefined {
  if (argument?.type !== "object") return literal(argument);
  const [message, comments] = ["message", "comment"].map((name) =>
    argument.namedChildren
      .find((pair) => pair?.childForFieldName("key")?.text === name)
      ?.childForFieldName("value"),
  );
  const [text, notes] = [literal(message), comments?.namedChildren.map(literal)];
  return text === undefined || !notes || notes.includes(undefined) ? undefined : `${text}/${notes.join("")}`;
}

/** The value of a string literal. */
function literal(node: Node | null | undefined): string | undefined {
  if (node?.type !== "string") return undefined;
  return node.namedChildren
    .map((part) => (part?.type === "escape_sequence" ? unescaped(part.text) : (part?.text ?? "")))
    .join("");
}

function unescaped(sequence: string): string {
  return sequence === "\\'" ? "'" : (JSON.parse(`"${sequence}"`) as string);
}
