import type { JobInput } from "../../protocol/job";

/** What a mapper's parameter of that name is given, without case and underscores. `list` leaves open of what. */
const MEANINGS: readonly (readonly [JobInput | "list", string])[] = [
  ["line", "line ln record row text txt sentence string str s entry doc document"],
  ["words", "words wordlist listofwords tokens tokenlist"],
  ["lines", "lines linelist listoflines rows records sentences"],
  ["list", "chunk batch block lst list arr array l sublist alist"],
  ["path", "path filename file fname filepath pathname inputfile inputpath"],
  [
    "element",
    "item x element elem el e n i num number task point seed sample value v arg args obj params job",
  ],
];
const BY_NAME = new Map(
  MEANINGS.flatMap(([meaning, names]) => names.split(" ").map((name) => [name, meaning])),
);

const plain = (name: string) => name.toLowerCase().replaceAll("_", "");

/** What a mapper's parameter of that name is given; absent where the name says nothing. */
export function meaningOf(name: string): JobInput | "list" | undefined {
  if (name === "L") return "words"; // the blog post's
  if (name === "l") return undefined;
  return BY_NAME.get(plain(name)) as JobInput | "list" | undefined;
}

const among = (names: string) => {
  const set = new Set(names.split(" "));
  return (name: string) => set.has(plain(name));
};

const isKey = among(
  "key k offset pos position index idx i n num lineno linenumber linenum id docid name word w token term",
);
const isValue = among(
  "value v val line text record row content sentence data body string str s doc document words",
);
const isAlwaysKey = (name: string) => /^_+$/.test(name) || among("key k offset position lineno")(name);

/** Whether two parameters are a line's place and the line. */
export function areKeyAndValue(first: string, second: string): boolean {
  return isAlwaysKey(first) || (isKey(first) && isValue(second));
}

const isFolded = among(
  "a x acc accumulator accumulated left l lhs first total sum prev previous sofar result res r1 u p memo agg aggregate v1 a1 x1 one",
);
const isFoldedIn = among(
  "b y x item value v right r rhs second cur curr current next n element el new other v2 a2 x2 b1 r2 two c z q",
);

/** Whether two parameters are two values of which a reducer makes one: `a, b`; `acc, x`. */
export function areFolded(first: string, second: string): boolean {
  return isFolded(first) && isFoldedIn(second);
}

/** Whether a name says that it holds many: `values`, `counts`, `group`. */
export function isMany(name: string): boolean {
  return (
    /^(?:vs|ns|xs|group|list|lst|iterator|iterable|it|bag|bucket|occurr?[ea]nces)$/.test(plain(name)) ||
    (/[a-z]{2,}s$/.test(plain(name)) && !/(?:ss|us|is)$/.test(plain(name)))
  );
}

/** Whether a name says that it holds (key, value) pairs. */
export const holdsPairs = among("pairs tuples mapping entries keyvaluepairs kvs");

/** Whether a reducer's one parameter of that name is a key with its values. */
export const isGroup = among(
  "item pair mapping entry kv keyvalues keyvalue keyandvalues group grouped tuple tup t bucket args kvs mapped",
);

/** Whether a parameter takes a function: then `map` and `reduce` are the functions that every language has. */
export function takesFunction(name: string): boolean {
  return (
    /(?:^|_)(?:fn|func|function|callback|cb|lambda|iteratee|predicate|pred|callable|functor|mapper|reducer|mapping_?fn)$/i.test(
      name,
    ) ||
    /(?:Fn|Func|Function|Callback)$/.test(name) ||
    /^(?:f|g|fun|op|proc|iter[ae]tor|transform|transformer|project|selector)$/.test(name)
  );
}
