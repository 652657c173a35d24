import type { Explanation } from "../../protocol/editing";
import type { FileParts } from "../fileParts";
import { CELL_OPTIONS } from "../headers/cellHeader";
import { JOB_OPTIONS, optionsBegin } from "../jobs/options";
import type { LanguageFacts } from "../languages";

/** What is to be said of a place: of a job at the names of its functions, of a cell at its header, of an option. */
export function explanationAt(
  { cells, jobs }: FileParts,
  facts: LanguageFacts,
  at: { readonly line: number; readonly character: number; readonly text: string },
): Explanation | undefined {
  const within = ({ from, to }: { from: number; to: number }) => from <= at.character && at.character <= to;
  const cell = cells.find(({ line, header }) => line === at.line && header !== undefined);
  if (cell?.header) {
    const option = cell.header.options.find(within);
    const known = option && CELL_OPTIONS[option.name as keyof typeof CELL_OPTIONS];
    if (option && known) return { says: known.is, from: option.from, to: option.to };
    const { targets, block } = cell.options;
    const where =
      targets === undefined
        ? "on every engine"
        : `on engine${targets.length > 1 ? "s" : ""} ${targets.join(", ")}`;
    const waits = block === false ? ", without waiting for its end" : "";
    const says = `*Run on All Engines* runs this cell once ${where}${waits}.`;
    return { says, from: cell.header.marker.from, to: at.text.trimEnd().length };
  }
  const name = wordAt(at.text, at.character);
  if (!name) return undefined;
  const job = jobs.find(
    ({ line, reducerLine, mapper, reducer, mrjobClass, combiner, partition, partitioner }) =>
      (line === at.line && [mapper, mrjobClass].includes(name.word)) ||
      (reducerLine === at.line && name.word === reducer) ||
      ([combiner, partition, partitioner].includes(name.word) && isDefinition(at.text, name.word)),
  );
  if (job) return { says: `**Map/reduce job** ${job.reason}`, ...name };
  const comment = at.text.search(facts.comment === "#" ? /#/ : /\/[/*]/);
  const begin = comment < 0 ? undefined : optionsBegin(at.text.slice(comment));
  if (begin === undefined || name.from < comment + begin) return undefined;
  const written = [...at.text.matchAll(/([\w-]+)(?:=\S*)?/g)].find(
    ({ index, 0: word }) => index <= at.character && at.character <= index + word.length,
  );
  const option = written && JOB_OPTIONS[written[1] as keyof typeof JOB_OPTIONS];
  return option && { says: option.is, from: written.index, to: written.index + written[0].length };
}

function wordAt(text: string, character: number): { word: string; from: number; to: number } | undefined {
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}_$]+/gu)) {
    const to = index + word.length;
    if (index <= character && character <= to) return { word, from: index, to };
  }
  return undefined;
}

function isDefinition(text: string, name: string): boolean {
  return new RegExp(`(?:def|function\\*?|const|let|var)\\s+${name.replaceAll("$", "\\$")}(?![\\w$])`).test(
    text,
  );
}
