import { nearest } from "../../base/nearest";
import type { JobProblem } from "../../protocol/job";
import type { FileParts } from "../fileParts";
import type { Finding } from "../finding";
import { headerMistakes } from "../headers/cellHeader";
import { JOB_OPTIONS } from "../jobs/options";
import type { PitfallFix } from "../pitfalls/pitfall";

/** What lines of a text are, and where they begin. */
export interface TextLines {
  line(line: number): string;
  start(line: number): number;
}

/** What is wrong with options of cells and of jobs, and what keeps functions from being a job. */
export function optionFindings({ cells, problems }: FileParts, lines: TextLines): Finding[] {
  return [
    ...cells.flatMap(({ line, header }) => (header ? headerFindings(header, lines.start(line)) : [])),
    ...problems.map((problem) => jobFinding(problem, lines)),
  ];
}

function headerFindings(header: Parameters<typeof headerMistakes>[0], start: number): Finding[] {
  return headerMistakes(header).map(({ code, message, from, to, meant }) => {
    const place = { from: start + from, to: start + to };
    return {
      code,
      severity: "warning",
      message,
      ...place,
      fixes: meant === undefined ? [] : [replacement(place, meant)],
    };
  });
}

function jobFinding({ code, line, message, word }: JobProblem, lines: TextLines): Finding {
  const text = lines.line(line);
  const start = lines.start(line);
  const isOption = code.startsWith("option-");
  const at = word === undefined ? -1 : text.indexOf(word);
  if (word !== undefined && at >= 0) {
    const place = { from: start + at, to: start + at + word.length };
    return { code, severity: "warning", message, ...place, fixes: wordFixes(word, place.from) };
  }
  const from = isOption ? Math.max(0, text.search(/#|\/[/*]/)) : text.length - text.trimStart().length;
  const to = Math.max(from, text.trimEnd().length);
  const severity = isOption ? "warning" : "information";
  return { code, severity, message, from: start + from, to: start + to, fixes: [] };
}

function wordFixes(word: string, from: number): PitfallFix[] {
  const [name = "", value] = word.split("=");
  const options: Readonly<Record<string, { readonly values: readonly string[] }>> = JOB_OPTIONS;
  if (Object.hasOwn(options, name)) {
    const meant = nearest(value ?? "", options[name]?.values ?? []);
    if (meant === undefined || value === undefined) return [];
    return [replacement({ from: from + name.length + 1, to: from + word.length }, meant)];
  }
  const meant = nearest(name, Object.keys(options));
  return meant === undefined ? [] : [replacement({ from, to: from + name.length }, meant)];
}

function replacement({ from, to }: { from: number; to: number }, text: string): PitfallFix {
  return { title: `Use ${text}`, changes: [{ from, to, text }], isPreferred: true };
}
