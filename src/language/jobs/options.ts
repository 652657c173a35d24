import type { JobInput, JobProblem, JobShape, JobSpec, MapperGives, ReducerGets } from "../../protocol/job";
import { problems } from "./problems";
import type { Comment } from "./tokens";

/** What a comment `# parallel-labs: …` says of a job. */
export interface JobOptions {
  readonly shape?: JobShape;
  readonly input?: JobInput;
  readonly gives?: MapperGives;
  readonly gets?: ReducerGets;
  readonly combine?: boolean;
  readonly order?: JobSpec["order"];
  readonly globs?: readonly string[];
  /** The job that the comment is for. */
  readonly job?: string;
}

export interface OptionComment {
  readonly line: number;
  readonly lastLine: number;
  readonly options: JobOptions;
}

const COMMENT = /^(?:#+|\/\/+|\/\*+)\s*parallel[-_ ]?labs?\s*:(.*?)(?:\*\/)?$/is;

/** What a comment says to the rules on pitfalls (`../pitfalls/suppressions.ts`) is nothing to a job. */
const SUPPRESSION = /(?:(?:#|\/\/)\s*parallel[-_ ]?labs?\s*:\s*|^\s*)ignore(?:-file)?\b.*$/is;

const BEGIN = /^(?:#+|\/\/+|\/\*+)\s*parallel[-_ ]?labs?\s*:/i;

const INPUTS: Readonly<Record<string, JobInput>> = {
  line: "line",
  keyvalue: "keyValue",
  words: "words",
  lines: "lines",
  path: "path",
  paths: "path",
  files: "path",
  file: "path",
  element: "element",
  item: "element",
  items: "element",
};
const SHAPES: Readonly<Record<string, JobShape>> = {
  records: "records",
  chunk: "chunk",
  files: "files",
  items: "items",
};
const GIVES: Readonly<Record<string, MapperGives>> = {
  pairs: "pairs",
  pair: "pair",
  values: "values",
};
const GETS: Readonly<Record<string, ReducerGets>> = {
  values: "keyValues",
  pair: "pair",
  pairs: "keyPairs",
  fold: "fold",
};
const KNOWN = {
  words: "input=, shape=, gives=, gets=, order=, job= or combine",
  input: "input=line, words, lines, keyvalue, path, item, or a file's name",
  shape: "shape=records, chunk, files or items",
  gives: "gives=pairs, pair or values",
  gets: "gets=values, pair, pairs or fold",
  order: "order=key or job",
  combine: "combine or combine=no",
};

export const shapeOf: Readonly<Record<JobInput, JobShape>> = {
  line: "records",
  keyValue: "records",
  words: "chunk",
  lines: "chunk",
  path: "files",
  element: "items",
};

/** The options of a comment and their values, for those who write one. */
export const JOB_OPTIONS: Readonly<Record<Exclude<keyof typeof KNOWN, "words"> | "job", OptionWords>> = {
  input: {
    is: "What the mapper gets at a time, or the files that it reads, as `input=*.txt`.",
    values: ["line", "words", "lines", "keyvalue", "path", "item"],
  },
  shape: { is: "What the mapper gets at a time, by the job's shape.", values: Object.keys(SHAPES) },
  gives: { is: "What a call of the mapper gives.", values: Object.keys(GIVES) },
  gets: { is: "What the reducer gets: a key and its values, or what it is here.", values: Object.keys(GETS) },
  order: {
    is: "How results are sorted: by key, or as the job gives them.",
    values: ["key", "job"],
  },
  job: { is: "The job that the comment speaks of, by its mapper's name.", values: [] },
  combine: {
    is: "The reducer may also run on the mapper's side, over a part of a key's values: then less is sent.",
    values: ["yes", "no"],
  },
};

/** An option in words. */
export interface OptionWords {
  readonly is: string;
  readonly values: readonly string[];
}

/** Where the words of a comment for this product begin; undefined when it is none. `text` begins with its sign. */
export function optionsBegin(text: string): number | undefined {
  return BEGIN.exec(text)?.[0].length;
}

/** Reads the comments that are for this product; a word that it does not know gives a problem and is left out. */
export function readOptions(comments: readonly Comment[]): {
  found: OptionComment[];
  problems: JobProblem[];
} {
  const found: OptionComment[] = [];
  const complaints: JobProblem[] = [];
  for (const { text, line, lastLine } of comments) {
    const whole = COMMENT.exec(text)?.[1];
    const content = whole?.replace(SUPPRESSION, "");
    if (content === undefined || (content !== whole && content.trim() === "")) continue;
    let options: JobOptions = {};
    for (const word of content.match(/(?:[^\s"',]|"[^"]*"|'[^']*'|,(?=\S))+/g) ?? []) {
      const read = readOption(word);
      if (typeof read === "string") complaints.push({ ...problems.optionUnknown(line, word, read), word });
      else options = { ...options, ...read };
    }
    const { shape, input } = options;
    if (shape && input && shapeOf[input] !== shape) {
      complaints.push(problems.optionConflict(line, shape, input));
      const { input: _, ...rest } = options;
      options = rest;
    }
    found.push({ line, lastLine, options });
  }
  return { found, problems: complaints };
}

/** The option that a word is, or what is known in its place. */
function readOption(word: string): JobOptions | string {
  const equals = word.indexOf("=");
  const name = (equals < 0 ? word : word.slice(0, equals)).toLowerCase();
  const value = equals < 0 ? "" : word.slice(equals + 1).replace(/["']/g, "");
  const lower = value.toLowerCase().replace(/[-_]/g, "");
  switch (name) {
    case "input": {
      const input = own(INPUTS, lower);
      if (input) return { input };
      return /[*?./\\]/.test(value) ? { globs: value.split(",").filter(Boolean) } : KNOWN.input;
    }
    case "shape":
      return keyed("shape", own(SHAPES, lower)) ?? KNOWN.shape;
    case "gives":
      return keyed("gives", own(GIVES, lower)) ?? KNOWN.gives;
    case "gets":
      return keyed("gets", own(GETS, lower)) ?? KNOWN.gets;
    case "order":
      return lower === "key" || lower === "job" ? { order: lower } : KNOWN.order;
    case "job":
      return value ? { job: value } : KNOWN.words;
    case "combine":
      if (equals < 0 || lower === "yes" || lower === "true") return { combine: true };
      return lower === "no" || lower === "false" ? { combine: false } : KNOWN.combine;
    default:
      return KNOWN.words;
  }
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function keyed<K extends string, V>(key: K, value: V | undefined): { [key in K]: V } | undefined {
  return value === undefined ? undefined : ({ [key]: value } as { [key in K]: V });
}
