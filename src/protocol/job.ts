/** A map/reduce job as it is found in a file: plain data that goes to panels, to the command line and to engines. */
import type { Language } from "./language";

/**
 * What a job's mapper is given at a time:
 * - `records`: one record of a text file, which is a line;
 * - `chunk`: a list of many words or lines at once, as in "Parallel MapReduce in Python in Ten Minutes";
 * - `files`: the path of one file;
 * - `items`: one element of a list that the module has.
 */
export type JobShape = "records" | "chunk" | "files" | "items";

/**
 * The mapper's argument.
 * - `line`: a line of text without its line end (`records`);
 * - `keyValue`: two arguments, the byte offset of the line in its file and the line (`records`);
 * - `words`: a list of words, cut at white space (`chunk`); `lines`: a list of lines without line ends (`chunk`);
 * - `path`: a file's absolute path (`files`); `element`: an element of `inputs` (`items`).
 */
export type JobInput = "line" | "keyValue" | "words" | "lines" | "path" | "element";

/**
 * What a mapper's call answers.
 * - `generator`: it yields (key, value) pairs; `pairs`: it returns a list, or anything iterable, of them;
 * - `pair`: it returns one (key, value) pair; `values`: it returns a plain value, which has no key (with `fold`).
 */
export type MapperGives = "generator" | "pairs" | "pair" | "values";

/**
 * The reducer's arguments.
 * - `keyValues`: two, a key and its values (an iterator in Python, a list in JavaScript);
 * - `pair`: one (key, [value, …]) pair;
 * - `keyPairs`: one (key, [(key, value), …]) pair, the blog post's;
 * - `fold`: two values, of which it makes one (with `values`).
 */
export type ReducerGets = "keyValues" | "pair" | "keyPairs" | "fold";

export interface JobSpec {
  /** What the user calls it (`--job`, the lens): the mapper's name, or the class's; unique in its file. */
  readonly name: string;
  readonly language: Language;
  readonly shape: JobShape;
  /** Name of the mapper: of a top-level function, or of a method of `mrjobClass`. */
  readonly mapper: string;
  readonly reducer: string;
  /** Name of a function with the reducer's arguments that runs on the mapper's side first. */
  readonly combiner?: string;
  /** Whether the reducer itself may be the combiner, because the file says so. */
  readonly combine: boolean;
  /** Name of a function of a key and the number of reducers, which gives the number of the reducer (from 0). */
  readonly partitioner?: string;
  /** Name of the blog post's `Partition`: a list of mappers' results becomes a dictionary from key to pairs. */
  readonly partition?: string;
  readonly input: JobInput;
  readonly mapperGives: MapperGives;
  readonly reducerGets: ReducerGets;
  /** Class derived from `MRJob` whose methods the functions above are; it runs without mrjob installed. */
  readonly mrjobClass?: string;
  /** `items`: the expression that gives the list in the file's namespace, `INPUT` or `inputs()`. */
  readonly inputs?: string;
  /** Files or globs that the file itself names, relative to its folder; the command's own come first. */
  readonly globs?: readonly string[];
  /** `key` sorts the results by key; `job` keeps the order in which the keys came first. */
  readonly order: "key" | "job";
  /** Line of the mapper's definition, from 0, and of the reducer's. */
  readonly line: number;
  readonly reducerLine: number;
  /** One sentence for the user on the inferred shape: "records: `mapper` gets one line and yields pairs". */
  readonly reason: string;
}

/** Why something that looks like a job is none: a mapper without its reducer, or a shape that may be one of two. */
export interface JobProblem {
  /** Stable: tests, diagnostics and quick fixes match on it. */
  readonly code: string;
  /** Line of the file, from 0. */
  readonly line: number;
  /** One sentence that says what to do. */
  readonly message: string;
  /** The word of that line that it is about; absent where it is about the whole definition or comment. */
  readonly word?: string;
}

/** What a file has in the way of jobs, in the order of their lines. */
export interface JobScan {
  readonly jobs: readonly JobSpec[];
  readonly problems: readonly JobProblem[];
}
