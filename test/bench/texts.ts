import { closeSync, openSync, writeSync } from "node:fs";

const VOCABULARY = 60_000;
const WORDS_A_LINE = 12;
const BLOCK = 1 << 20;
const LETTERS = "eeeeetttaaaooiinnsshhrrddlucmfwypvbgkjqxz";
const PUNCTUATION = [",", ".", "!", '"', ";"];

/** What a count of the title-case words of a text must find. */
export interface WordCount {
  readonly distinct: number;
  readonly total: number;
}

/**
 * Writes about `size` bytes of text whose words come as often as their rank says (G. K. Zipf, "Human Behavior and the
 * Principle of Least Effort", 1949); a quarter of them is title-cased, some have punctuation. The same each time.
 */
export function writeZipfText(path: string, size: number): WordCount {
  const random = generator(20100702);
  const words = Array.from({ length: VOCABULARY }, () => word(random));
  const cumulated = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) {
    sum += 1 / (rank + 1);
    cumulated[rank] = sum;
  }
  const counts = new Uint32Array(VOCABULARY);
  const line = () =>
    Array.from({ length: WORDS_A_LINE }, () => {
      const rank = rankOf(random() * sum, cumulated);
      counts[rank] = (counts[rank] ?? 0) + 1;
      return words[rank];
    }).join(" ");
  writeLines(path, size, line);
  const titles = new Map<string, number>();
  for (const [rank, text] of words.entries()) {
    const bare = text.replace(/[^a-z]+$/i, "");
    const count = counts[rank] ?? 0;
    if (count > 0 && /^[A-Z]/.test(bare)) titles.set(bare, (titles.get(bare) ?? 0) + count);
  }
  return { distinct: titles.size, total: [...titles.values()].reduce((all, count) => all + count, 0) };
}

/** Writes a text of `count` title-case words, of which `distinct` are different; in no order. */
export function writeDistinctText(path: string, count: number, distinct: number): WordCount {
  let at = 0;
  const line = () =>
    Array.from({ length: WORDS_A_LINE }, () => {
      // A prime step goes through all numbers below `distinct`, none of which it divides.
      const number = (at * 7_368_787) % distinct;
      at += 1;
      if (at > count) return "";
      return `W${number.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "")}`;
    }).join(" ");
  writeLines(path, Number.POSITIVE_INFINITY, () => (at < count ? line().trimEnd() : undefined));
  return { distinct: Math.min(count, distinct), total: count };
}

function writeLines(path: string, size: number, line: () => string | undefined): void {
  const file = openSync(path, "w");
  let isOver = false;
  for (let written = 0; written < size && !isOver; ) {
    const lines: string[] = [];
    for (let length = 0; length < Math.min(BLOCK, size - written); ) {
      const next = line();
      isOver = next === undefined;
      if (next === undefined) break;
      length += next.length + 1;
      lines.push(next);
    }
    written += writeSync(file, lines.map((each) => `${each}\n`).join(""));
  }
  closeSync(file);
}

function word(random: () => number): string {
  const pick = (from: string | readonly string[]) => from[Math.floor(random() * from.length)] ?? "";
  const letters = Array.from({ length: 2 + Math.floor(random() * 9) }, () => pick(LETTERS)).join("");
  const cased = random() < 0.25 ? letters.charAt(0).toUpperCase() + letters.slice(1) : letters;
  return random() < 0.12 ? cased + pick(PUNCTUATION) : cased;
}

function rankOf(at: number, cumulated: Float64Array): number {
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulated[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers in [0, 1): the multiplier is Lehmer's of S. Park and K. Miller, CACM 31(10), 1988. */
function generator(seed: number): () => number {
  let state = seed % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}
