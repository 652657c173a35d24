import type { Proposal } from "../../protocol/editing";
import { CELL_OPTIONS } from "../headers/cellHeader";
import { JOB_OPTIONS, type OptionWords, optionsBegin } from "../jobs/options";
import type { LanguageFacts } from "../languages";
import { PITFALLS } from "../pitfalls/pitfall";

/** What may be written at a place of a line: options of a cell's header, or of a comment `parallel-labs:`. */
export function optionProposals(
  line: string,
  character: number,
  context: { readonly facts: LanguageFacts; readonly isHeader: boolean; readonly jobs: readonly string[] },
): Proposal[] {
  const before = line.slice(0, character);
  if (context.isHeader) {
    const bracket = before.lastIndexOf("[");
    if (bracket < 0 || before.includes("]", bracket)) return [];
    return proposals(line, bracket + 1, character, CELL_OPTIONS);
  }
  const comment = before.search(context.facts.comment === "#" ? /#/ : /\/[/*]/);
  const begin = comment < 0 ? undefined : optionsBegin(before.slice(comment));
  if (begin === undefined) return [];
  const ignored = /^\s*ignore(?:-file)?[\s,]+(?:[\w-]+[\s,]+)*[\w-]*$/i.test(before.slice(comment + begin));
  if (ignored) return codeProposals(line, character);
  const options = { ...JOB_OPTIONS, job: { ...JOB_OPTIONS.job, values: context.jobs } };
  return proposals(line, comment + begin, character, options);
}

/** Pitfalls that a comment `parallel-labs: ignore …` may name. */
function codeProposals(line: string, character: number): Proposal[] {
  const from = character - (/[\w-]*$/.exec(line.slice(0, character))?.[0].length ?? 0);
  const to = character + (/^[\w-]*/.exec(line.slice(character))?.[0].length ?? 0);
  return PITFALLS.map((code) => ({
    label: code,
    is: "",
    kind: "value",
    text: code,
    from,
    to,
    goesOn: false,
  }));
}

function proposals(
  line: string,
  begin: number,
  character: number,
  options: Readonly<Record<string, OptionWords>>,
): Proposal[] {
  const words = line.slice(begin, character);
  const from = begin + words.length - (/[^\s]*$/.exec(words)?.[0].length ?? 0);
  const word = line.slice(from, character);
  const to = character + (/^[^\s\]=,]*/.exec(line.slice(character))?.[0].length ?? 0);
  const equals = word.indexOf("=");
  if (equals >= 0) {
    const { is, values } = options[word.slice(0, equals)] ?? { is: "", values: [] };
    const valueFrom = from + equals + 1;
    return values.map((text) => ({
      label: text,
      is,
      kind: "value",
      text,
      from: valueFrom,
      to,
      goesOn: false,
    }));
  }
  const written = new Set([...line.slice(begin).matchAll(/([\w-]+)=/g)].map(([, name]) => name));
  const isSet = line[to] === "=";
  return Object.entries(options)
    .filter(([name]) => !written.has(name) || isSet)
    .map(([name, { is }]) => {
      const text = isSet || name === "combine" ? name : `${name}=`;
      return { label: name, is, kind: "name", text, from, to, goesOn: text.endsWith("=") };
    });
}
