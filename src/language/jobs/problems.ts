import type { JobProblem } from "../../protocol/job";

/** Every message on a job, each with its stable code. Lines count from 0 here and from 1 in the text. */
const problem =
  <A extends unknown[]>(code: string, message: (...args: A) => string) =>
  (line: number, ...args: A): JobProblem => ({ code, line, message: message(...args) });

export const problems = {
  missingReducer: problem("missing-reducer", (mapper: string, reducer: string, other?: string) =>
    other
      ? `${mapper} has no ${reducer}: rename ${other} to ${reducer} if it is its reducer.`
      : `${mapper} looks like a mapper and has no reducer: define ${reducer}(key, values).`,
  ),
  missingMapper: problem(
    "missing-mapper",
    (reducer: string, mapper: string) =>
      `${reducer} looks like a reducer and has no mapper: define ${mapper}(line) in this file.`,
  ),
  twice: problem(
    "defined-twice",
    (name: string, first: number) => `${name} is also defined on line ${first + 1}: keep one of the two.`,
  ),
  twoReducers: problem(
    "two-reducers",
    (mapper: string, one: string, other: string) =>
      `${mapper} could belong to ${one} or ${other}: rename one of the two.`,
  ),
  mapperSignature: problem(
    "mapper-signature",
    (shown: string) =>
      `${shown} fits no map/reduce job: a mapper has one parameter (line, words, lines, path or item), or key and value.`,
  ),
  readsInput: problem(
    "mapper-signature",
    (name: string) =>
      `${name}() is given nothing: let it have one parameter, line, and leave reading the input to the engines.`,
  ),
  reducerSignature: problem(
    "reducer-signature",
    (shown: string) =>
      `${shown} fits no map/reduce job: a reducer has the parameters key, values, or one (key, values) pair, or two values a, b of which it makes one.`,
  ),
  reducerUnclear: problem(
    "reducer-unclear",
    (shown: string, mapper: string) =>
      `${shown} may get a key and its values, or fold two values: name its parameters key, values if ${mapper} gives pairs, or let ${mapper} return plain values.`,
  ),
  reducerPairs: problem(
    "reducer-pairs",
    (shown: string) =>
      `${shown} takes a key and pairs, but with two parameters a reducer gets plain values: sum those, or take one parameter that is (key, pairs).`,
  ),
  combinerSignature: problem(
    "combiner-signature",
    (combiner: string, reducer: string) => `${combiner} must have the same parameters as ${reducer}.`,
  ),
  partitionSignature: problem(
    "partition-signature",
    (shown: string) =>
      `${shown} fits no map/reduce job: a partitioner has the parameters key, reducers, a Partition has one list of the mapper's results.`,
  ),
  noInputs: problem(
    "no-inputs",
    (shown: string) =>
      `${shown} gets an element of a list, but the file has no INPUT: add INPUT = […] at the top level, or name the parameter line, words, lines or path.`,
  ),
  twoInputs: problem(
    "two-inputs",
    () => "The file has both INPUT and inputs(): keep one, the mapper gets its elements.",
  ),
  listOfWhat: problem(
    "list-of-what",
    (shown: string, comment: string) =>
      `${shown} gets a list: of words or of lines? Name the parameter words or lines, or write ${comment} parallel-labs: input=words above it.`,
  ),
  lineOrList: problem(
    "line-or-list",
    (shown: string, name: string) =>
      `${shown} goes through ${name} as through a list of words: name it words if it is one, or use ${name}.split().`,
  ),
  givesNothing: problem(
    "gives-nothing",
    (name: string, wanted: string) =>
      `${name} neither yields nor returns anything: let it yield ${wanted} instead of printing or emitting them.`,
  ),
  mixedResults: problem(
    "mixed-results",
    (mapper: string) =>
      `${mapper} returns one pair here and a list of pairs there: let it always return a list.`,
  ),
  noKey: problem(
    "no-key",
    (mapper: string, reducer: string) =>
      `${mapper} returns a plain value, but ${reducer} wants keys: return (key, value) pairs, or let the reducer be a function of two values a, b.`,
  ),
  isAsync: problem(
    "async-function",
    (name: string) => `${name} is async, which a job cannot be: remove async.`,
  ),
  mrjobSteps: problem(
    "mrjob-steps",
    (name: string, steps: number) =>
      `${name} has ${steps} steps, but a job is one mapper and one reducer: make each step a class of its own.`,
  ),
  mrjobMethod: problem(
    "mrjob-method",
    (name: string, method: string) =>
      `${name}.${method} would not run here: put its work into the mapper or the reducer.`,
  ),
  optionUnknown: problem(
    "option-unknown",
    (word: string, known: string) => `"${word}" is no option of a job: use ${known}.`,
  ),
  optionConflict: problem(
    "option-conflict",
    (shape: string, input: string) =>
      `shape=${shape} does not go with input=${input}: leave one of the two out.`,
  ),
  optionMisplaced: problem(
    "option-misplaced",
    () =>
      "This comment says nothing to any job here: put it at the top of the file or directly above a mapper.",
  ),
  optionJob: problem("option-job", (name: string, names: string) =>
    names
      ? `There is no job ${name} in this file: it has ${names}.`
      : `There is no job ${name} in this file.`,
  ),
};
