/** Characters that a word may differ in and still be meant. */
const MOST_DIFFERENCES = 3;
const LONGEST = 40;

/** The one of some names that a misspelt word most likely means; undefined when none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  if (lower === "" || lower.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.min(MOST_DIFFERENCES, Math.ceil(lower.length / 2)) + 1;
  for (const name of names) {
    const apart = name.toLowerCase().startsWith(lower) ? 1 : differences(lower, name.toLowerCase());
    if (apart >= least) continue;
    least = apart;
    best = name;
  }
  return best;
}

/** Letters to put in, leave out, change or swap with the next, at least (optimal string alignment). */
function differences(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      now.push(least);
    }
    beforeLast = last;
    last = now;
  }
  return last[b.length] ?? 0;
}
