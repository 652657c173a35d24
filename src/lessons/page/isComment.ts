/**
 * Whether HTML is one comment and nothing else, for browsers too: those end a comment at `--!>` as well, and end one
 * that begins with `<!-->` or `<!--->` at once.
 */
export function isComment(html: string): boolean {
  const text = html.trim();
  return (
    text.startsWith("<!--") &&
    text.endsWith("-->") &&
    text.indexOf("-->", 2) === text.length - 3 &&
    !text.startsWith("<!-->") &&
    !text.startsWith("<!--->") &&
    !text.includes("--!>")
  );
}
