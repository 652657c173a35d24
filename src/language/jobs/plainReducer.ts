import type { ReducerGets } from "../../protocol/job";
import type { Language } from "../../protocol/language";
import { phrase } from "./brackets";
import { escapeName } from "./mapperResults";
import { type Definition, type Outline, positionals } from "./outline";
import { ownCode } from "./ownCode";
import { groupNames } from "./reducerArguments";

/** What a reducer plainly does with the values of a key (`fold`: with all values). */
export type PlainReducer = "sum" | "count" | "min" | "max";

/**
 * Whether a reducer does nothing but sum, count or take the least or greatest of its values, whatever it is called and
 * however its result is written. Only code of a known form is told, and only where the file gives the builtins no other
 * meaning. It holds for numbers: a plus that joins strings is told as a sum, too.
 */
export function plainReducer(
  reducer: Definition,
  gets: ReducerGets,
  language: Language,
  outline: Outline,
): PlainReducer | undefined {
  if (isShadowed(outline)) return undefined;
  const [first, second] = positionals(reducer);
  const code = statements(reducer, language);
  if (!first) return undefined;
  if (gets === "fold") return foldedBy(code, first.name ?? "", second?.name ?? "");
  if (gets === "keyValues") {
    const [key, values] = [escapeName(first.name ?? "_"), escapeName(second?.name ?? "_")];
    return reducedBy(code, key, values, "values");
  }
  const names = groupNames(first, code);
  if (!names) return undefined;
  const held = gets === "keyPairs" ? "pairs" : "values";
  const taking = first.name
    ? new RegExp(`^(?:[\\w$\\[\\](), ]+) = ${escapeName(first.name)}(?: \\[ [01] \\])? (?=\\S)`)
    : /^$/;
  let rest = code;
  for (let times = 0; times < 2; times++) rest = rest.replace(taking, "");
  return names.values
    .map((values) => reducedBy(rest, names.key, values, held))
    .find((found) => found !== undefined);
}

function isShadowed({ functions, values, imports }: Outline): boolean {
  const builtins = ["sum", "len", "min", "max", "list", "Math"];
  return (
    imports.has("*") ||
    functions.some(({ name }) => builtins.includes(name)) ||
    builtins.some((name) => values.has(name) || imports.has(name))
  );
}

/** A function's code without its docstring and without what two ways to write the same differ in. */
function statements(reducer: Definition, language: Language): string {
  const code = phrase(ownCode(reducer, language)).replace(/^"" (?!\S* *=)/, "");
  const plain =
    language === "python"
      ? code
      : code
          .replaceAll(/ : (?:number|bigint|any)(?: \[ \])?(?= |$)/g, "")
          .replaceAll(/(^| )(?:const|let|var) /g, "$1")
          .replaceAll(/ ;|(?:^| )[{}](?= |$)/g, "")
          .replaceAll(/\breduce \( (\w+) , (\w+) =>/g, "reduce ( ( $1 , $2 ) =>");
  return (reducer.expression ? `return ${plain}` : plain).trim();
}

function foldedBy(code: string, a: string, b: string): PlainReducer | undefined {
  const [x, y] = [escapeName(a), escapeName(b)];
  if (new RegExp(`^return \\(? ?(?:${x} \\+ ${y}|${y} \\+ ${x})(?: \\))?$`).test(code)) return "sum";
  const found = new RegExp(`^return (?:Math \\. )?(min|max) \\( (?:${x} , ${y}|${y} , ${x}) \\)$`).exec(code);
  return found?.[1] as PlainReducer | undefined;
}

/** What was found of the last reducers: while somebody types, all but one of a file stay as they were. */
const known = new Map<string, PlainReducer | undefined>();
const MOST_KNOWN = 1000;

function reducedBy(
  code: string,
  key: string,
  values: string,
  held: "values" | "pairs",
): PlainReducer | undefined {
  const question = [key, values, held, code].join("\n");
  if (known.has(question)) return known.get(question);
  if (known.size >= MOST_KNOWN) known.clear();
  const found = findReducedBy(code, key, values, held);
  known.set(question, found);
  return found;
}

function findReducedBy(
  code: string,
  key: string,
  values: string,
  held: "values" | "pairs",
): PlainReducer | undefined {
  const result = (aggregate: string) =>
    `(?:return|yield) (?:\\( |\\[ ){0,2}(?:${key} , )?${aggregate}(?: ,)?(?: \\)| \\]){0,2}`;
  const is = (...forms: string[]) => forms.some((form) => new RegExp(`^${form}$`).test(code));
  const all = `(?:${values}|list \\( ${values} \\))`;
  // One of the values as a loop calls it, and what of it is summed: \1 of a pair is its second part.
  const loops =
    held === "values"
      ? [["(?<v>\\S+)", "\\k<v>"]]
      : [
          ["(?<v>\\w+)", "\\k<v> \\[ (?:1|- 1) \\]"],
          ["(?:\\( |\\[ )?(?:\\w+ )?, (?<v>\\w+)(?: \\)| \\])?", "\\k<v>"],
        ];
  for (const [one, value] of loops) {
    const begins = "(?<t>\\w+) = 0(?:\\.0)? for (?:\\( )?";
    const through = `${begins}${one} (?:in|of) ${all} (?:: |\\) )`;
    if (is(`${through}\\k<t> \\+= ${value} ${result("\\k<t>")}`)) return "sum";
    if (is(`${through}\\k<t> = \\k<t> \\+ ${value} ${result("\\k<t>")}`)) return "sum";
    if (is(`${through}(?:\\k<t> \\+= 1|\\k<t> \\+\\+) ${result("\\k<t>")}`)) return "count";
    const folds = `${values} \\. reduce \\( \\( (?<t>\\w+) , ${one} \\) => \\k<t> \\+ ${value}(?: , 0)? \\)`;
    if (is(result(folds))) return "sum";
    // A comprehension names the value before the loop does.
    const ahead =
      held === "values" ? "(?<v>\\w+)" : value === "\\k<v>" ? "(?<v>\\w+)" : "(?<v>\\w+) \\[ (?:1|- 1) \\]";
    const behind = one?.replace(/\(\?<v>[^)]*\)/, "\\k<v>");
    const chosen = `(?:\\[ )?${ahead} for ${behind} in ${all}(?: \\])?`;
    const plain = is(result(`sum \\( ${chosen} \\)`));
    if (plain) return "sum";
    for (const op of ["min", "max"] as const) if (is(result(`${op} \\( ${chosen} \\)`))) return op;
  }
  if (is(result(`len \\( ${all} \\)`), result(`${values} \\. length`))) return "count";
  if (is(result(`sum \\( (?:\\[ )?1 for [\\w ,()]+ in ${all}(?: \\])? \\)`))) return "count";
  if (held === "pairs") return undefined;
  if (is(result(`sum \\( ${all} \\)`))) return "sum";
  for (const op of ["min", "max"] as const) {
    if (is(result(`${op} \\( ${all} \\)`), result(`Math \\. ${op} \\( \\.\\.\\. ${values} \\)`))) return op;
  }
  return undefined;
}
