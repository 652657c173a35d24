import type { LanguageFacts } from "./languages";

/** A mapper and a reducer of one file. Lines count from 0. */
export interface MapReducePair {
  readonly mapper: string;
  readonly reducer: string;
  /** Line of the mapper's definition. */
  readonly line: number;
}

const DEFINITIONS = {
  python: /^(?:async\s+)?def\s+([A-Za-z_]\w*)\s*\(/,
  javascript:
    /^(?:export\s+)?(?:default\s+)?(?:(?:async\s+)?function\s*\*?\s*([A-Za-z_$][\w$]*)\s*[(<]|(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\(|[A-Za-z_$][\w$]*\s*=>))/,
} as const;

/**
 * Pairs of top-level functions whose names say that they map and reduce: `mapper`/`reducer`, `map`/`reduce`,
 * `Map`/`Reduce`, `map_words`/`reduce_words`, `mapWords`/`reduceWords`.
 */
export function findMapReducePairs(text: string, { language }: LanguageFacts): MapReducePair[] {
  const defined = new Map<string, number>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const found = DEFINITIONS[language].exec(line);
    const name = found?.[1] ?? found?.[2];
    if (name) defined.set(name, at);
  }
  return [...defined].flatMap(([mapper, line]) => {
    const reducer = reducerFor(mapper);
    return reducer && defined.has(reducer) ? [{ mapper, reducer, line }] : [];
  });
}

function reducerFor(mapper: string): string | undefined {
  if (mapper === "mapper") return "reducer";
  const found = /^(map|Map)(?=$|_|[A-Z])(.*)$/.exec(mapper);
  if (!found) return undefined;
  return `${found[1] === "Map" ? "Reduce" : "reduce"}${found[2]}`;
}
