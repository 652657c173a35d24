import { isClosing, isOpening, within } from "./brackets";
import { type Outline, positionals } from "./outline";
import type { Token } from "./tokens";

/** The list that a file has for its mapper: `INPUT` or `inputs()`. */
export interface ModuleInputs {
  readonly expression: "INPUT" | "inputs()";
  readonly line: number;
  /** Names of files or globs, where `INPUT` is nothing but these. */
  readonly globs?: readonly string[];
  /** Whether the file has the other of the two as well. */
  readonly both: boolean;
}

export function moduleInputs({ functions, values }: Outline): ModuleInputs | undefined {
  const list = values.get("INPUT");
  const maker = functions.find(
    (definition) => definition.name === "inputs" && positionals(definition).every(({ optional }) => optional),
  );
  if (!list) return maker && { expression: "inputs()", line: maker.line, both: false };
  const globs = fileNames(list.tokens);
  return {
    expression: "INPUT",
    line: list.line,
    both: maker !== undefined,
    ...(globs.length > 0 ? { globs } : {}),
  };
}

const FILE = /^[^\n]*(?:[*?/\\]|\.[A-Za-z]\w{0,5}$)[^\n]*$/;

/** `"books/*.txt"`, `["a.txt", "b.txt"]`: nothing where anything else is there. */
function fileNames(tokens: readonly Token[]): string[] {
  const [first] = tokens;
  const inner = first && isOpening(first) ? within(tokens, 0) : tokens;
  const strings = inner.filter(({ text }) => text !== ",");
  const rest = tokens.length - inner.length;
  const plain = strings.every(({ kind, text }) => kind === "string" && /^["'`][^\\$]*["'`]$/.test(text));
  const last = tokens.at(-1);
  if (!plain || (rest > 0 && !(rest === 2 && last && isClosing(last)))) return [];
  const names = strings.map(({ text }) => text.slice(1, -1));
  return names.every((name) => FILE.test(name) && !/\w \w+ \w/.test(name)) ? names : [];
}
