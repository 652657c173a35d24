import type { JobProblem } from "../../protocol/job";
import { splitAt } from "./brackets";
import type { ClassDefinition, Definition, Outline } from "./outline";
import { positionals, signature } from "./outline";
import { problems } from "./problems";

/** A class in the style of mrjob, its methods without `self`. */
export interface MrjobClass {
  readonly name: string;
  readonly line: number;
  readonly firstLine: number;
  readonly mapper: Definition;
  readonly reducer: Definition;
  readonly combiner?: Definition;
}

/** Methods of mrjob that would have to run as well. */
const NOT_RUN =
  /^(?:mapper|reducer|combiner)_(?:init|final|cmd|pre_filter)$|^mapper_raw$|^(?:load_args|configure_args|configure_options|add_file_option)$/;

/** The classes of a file that derive from `MRJob`, also through a class of the same file. */
export function findMrjobs({ classes, imports }: Outline): { jobs: MrjobClass[]; problems: JobProblem[] } {
  const jobs: MrjobClass[] = [];
  const complaints: JobProblem[] = [];
  const byName = new Map(classes.map((one) => [one.name, one]));
  const isRoot = (base: string) => base === "MRJob" || imports.get(base) === "MRJob";
  const bases = new Set(classes.flatMap((one) => one.bases));
  for (const one of classes) {
    const methods = methodsOf(one, byName, isRoot);
    if (!methods) continue;
    const found = readMrjob(one, methods);
    if ("mapper" in found) jobs.push(found);
    else if (!bases.has(one.name)) complaints.push(found.problem);
  }
  return { jobs, problems: complaints };
}

/** A class's methods with those that it inherits; absent where it does not derive from `MRJob`. */
function methodsOf(
  one: ClassDefinition,
  byName: ReadonlyMap<string, ClassDefinition>,
  isRoot: (base: string) => boolean,
  seen: ReadonlySet<string> = new Set(),
): Map<string, Definition> | undefined {
  if (seen.has(one.name)) return undefined;
  const own = one.methods.map((method) => [method.name, method] as const);
  if (one.bases.some(isRoot)) return new Map(own);
  for (const base of one.bases) {
    const parent = byName.get(base);
    const inherited = parent && methodsOf(parent, byName, isRoot, new Set([...seen, one.name]));
    if (inherited) return new Map([...inherited, ...own]);
  }
  return undefined;
}

function readMrjob(
  { name, line, firstLine }: ClassDefinition,
  methods: ReadonlyMap<string, Definition>,
): MrjobClass | { problem: JobProblem } {
  const extra = [...methods.values()].find((method) => NOT_RUN.test(method.name));
  if (extra) return { problem: problems.mrjobMethod(extra.line, name, extra.name) };
  const steps = readSteps(methods.get("steps"));
  if (steps.length > 1)
    return { problem: problems.mrjobSteps(methods.get("steps")?.line ?? line, name, steps.length) };
  const [step] = steps;
  const unknown = [...(step?.keys() ?? [])].find((key) => !["mapper", "reducer", "combiner"].includes(key));
  if (unknown) return { problem: problems.mrjobMethod(methods.get("steps")?.line ?? line, name, unknown) };
  const method = (role: string) => methods.get(steps.length > 0 ? (step?.get(role) ?? "") : role);
  const [mapper, reducer, combiner] = [method("mapper"), method("reducer"), method("combiner")];
  if (!mapper && !reducer) return { problem: problems.missingMapper(line, name, "mapper") };
  if (!mapper)
    return { problem: problems.missingMapper(reducer?.line ?? line, `${name}.reducer`, `${name}.mapper`) };
  if (!reducer) return { problem: problems.missingReducer(mapper.line, `${name}.mapper`, "reducer") };
  const [wrong] = [mapper, reducer, combiner].filter((one) => one && positionals(one).length !== 3);
  if (wrong) {
    const shown = signature(wrong);
    return {
      problem: (wrong === mapper ? problems.mapperSignature : problems.reducerSignature)(wrong.line, shown),
    };
  }
  return {
    name,
    line,
    firstLine,
    mapper: withoutSelf(mapper),
    reducer: withoutSelf(reducer),
    ...(combiner ? { combiner: withoutSelf(combiner) } : {}),
  };
}

const withoutSelf = (method: Definition): Definition => ({
  ...method,
  parameters: method.parameters.slice(1),
});

/** What each `MRStep(mapper=self.a, reducer=self.b)` of `steps` names. */
function readSteps(steps: Definition | undefined): Map<string, string>[] {
  const body = steps?.body ?? [];
  return body.flatMap(({ text }, at) => {
    if (text !== "MRStep" || body[at + 1]?.text !== "(") return [];
    const depth = body[at + 1]?.depth ?? 0;
    const end = body.findIndex((token, index) => index > at + 1 && token.depth <= depth);
    const parts = splitAt(body.slice(at + 2, end < 0 ? undefined : end), ",");
    return [new Map(parts.map((part) => [part[0]?.text ?? "", part.at(-1)?.text ?? ""]))];
  });
}
