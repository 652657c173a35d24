/** The part of a job that a function's name says it is. */
export type Role = "mapper" | "reducer" | "combiner" | "partitioner";

export interface RoleName {
  readonly role: Role;
  /** The same for all parts of one job: how they are spelt, and what stands beside `map` and `reduce`. */
  readonly family: string;
  /** What stands beside the role's word, without case and underscores: `words` of `map_words`, `mapWords`. */
  readonly stem: string;
}

const WORDS: Readonly<Record<string, Role>> = {
  mapper: "mapper",
  reducer: "reducer",
  combiner: "combiner",
  partitioner: "partitioner",
  map: "mapper",
  reduce: "reducer",
  combine: "combiner",
  partition: "partitioner",
};
const AGENT = "mapper|reducer|combiner|partitioner|Mapper|Reducer|Combiner|Partitioner";
const LEADING = new RegExp(
  `^(${AGENT}|map|reduce|combine|partition|Map|Reduce|Combine|Partition)(?:(_)(.+)|([A-Z0-9].*))?$`,
);
const TRAILING = /^(.+?)(?:(_)(mapper|reducer|combiner|partitioner)|(Mapper|Reducer|Combiner|Partitioner))$/;

/**
 * Reads a function's name: `mapper`, `map`, `Map`, `map_words`, `mapWords`, `mapper_words`, `word_mapper`, `wordMapper`,
 * and the same with reduce, combine and partition. `map_reduce` is the whole and no part.
 */
export function readRole(name: string): RoleName | undefined {
  const leading = LEADING.exec(name);
  const trailing = leading ? null : TRAILING.exec(name);
  const word = leading?.[1] ?? trailing?.[3] ?? trailing?.[4];
  const role = word && WORDS[word.toLowerCase()];
  if (!word || !role) return undefined;
  const rest = leading ? (leading[3] ?? leading[4] ?? "") : (trailing?.[1] ?? "");
  const stem = rest.toLowerCase().replaceAll("_", "");
  if (WORDS[stem]) return undefined;
  const spelling = [
    word[0] === word[0]?.toUpperCase() ? "Capital" : "small",
    word.toLowerCase() === role ? "agent" : "verb",
    leading ? "leading" : "trailing",
    leading?.[2] ?? trailing?.[2] ?? "",
  ];
  return { role, stem, family: [...spelling, rest].join(" ") };
}

/** How the partner of a mapper or reducer would be called: `reduce_words` for `map_words`. */
export function partnerName(name: string): string {
  const opposite: Readonly<Record<string, string>> = {
    mapper: "reducer",
    reducer: "mapper",
    map: "reduce",
    reduce: "map",
  };
  return name.replace(/mapper|reducer|map|reduce/i, (word) => {
    const partner = opposite[word.toLowerCase()] ?? word;
    return word[0] === word[0]?.toUpperCase() ? partner[0]?.toUpperCase() + partner.slice(1) : partner;
  });
}
