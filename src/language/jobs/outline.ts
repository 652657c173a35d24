import type { Token } from "./tokens";

/** One parameter as it is written. */
export interface Parameter {
  /** Absent where it is taken apart at once: `(key, values)` in Python 2, `[key, values]` or `{ a }` in JavaScript. */
  readonly name?: string;
  /** Names of a parameter that is taken apart by position. */
  readonly parts?: readonly string[];
  /** `*args`, `**named`, `...rest`. */
  readonly rest: boolean;
  /** Whether a call may leave it out. */
  readonly optional: boolean;
  /** Its annotation, words separated by spaces; empty where it has none. */
  readonly type: string;
}

/** A function of the top level, or a method of a class there. Lines count from 0. */
export interface Definition {
  readonly name: string;
  /** Line of its name. */
  readonly line: number;
  /** Line on which its decorators begin, or what is before its name. */
  readonly firstLine: number;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Token[];
  /** Whether the body is one expression: a lambda, an arrow function without braces. */
  readonly expression: boolean;
  readonly isAsync: boolean;
  /** `function*`; in Python the body says it. */
  readonly isGenerator: boolean;
}

export interface ClassDefinition {
  readonly name: string;
  readonly line: number;
  readonly firstLine: number;
  /** Last names of its bases: `MRJob` of `mrjob.job.MRJob`. */
  readonly bases: readonly string[];
  readonly methods: readonly Definition[];
}

/** What a file defines at its top level. */
export interface Outline {
  readonly functions: readonly Definition[];
  readonly classes: readonly ClassDefinition[];
  /** Values given to names, the last one counts. */
  readonly values: ReadonlyMap<string, { readonly line: number; readonly tokens: readonly Token[] }>;
  /** Names that imports bind, by what they are called where they come from; `*` where all are taken. */
  readonly imports: ReadonlyMap<string, string>;
  /** Line of the first definition; the file's header is before it. */
  readonly headerEnd: number;
}

/** The parameters that a call by position must fill; the first one where all may be left out. */
export function positionals({ parameters }: Definition): readonly Parameter[] {
  const required = parameters.filter(({ optional, rest }) => !optional && !rest);
  return required.length > 0 ? required : parameters.filter(({ rest }) => !rest).slice(0, 1);
}

/** `mapper(key, value)`, as the user wrote it. */
export function signature(definition: Definition): string {
  const shown = definition.parameters.map(({ name, parts, rest }) => {
    if (name) return rest ? `*${name}` : name;
    return parts ? `(${parts.join(", ")})` : "{…}";
  });
  return `${definition.name}(${shown.join(", ")})`;
}
