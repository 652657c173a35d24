import type { JobInput, JobSpec, MapperGives, ReducerGets } from "../../protocol/job";
import { type Definition, signature } from "./outline";

const INPUT: Readonly<Record<JobInput, string>> = {
  line: "one line at a time",
  keyValue: "the place of a line and the line",
  words: "a list of words",
  lines: "a list of lines",
  path: "the path of one file at a time",
  element: "one element at a time",
};
const GIVES: Readonly<Record<MapperGives, string>> = {
  generator: "yields pairs",
  pairs: "returns pairs",
  pair: "returns one pair",
  values: "returns a value",
};
const GETS: Readonly<Record<ReducerGets, string>> = {
  keyValues: "gets all values of a key",
  pair: "gets a key and its values as one pair",
  keyPairs: "gets a key and its pairs as one pair",
  fold: "makes one value of two",
};

/** One sentence on a job's shape: "records: mapper(line) gets one line at a time and yields pairs; reducer(…) gets …". */
export function reasonOf(job: Omit<JobSpec, "reason">, mapper: Definition, reducer: Definition): string {
  const { shape, input, mapperGives, reducerGets, inputs, combiner, combine, partition, partitioner } = job;
  const gets = inputs ? `one element of ${inputs} at a time` : INPUT[input];
  const further = [
    combiner && `${combiner} combines on the way`,
    combine && !combiner && `${job.reducer} also combines on the way`,
    (partition ?? partitioner) &&
      `${partition ?? partitioner} ${partition ? "groups the pairs" : "chooses the reducer"}`,
  ].filter(Boolean);
  const gives = reducerGets === "fold" && mapperGives === "generator" ? "yields values" : GIVES[mapperGives];
  return [
    `${shape}: ${signature(mapper)} gets ${gets} and ${gives}`,
    `${signature(reducer)} ${GETS[reducerGets]}`,
    ...further,
  ]
    .join("; ")
    .concat(".");
}
