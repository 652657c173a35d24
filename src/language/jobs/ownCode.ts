import type { Language } from "../../protocol/language";
import { closeOf } from "./brackets";
import type { Definition } from "./outline";
import type { Token } from "./tokens";

/** A function's own code: the functions within it left out, whose `return` is not its. */
export function ownCode({ body }: Definition, language: Language): Token[] {
  const own: Token[] = [];
  let at = 0;
  while (at < body.length) {
    const end = language === "python" ? afterNestedPython(body, at) : afterNestedJavaScript(body, at);
    const token = body[at];
    if (end === undefined && token) own.push(token);
    at = end ?? at + 1;
  }
  return own;
}

function afterNestedPython(body: readonly Token[], at: number): number | undefined {
  const token = body[at];
  if (token?.text !== "def" && token?.text !== "class") return undefined;
  let start = at;
  while (start > 0 && !body[start]?.first) start--;
  const column = body[start]?.column ?? 0;
  const after = body.findIndex(
    ({ first, depth, column: other }, index) => index > at && first && depth === 0 && other <= column,
  );
  return after < 0 ? body.length : after;
}

function afterNestedJavaScript(body: readonly Token[], at: number): number | undefined {
  const text = body[at]?.text;
  if (text === "=>" && body[at + 1]?.text === "{") return closeOf(body, at + 1);
  if (text !== "function") return undefined;
  let open = at;
  while (open < body.length && body[open]?.text !== "{") open++;
  return closeOf(body, open);
}

/** The expressions that a function returns and yields; a bare `return` gives none. */
export interface Results {
  readonly returned: readonly (readonly Token[])[];
  readonly yielded: readonly (readonly Token[])[];
  readonly generator: boolean;
}

export function resultsOf(definition: Definition, language: Language): Results {
  if (definition.expression) return { returned: [definition.body], yielded: [], generator: false };
  const own = ownCode(definition, language);
  const returned: Token[][] = [];
  const yielded: Token[][] = [];
  for (const [at, { text, kind }] of own.entries()) {
    if (kind !== "name" || (text !== "return" && text !== "yield")) continue;
    const expression = own.slice(at + 1, resultEnd(own, at, language));
    if (text === "yield") yielded.push(expression);
    else if (expression.length > 0) returned.push(expression);
  }
  return { returned, yielded, generator: definition.isGenerator || yielded.length > 0 };
}

/** Whether a function does something and its calls answer nothing; one that is still to be written does nothing. */
export function givesNothing(definition: Definition, language: Language): boolean {
  const { returned, generator } = resultsOf(definition, language);
  if (generator || returned.length > 0) return false;
  const own = ownCode(definition, language);
  return (
    own.some(({ kind, text }) => kind === "name" && text !== "pass") &&
    !own.some(({ text }) => FAILS.has(text))
  );
}

const FAILS = new Set(["raise", "throw"]);

function resultEnd(own: readonly Token[], at: number, language: Language): number {
  const depth = own[at]?.depth ?? 0;
  for (let end = at + 1; end < own.length; end++) {
    const token = own[end];
    if (!token || token.depth < depth || (token.depth === depth && token.text === ";")) return end;
    if (token.depth === depth && [")", "]", "}"].includes(token.text) && !opensAfter(own, at, end))
      return end;
    if (language === "python" && token.first && token.depth === 0) return end;
    if (token.first && token.depth === depth && ["return", "yield", "if", "for"].includes(token.text))
      return end;
  }
  return own.length;
}

/** Whether the bracket closed at `end` was opened after `at`. */
function opensAfter(own: readonly Token[], at: number, end: number): boolean {
  const depth = own[end]?.depth;
  for (let open = end - 1; open > at; open--) {
    const token = own[open];
    if (token?.depth === depth && token && ["(", "[", "{"].includes(token.text)) return true;
  }
  return false;
}
