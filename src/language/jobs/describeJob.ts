import type { JobProblem, JobSpec, MapperGives } from "../../protocol/job";
import type { LanguageFacts } from "../languages";
import { seemsMapper, seemsReducer } from "./lonelyParts";
import { mapperInput } from "./mapperInput";
import { type MapperResults, mapperResults } from "./mapperResults";
import type { ModuleInputs } from "./moduleInputs";
import { type JobOptions, shapeOf } from "./options";
import { type Outline, positionals } from "./outline";
import { givesNothing } from "./ownCode";
import { isGroup } from "./parameterNames";
import { partitioning } from "./partitioning";
import type { NamedJob } from "./parts";
import { type PlainReducer, plainReducer } from "./plainReducer";
import { problems } from "./problems";
import { reasonOf } from "./reason";
import { reducerArguments } from "./reducerArguments";

/** A job as the file has it. */
export interface FoundJob extends JobSpec {
  /** What the reducer plainly does with a key's values; absent where it does more. */
  readonly plain?: PlainReducer;
}

/** What a job's description depends on beside its functions. */
export interface JobContext {
  readonly facts: LanguageFacts;
  readonly outline: Outline;
  readonly inputs: ModuleInputs | undefined;
  readonly options: JobOptions;
  /** Whether the file says that it means a job; otherwise what fits none may be something else, and nothing is said. */
  readonly meant: boolean;
}

type Described = { readonly job: FoundJob } | { readonly problems: readonly JobProblem[] };

/** Describes the job of functions that belong together, or says why they are none. */
export function describeJob(named: NamedJob, context: JobContext, mrjobClass?: string): Described {
  const { mapper, reducer, combiner } = named;
  const { facts, options, outline, inputs } = context;
  const { language } = facts;
  const results = mapperResults(mapper, language);
  const input = mapperInput(mapper, facts, options, inputs);
  if ("problem" in input) return refuse(named, context, input.problem);
  const shape = shapeOf[input.value];
  const arguments_ = reducerArguments(reducer, { language, shape, results, mapper: mapper.name, options });
  if ("problem" in arguments_) return refuse(named, context, arguments_.problem);
  const gets = arguments_.value;
  const part = partitioning(named.partitioner);
  const complaint = firstComplaint(named, context, results, gets === "fold");
  if (complaint) return refuse(named, context, complaint);
  if ("problem" in part) return refuse(named, context, part.problem);
  const globs = options.globs ?? (shape === "items" ? undefined : inputs?.globs);
  const plain = plainReducer(reducer, gets, language, outline);
  const job = {
    name: mrjobClass ?? mapper.name,
    language,
    shape,
    mapper: mapper.name,
    reducer: reducer.name,
    ...(combiner ? { combiner: combiner.name } : {}),
    combine: options.combine ?? false,
    ...part,
    input: input.value,
    mapperGives: mapperGives(results, gets === "fold", options),
    reducerGets: gets,
    ...(mrjobClass ? { mrjobClass } : {}),
    ...(shape === "items" && inputs ? { inputs: inputs.expression } : {}),
    ...(globs ? { globs } : {}),
    order: options.order ?? "key",
    line: mapper.line,
    reducerLine: reducer.line,
    ...(plain ? { plain } : {}),
  } as const;
  return { job: { ...job, reason: reasonOf(job, mapper, reducer) } };
}

function mapperGives(results: MapperResults, folds: boolean, { gives }: JobOptions): MapperGives {
  return gives ?? (folds ? "values" : (results.gives ?? "pairs"));
}

/** What is wrong although the arguments of mapper and reducer are clear. */
function firstComplaint(
  { mapper, reducer, combiner }: NamedJob,
  { facts, options }: JobContext,
  results: MapperResults,
  folds: boolean,
): JobProblem | undefined {
  const waits = facts.language === "python" && [mapper, reducer].find(({ isAsync }) => isAsync);
  if (waits) return problems.isAsync(waits.line, waits.name);
  if (givesNothing(mapper, facts.language)) {
    return problems.givesNothing(mapper.line, mapper.name, folds ? "values" : "(key, value) pairs");
  }
  if (givesNothing(reducer, facts.language)) {
    return problems.givesNothing(reducer.line, reducer.name, "results");
  }
  if (results.mixed && !options.gives) return problems.mixedResults(mapper.line, mapper.name);
  if (!folds && results.gives === "values" && !options.gives) {
    return problems.noKey(mapper.line, mapper.name, reducer.name);
  }
  if (combiner && positionals(combiner).length !== positionals(reducer).length) {
    return problems.combinerSignature(combiner.line, combiner.name, reducer.name);
  }
  return undefined;
}

/**
 * Says what is wrong, if the file means a job: `mapper` and `Map` do, `map_rows` beside `reduce_rows` may be ordinary
 * functions unless one of them has the ways of a mapper or reducer.
 */
function refuse({ mapper, reducer }: NamedJob, { facts, meant }: JobContext, problem: JobProblem): Described {
  const [group, more] = positionals(reducer);
  const means =
    meant ||
    /^(?:mapper|Map)$|^map_?func/i.test(mapper.name) ||
    seemsMapper(mapper, facts.language) ||
    mapperResults(mapper, facts.language).seesPairs ||
    seemsReducer(reducer) ||
    (!more && isGroup(group?.name ?? ""));
  return { problems: means ? [problem] : [] };
}
