/** Cuts a list into `parts` consecutive pieces whose lengths differ by one at most, longer ones first. */
export function divide<T>(items: readonly T[], parts: number): T[][] {
  const short = Math.floor(items.length / parts);
  const longer = items.length % parts;
  let at = 0;
  return Array.from({ length: parts }, (_, part) => {
    const from = at;
    at += short + (part < longer ? 1 : 0);
    return items.slice(from, at);
  });
}
