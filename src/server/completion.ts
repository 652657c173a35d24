import { type CompletionItem, CompletionItemKind, MarkupKind, type Position } from "vscode-languageserver";
import { optionProposals } from "../language/editing/optionProposals";
import { fieldProposals } from "../lessons/editing/fieldProposals";
import type { Proposal } from "../protocol/editing";
import type { FileView } from "./fileView";
import type { ServerDocument } from "./serverDocument";

/** Signs behind which there may be something to propose. */
export const triggerCharacters = ["[", "=", ",", ":", " "];

const KINDS: Readonly<Record<Proposal["kind"], CompletionItemKind>> = {
  name: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  reference: CompletionItemKind.Reference,
};

/** Options of cells and of jobs. */
export function optionItems({ document, facts, parts }: FileView, position: Position): CompletionItem[] {
  const isHeader = parts.cells.some(({ line, header }) => line === position.line && header !== undefined);
  const jobs = parts.jobs.map(({ name }) => name);
  const line = document.line(position.line);
  return toItems(optionProposals(line, position.character, { facts, isHeader, jobs }), position.line);
}

/** Fields of a lesson, their values, and the ids of its labs and objectives. */
export function fieldItems(document: ServerDocument, { line, character }: Position): CompletionItem[] {
  return toItems(fieldProposals(document.text, line, character), line);
}

function toItems(proposals: readonly Proposal[], line: number): CompletionItem[] {
  return proposals.map(({ label, is, kind, text, from, to, goesOn }, at) => ({
    label,
    kind: KINDS[kind],
    sortText: String(at).padStart(3, "0"),
    documentation: { kind: MarkupKind.Markdown, value: kind === "reference" ? plain(is) : is },
    textEdit: {
      range: { start: { line, character: from }, end: { line, character: to } },
      newText: text,
    },
    ...(goesOn && {
      command: { title: "Propose values", command: "editor.action.triggerSuggest" },
    }),
  }));
}

/** Titles are written by lessons' authors: they are text, not markup. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+!|~&$:-]/g, "\\$&");
}
