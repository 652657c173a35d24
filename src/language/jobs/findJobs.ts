import type { JobProblem, JobScan, JobSpec } from "../../protocol/job";
import type { LanguageFacts } from "../languages";
import { measureDepths } from "./brackets";
import { describeJob, type FoundJob } from "./describeJob";
import { outlineJavaScript } from "./javascriptOutline";
import { lonelyParts } from "./lonelyParts";
import { moduleInputs } from "./moduleInputs";
import { findMrjobs } from "./mrjobs";
import { OptionComments } from "./optionComments";
import { isHigherOrder, namedParts } from "./parts";
import { outlinePython } from "./pythonOutline";
import { readRole } from "./roles";
import { tokenize } from "./tokens";

export type { FoundJob };

/** What `findJobs` gives: a `JobScan` whose jobs also say what their reducers plainly do. */
export interface FoundJobs extends JobScan {
  readonly jobs: readonly FoundJob[];
}

/** A file without any of these has no job, and most files have none. */
const MAY_HAVE_JOBS = /mapper|reducer|MRJob|parallel[-_ ]?labs?\s*:|\b[mM]ap|\b[rR]educe/;

/**
 * The map/reduce jobs of a file, and what is wrong with what looks like one, each in the order of its lines. It reads
 * the text alone: no code runs, and code that does not parse is read as far as it can be.
 */
export function findJobs(text: string, facts: LanguageFacts): FoundJobs {
  if (!MAY_HAVE_JOBS.test(text)) return { jobs: [], problems: [] };
  if (last?.text === text && last.facts === facts) return last.found;
  const found = readJobs(text, facts);
  last = { text, facts, found };
  return found;
}

/** Lenses and rules ask for the jobs of the same text, one soon after the other. */
let last: { readonly text: string; readonly facts: LanguageFacts; readonly found: FoundJobs } | undefined;

function readJobs(text: string, facts: LanguageFacts): FoundJobs {
  const { language } = facts;
  const { tokens, comments } = tokenize(text, language);
  measureDepths(tokens, language);
  const outline = language === "python" ? outlinePython(tokens) : outlineJavaScript(tokens);
  const inputs = moduleInputs(outline);
  const parts = namedParts(outline);
  const mrjobs = findMrjobs(outline);
  const places = outline.functions.filter(({ name }) => readRole(name) !== undefined);
  const options = new OptionComments(comments, outline.headerEnd, [...places, ...mrjobs.jobs]);
  const jobs: FoundJob[] = [];
  const problems: JobProblem[] = [...parts.problems, ...mrjobs.problems];
  for (const named of parts.jobs) {
    const said = options.of(named.mapper.name, named.mapper, named.reducer);
    if (!said && (isHigherOrder(named.mapper) || isHigherOrder(named.reducer))) continue;
    const described = describeJob(named, {
      facts,
      outline,
      inputs,
      options: said ?? {},
      meant: said !== undefined,
    });
    if ("job" in described) jobs.push(described.job);
    else problems.push(...described.problems);
  }
  for (const mrjob of mrjobs.jobs) {
    const said = options.of(mrjob.name, mrjob, mrjob.mapper, mrjob.reducer);
    const described = describeJob(
      mrjob,
      { facts, outline, inputs: undefined, options: said ?? {}, meant: true },
      mrjob.name,
    );
    if ("job" in described) jobs.push(described.job);
    else problems.push(...described.problems);
  }
  const meant = (definition: { line: number; firstLine: number }) => options.speakOf(definition);
  problems.push(...lonelyParts(parts.alone, language, meant));
  problems.push(
    ...options.problems(
      jobs.map(({ name }: JobSpec) => name),
      problems.length > 0,
    ),
  );
  const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line;
  return { jobs: jobs.sort(byLine), problems: problems.sort(byLine) };
}
