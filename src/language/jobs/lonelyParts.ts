import type { JobProblem } from "../../protocol/job";
import type { Language } from "../../protocol/language";
import { mapperResults } from "./mapperResults";
import { type Definition, positionals } from "./outline";
import { areKeyAndValue, isMany, meaningOf } from "./parameterNames";
import { isHigherOrder, type NamedPart } from "./parts";
import { problems } from "./problems";
import { partnerName } from "./roles";

/**
 * Complains of a mapper without its reducer, and the reverse, where the file means a job: many files have a function
 * called `map`, a `reducer` of Redux, a `word_mapper` that has nothing to do with jobs. So a mapper must be seen to give
 * pairs and to take what a mapper takes, a reducer must name a key and its values, or a comment must speak of a job.
 */
export function lonelyParts(
  alone: readonly NamedPart[],
  language: Language,
  isMeant: (definition: Definition) => boolean,
): JobProblem[] {
  const parts = alone.filter(({ definition }) => !isHigherOrder(definition));
  const mappers = parts.filter(
    ({ role, definition }) => role === "mapper" && (isMeant(definition) || seemsMapper(definition, language)),
  );
  const reducers = parts.filter(
    ({ role, definition }) => role === "reducer" && (isMeant(definition) || seemsReducer(definition)),
  );
  const answered = new Set<NamedPart>();
  const complaints = mappers.map(({ definition, stem }) => {
    const near = reducers.filter((reducer) => !answered.has(reducer));
    const partner =
      near.find((reducer) => reducer.stem === stem) ?? (near.length === 1 ? near[0] : undefined);
    if (partner) answered.add(partner);
    const { line, name } = definition;
    return problems.missingReducer(line, name, partnerName(name), partner?.definition.name);
  });
  for (const reducer of reducers) {
    const { line, name } = reducer.definition;
    if (!answered.has(reducer)) complaints.push(problems.missingMapper(line, name, partnerName(name)));
  }
  return complaints;
}

/** Whether a function gives pairs and has a parameter that a mapper has. */
export function seemsMapper(definition: Definition, language: Language): boolean {
  const [first, second, third] = positionals(definition).map(({ name }) => name ?? "");
  if (first === undefined || third !== undefined || !mapperResults(definition, language).seesPairs)
    return false;
  return second === undefined ? meaningOf(first) !== undefined : areKeyAndValue(first, second);
}

/** Whether a function names a key and its values. */
export function seemsReducer(definition: Definition): boolean {
  const [first, second, third] = positionals(definition);
  const [key, values] = first?.parts ?? [first?.name, second?.name];
  if (!key || !values || third || (first?.parts && second)) return false;
  return /^(?:_?key|k|word|token|term|w)$/i.test(key) && (isMany(values) || /^v$/i.test(values));
}
