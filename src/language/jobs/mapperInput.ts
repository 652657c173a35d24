import type { JobInput, JobProblem } from "../../protocol/job";
import type { LanguageFacts } from "../languages";
import { phrase } from "./brackets";
import { elementOf, isOpened, isString } from "./evidence";
import { escapeName } from "./mapperResults";
import type { ModuleInputs } from "./moduleInputs";
import type { JobOptions } from "./options";
import { type Definition, type Parameter, positionals, signature } from "./outline";
import { ownCode } from "./ownCode";
import { areKeyAndValue, meaningOf } from "./parameterNames";
import { problems } from "./problems";

export type Choice<T> = { readonly value: T } | { readonly problem: JobProblem };

/**
 * What a mapper is given: as the comment says, else what its code does with its parameter, else what its type or its
 * name says, else a line. A list named `INPUT` in the file gives its elements, unless it names files.
 */
export function mapperInput(
  mapper: Definition,
  facts: LanguageFacts,
  options: JobOptions,
  inputs: ModuleInputs | undefined,
): Choice<JobInput> {
  const { line, name } = mapper;
  const [first, second, ...more] = positionals(mapper);
  if (!first) {
    const empty = mapper.parameters.length === 0;
    return {
      problem: empty ? problems.readsInput(line, name) : problems.mapperSignature(line, signature(mapper)),
    };
  }
  const unfit = { problem: problems.mapperSignature(line, signature(mapper)) };
  if (more.length > 0) return unfit;
  const fromModule = inputs !== undefined && inputs.globs === undefined;
  if (second) {
    const fits = areKeyAndValue(first.name ?? "", second.name ?? "") && !fromModule;
    const said = options.input ? options.input === "keyValue" : options.shape === "records";
    if (said) return { value: "keyValue" };
    return fits && !options.input && !options.shape ? { value: "keyValue" } : unfit;
  }
  if (options.input && options.input !== "keyValue") {
    return options.input === "element" ? element(mapper, inputs) : { value: options.input };
  }
  const code = phrase(ownCode(mapper, facts.language));
  if (options.shape === "records") return { value: "line" };
  if (options.shape === "files") return { value: "path" };
  if (options.shape === "chunk") return chunk(mapper, first, code, facts);
  if (options.shape === "items" || fromModule) return element(mapper, inputs);
  if (!first.name) return unfit;
  return (
    byCode(mapper, first, first.name, code, facts) ?? byName(mapper, first, first.name, code, facts, inputs)
  );
}

/** What the parameter's type says, and what only a string, only a path can be used for. */
function byCode(
  mapper: Definition,
  parameter: Parameter,
  name: string,
  code: string,
  facts: LanguageFacts,
): Choice<JobInput> | undefined {
  const meaning = meaningOf(name);
  if (/\b(?:list|List|Sequence|Iterable|Array|ReadonlyArray|tuple)\b|\[ \]/.test(parameter.type)) {
    return meaning === "element" ? undefined : chunk(mapper, parameter, code, facts);
  }
  if (/\b(?:Path|PathLike|PurePath)\b/.test(parameter.type)) return { value: "path" };
  if (meaning === "path") return { value: "path" };
  if (isOpened(code, name) && meaning !== "line") return { value: "path" };
  if (isString(code, name)) return { value: "line" };
  return /^(?:str|string|bytes)$/.test(parameter.type) && meaning !== "element"
    ? { value: "line" }
    : undefined;
}

function byName(
  mapper: Definition,
  parameter: Parameter,
  name: string,
  code: string,
  facts: LanguageFacts,
  inputs: ModuleInputs | undefined,
): Choice<JobInput> {
  const meaning = meaningOf(name);
  if (meaning === "element") return element(mapper, inputs);
  if (meaning === "list" || meaning === "words" || meaning === "lines") {
    return chunk(mapper, parameter, code, facts);
  }
  const goneThrough = elementMeaning(code, name);
  if (meaning === "line" && goneThrough === "words") {
    return { problem: problems.lineOrList(mapper.line, signature(mapper), name) };
  }
  if (meaning) return { value: meaning };
  return { value: goneThrough ?? "line" };
}

function element(mapper: Definition, inputs: ModuleInputs | undefined): Choice<JobInput> {
  if (!inputs) return { problem: problems.noInputs(mapper.line, signature(mapper)) };
  return inputs.both ? { problem: problems.twoInputs(inputs.line) } : { value: "element" };
}

/** A list of words or of lines: by the parameter's name, else by what the code calls and does with one of them. */
function chunk(
  mapper: Definition,
  { name = "" }: Parameter,
  code: string,
  facts: LanguageFacts,
): Choice<JobInput> {
  const gone = elementMeaning(code, name);
  const meaning = meaningOf(name);
  // Only a letter: a loop over lines says more than the blog post's habit.
  const value =
    name === "L" ? (gone ?? "words") : meaning === "words" || meaning === "lines" ? meaning : gone;
  return value ? { value } : { problem: problems.listOfWhat(mapper.line, signature(mapper), facts.comment) };
}

/** What the loop over a parameter says of its elements. */
function elementMeaning(code: string, name: string): "words" | "lines" | undefined {
  const one = elementOf(code, name)?.replace(/^.*, /, "").split(" ")[0];
  if (!one) return undefined;
  if (/^(?:line|ln|row|record|sentence|text)$/i.test(one)) return "lines";
  if (/^(?:w|word|token|tok|term|wd)$/i.test(one)) return "words";
  return new RegExp(`(?:^| )${escapeName(one)} \\. (?:split|splitlines)\\b`).test(code) ? "lines" : undefined;
}
