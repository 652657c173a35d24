import type { JobShape, ReducerGets } from "../../protocol/job";
import type { Language } from "../../protocol/language";
import { phrase } from "./brackets";
import { holds, isCollection } from "./evidence";
import type { Choice } from "./mapperInput";
import { escapeName, type MapperResults } from "./mapperResults";
import type { JobOptions } from "./options";
import { type Definition, type Parameter, positionals, signature } from "./outline";
import { ownCode } from "./ownCode";
import { areFolded, holdsPairs, isGroup, isMany } from "./parameterNames";
import { problems } from "./problems";

/** What a job's other parts say that its reducer's arguments depend on. */
export interface ReducerContext {
  readonly language: Language;
  readonly shape: JobShape;
  readonly results: MapperResults;
  readonly mapper: string;
  readonly options: JobOptions;
}

/** What a reducer is given: as the comment says, else by its parameters and what its code does with them. */
export function reducerArguments(reducer: Definition, context: ReducerContext): Choice<ReducerGets> {
  const [first, second, ...more] = positionals(reducer);
  const unfit = { problem: problems.reducerSignature(reducer.line, signature(reducer)) };
  if (!first || more.length > 0) return unfit;
  const code = phrase(ownCode(reducer, context.language));
  const said = context.options.gets;
  if (second) {
    if (said) return said === "keyValues" || said === "fold" ? { value: said } : unfit;
    return ofTwo(reducer, first.name ?? "", second, code, context);
  }
  if (said) return said === "pair" || said === "keyPairs" ? { value: said } : unfit;
  return ofOne(first, code, context.shape) ?? unfit;
}

function ofTwo(
  reducer: Definition,
  first: string,
  second: Parameter,
  code: string,
  { results, mapper }: ReducerContext,
): Choice<ReducerGets> {
  const values = escapeName(second.name ?? "");
  const unclear = { problem: problems.reducerUnclear(reducer.line, signature(reducer), mapper) };
  if (!second.name) return unclear;
  if (isCollection(code, values) || isMany(second.name)) {
    const pairs = holds(code, values) === "pairs" && holdsPairs(second.name);
    return pairs
      ? { problem: problems.reducerPairs(reducer.line, signature(reducer)) }
      : { value: "keyValues" };
  }
  const hasPairs = results.seesPairs || results.gives === "generator";
  if (areFolded(first, second.name)) return hasPairs ? unclear : { value: "fold" };
  return results.gives === "values" ? unclear : { value: "keyValues" };
}

/** One parameter that is a key with its values or pairs; nothing where it does not seem to be one. */
function ofOne(parameter: Parameter, code: string, shape: JobShape): Choice<ReducerGets> | undefined {
  const names = groupNames(parameter, code);
  if (!names) return undefined;
  const { values, seen } = names;
  const held = values.map((one) => holds(code, one)).find((one) => one !== undefined);
  if (held) return { value: held === "pairs" ? "keyPairs" : "pair" };
  if (!seen && !isGroup(parameter.name ?? "")) return undefined;
  return { value: shape === "chunk" || values.some(holdsPairs) ? "keyPairs" : "pair" };
}

/** Patterns for the values of a (key, values) parameter, and whether the code takes the parameter apart. */
export function groupNames(
  { name, parts }: Parameter,
  code: string,
): { key: string; values: string[]; seen: boolean } | undefined {
  if (parts) {
    const [key = "_", values = "_"] = parts;
    return parts.length === 2
      ? { key: escapeName(key), values: [escapeName(values)], seen: true }
      : undefined;
  }
  if (!name) return undefined;
  const it = escapeName(name);
  const apart = new RegExp(
    `(?:^| )(?:\\(|\\[)? ?(\\S+)(?: : [^=,]+)? , (\\S+)(?: : [^=,]+)?(?: ,)? ?(?:\\)|\\])? = ${it}(?: |$)`,
  ).exec(code);
  const taken = new RegExp(`(?:^| )(\\S+) = ${it} \\[ 1 \\]`).exec(code);
  const key = new RegExp(`(?:^| )(\\S+) = ${it} \\[ 0 \\]`).exec(code);
  const indexed = new RegExp(`(?:^| )${it} \\[ (?:0|1) \\]`).test(code);
  const values = [apart?.[2], taken?.[1]].flatMap((one) => (one ? [escapeName(one)] : []));
  return {
    key: escapeName(apart?.[1] ?? key?.[1] ?? `${name} [ 0 ]`),
    values: [...values, `${it} \\[ 1 \\]`],
    seen: indexed || apart !== null,
  };
}
