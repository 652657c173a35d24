import type { JobProblem, JobSpec } from "../../protocol/job";
import { type Definition, positionals, signature } from "./outline";
import { isHigherOrder } from "./parts";
import { problems } from "./problems";

const KEY = /^(?:_?key|k|word|w|token|term|name)$/i;
const COUNT =
  /^(?:n|r|num|count|size|parts|(?:n|num|number)?_?(?:of)?_?(?:reducers?|partitions?|parts)(?:_?count)?)$/i;

/**
 * Which of the two a job's partitioning function is: a function of a key and the number of reducers, or the blog post's
 * `Partition` of a list of the mapper's results. One that takes a function or three values is for something else.
 */
export function partitioning(
  definition: Definition | undefined,
): { problem: JobProblem } | Pick<JobSpec, "partition" | "partitioner"> {
  if (!definition || isHigherOrder(definition)) return {};
  const { name, line } = definition;
  const [first, second, third] = positionals(definition);
  const explicit = /partitioner/i.test(name);
  if (first && second && !third) {
    if (explicit || KEY.test(first.name ?? "") || COUNT.test(second.name ?? "")) return { partitioner: name };
  } else if (first && !second && !explicit) return { partition: name };
  else if (!explicit) return {};
  return { problem: problems.partitionSignature(line, signature(definition)) };
}
