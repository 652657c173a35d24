/** The fragments by which VS Code's preview knows a page's headings: `## My heading` is `#my-heading`. */
export function headingAnchors(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  for (const heading of headings) {
    const slug = heading
      .trim()
      .toLowerCase()
      .replaceAll(/\s+/gu, "-")
      .replaceAll(/[^\p{L}\p{M}\p{N}_-]/gu, "")
      .replaceAll(/^-+|-+$/g, "");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    anchors.add(times === 0 ? slug : `${slug}-${times}`);
  }
  return anchors;
}
