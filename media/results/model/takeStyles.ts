/**
 * Takes style sheets out of markup, and renames the elements' `style` attributes to `name`. The page's policy would block, and
 * report, every style in what a sanitiser parses. This is no cleaning: it knows tags only roughly, and whatever it makes of
 * the markup, or overlooks, is cleaned afterwards.
 */
export function takeStyles(
  markup: string,
  name: string,
): { readonly bare: string; readonly sheets: readonly string[] } {
  const sheets: string[] = [];
  let bare = "";
  let at = 0;
  // By hand and not by one expression, which would take quadratic time where a sheet does not end.
  for (const begin of markup.matchAll(/<style\b[^<>]*>/gi)) {
    if (begin.index < at) continue;
    const from = begin.index + begin[0].length;
    const end = indexOfEnd(markup, from);
    if (end === undefined) break;
    sheets.push(markup.slice(from, end.start));
    bare += markup.slice(at, begin.index);
    at = end.after;
  }
  bare += markup.slice(at);
  return {
    bare: bare.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle(?=\s*=)/i, ` ${name}`)),
    sheets,
  };
}

function indexOfEnd(
  markup: string,
  from: number,
): { readonly start: number; readonly after: number } | undefined {
  const end = /<\/style\s*>/gi;
  end.lastIndex = from;
  const match = end.exec(markup);
  return match ? { start: match.index, after: end.lastIndex } : undefined;
}
