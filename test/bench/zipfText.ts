import { closeSync, openSync, writeSync } from "node:fs";

const VOCABULARY = 60_000;
const WORDS_A_LINE = 12;
const BLOCK = 1 << 20;
const LETTERS = "eeeeetttaaaooiinnsshhrrddlucmfwypvbgkjqxz";
const PUNCTUATION = [",", ".", "!", '"', ";"];

/**
 * Writes about `size` bytes of text whose words come as often as their rank says (G. K. Zipf, "Human Behavior and the
 * Principle of Least Effort", 1949); a quarter of them is title-cased, some have punctuation. The same each time.
 */
export function writeZipfText(path: string, size: number): void {
  const random = generator(20100702);
  const words = Array.from({ length: VOCABULARY }, () => word(random));
  const cumulated = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) {
    sum += 1 / (rank + 1);
    cumulated[rank] = sum;
  }
  const file = openSync(path, "w");
  for (let written = 0; written < size; ) {
    const lines: string[] = [];
    for (let length = 0; length < Math.min(BLOCK, size - written); ) {
      const line = Array.from({ length: WORDS_A_LINE }, () => words[rankOf(random() * sum, cumulated)]).join(
        " ",
      );
      length += line.length + 1;
      lines.push(line);
    }
    written += writeSync(file, `${lines.join("\n")}\n`);
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
