import { escapeName } from "./mapperResults";

/** What code does with a name. `code` is a phrase: tokens with a space between each two. */

const STRING_METHODS =
  "split|splitlines|strip|rstrip|lstrip|lower|upper|casefold|startswith|endswith|toLowerCase|toUpperCase|trim|trimEnd|match|matchAll|replaceAll|charAt";

/** Whether a method is called on it that only strings have. */
export function isString(code: string, name: string): boolean {
  const it = escapeName(name);
  return new RegExp(`(?:^| )${it} \\??\\. (?:${STRING_METHODS}) \\(`).test(code);
}

/** Whether it is opened as a file. */
export function isOpened(code: string, name: string): boolean {
  const it = escapeName(name);
  return new RegExp(`(?:^| )(?:open|readFile|readFileSync|createReadStream|Path) \\( ${it} `).test(code);
}

/** What the elements of `values` (a pattern) are called where the code goes through them; absent where it does not. */
export function elementOf(code: string, values: string): string | undefined {
  const loop = new RegExp(
    `(?:^| )for (?:\\( )?(?:const |let |var )?((?:\\S+ ){1,7}?)(?:in|of) (?:(?:list|sorted|iter|set|reversed) \\( )?${values}(?: |$)`,
  ).exec(code);
  const call = new RegExp(
    `(?:^| )${values} \\. (?:map|flatMap|forEach|filter|some|every) \\( (?:async )?(?:\\( )?(\\[[^\\]]*\\]|\\S+) `,
  ).exec(code);
  const fold = new RegExp(
    `(?:^| )${values} \\. reduce \\( (?:\\( )?\\S+(?: : \\w+)? , (\\[[^\\]]*\\]|\\S+) `,
  ).exec(code);
  return (loop?.[1] ?? call?.[1] ?? fold?.[1])?.trim();
}

/** Whether the code goes through `values` (a pattern), or measures or sums them. */
export function isCollection(code: string, values: string): boolean {
  if (elementOf(code, values) !== undefined) return true;
  return new RegExp(
    `(?:^| )(?:sum|len|min|max|list|sorted|set|tuple|Counter|fsum|mean|median|any|all|iter|next|\\.\\.\\.|yield\\*|in|of) (?:\\( )?${values}(?: |$)|(?:^| )${values} \\. (?:length|size|reduce|join|sort|slice|at)(?: |$)|(?:^| )${values} \\[|\\.\\.\\. ${values}(?: |$)| join \\( ${values} \\)`,
  ).test(code);
}

/** Whether `values` (a pattern) plainly holds plain values, or pairs; absent where the code does not say. */
export function holds(code: string, values: string): "values" | "pairs" | undefined {
  const element = elementOf(code, values);
  if (element !== undefined) {
    const [only] = element.split(" ");
    if (element.includes(",")) return "pairs";
    if (only === undefined || only === "_") return undefined;
    const it = escapeName(only);
    if (new RegExp(`(?:^| )${it} \\[ (?:0|1|- 1) \\]`).test(code)) return "pairs";
    return new RegExp(`(?:^| )${it}(?: |$)`).test(code.replace(element, "")) ? "values" : undefined;
  }
  const summed = `(?:^| )(?:sum|min|max|fsum|mean|median|Math \\. max|Math \\. min) \\( (?:\\.\\.\\. )?${values} \\)`;
  return new RegExp(summed).test(code) ? "values" : undefined;
}
