import type { Proposal } from "../../protocol/editing";
import type { Path } from "../format/frontMatter";
import { fieldNames, fieldWords } from "./fieldWords";
import { samePath, thingsNamedBy } from "./lessonNames";
import { isMatterLine, type MatterLine, outlineMatter } from "./matterOutline";

/** What may be written at a place of a lesson's front matter: fields, their values, ids of labs and objectives. */
export function fieldProposals(text: string, line: number, character: number): Proposal[] {
  if (!isMatterLine(text, line)) return [];
  const lines = text.split("\n");
  const content = (lines[line] ?? "").replace(/\r$/, "");
  const before = content.slice(0, character);
  const key = /^(\s*(?:-\s+)*)([\w-]*)$/.exec(before);
  if (!key) return valueProposals(outlineMatter(text), line, content, character);
  // As if the word were a field already: then its owner is known by its indentation.
  const indent = key[1] ?? "";
  lines[line] = `${indent}x:`;
  const outline = outlineMatter(lines.join("\n"));
  const here = outline.find((one) => one.line === line);
  if (!here) return [];
  const owner = here.path.slice(0, -1);
  const rest = content.slice(character);
  const to = character + (/^[\w-]*/.exec(rest)?.[0].length ?? 0);
  const hasColon = /^[\w-]*\s*:/.test(rest);
  const names = keyProposals(outline, owner, { line, from: indent.length, to, hasColon });
  return names.length > 0 ? names : valueProposals(outlineMatter(text), line, content, character);
}

function keyProposals(
  outline: readonly MatterLine[],
  owner: Path,
  at: { readonly line: number; readonly from: number; readonly to: number; readonly hasColon: boolean },
): Proposal[] {
  const written = new Set(
    outline
      .filter(({ path, key, line }) => key && line !== at.line && samePath(path.slice(0, -1), owner))
      .map(({ path }) => path.at(-1)),
  );
  const names = fieldNames(owner).filter((name) => !written.has(name));
  return names.map((name) => {
    const path = [...owner, name];
    const { is = "", values = [], isNeeded = false } = fieldWords(outline, path) ?? {};
    return {
      label: name,
      is: isNeeded ? `${is} (needed)` : is,
      kind: "name",
      text: at.hasColon ? name : `${name}: `,
      from: at.from,
      to: at.to,
      goesOn: values.length > 0 || thingsNamedBy(outline, path) !== undefined,
    };
  });
}

function valueProposals(
  outline: readonly MatterLine[],
  line: number,
  content: string,
  character: number,
): Proposal[] {
  const here = outline.find((one) => one.line === line);
  if (!here || character < here.valueFrom) return [];
  const before = content.slice(here.valueFrom, character);
  const word = /[^\s,[\]"']*$/.exec(before)?.[0] ?? "";
  const from = character - word.length;
  const to = character + (/^[^\s,\]"']*/.exec(content.slice(character))?.[0].length ?? 0);
  const path = typeof here.path.at(-1) === "number" ? here.path.slice(0, -1) : here.path;
  const things = thingsNamedBy(outline, path);
  if (things) {
    return things.map(({ id, title }) => ({
      label: id,
      is: title,
      kind: "reference",
      text: id,
      from,
      to,
      goesOn: false,
    }));
  }
  const words = fieldWords(outline, here.path);
  return (words?.values ?? []).map((text) => ({
    label: text,
    is: words?.is ?? "",
    kind: "value",
    text,
    from,
    to,
    goesOn: false,
  }));
}
