/** Whether the editor's theme is dark or light; high contrast is one of them, too. */
export type Shade = "dark" | "light";

/**
 * An SVG picture for a theme: what it says for `prefers-color-scheme` is decided by the editor's theme. In a preview the
 * system's setting would decide, and a dark editor have bright pictures.
 */
export function shadedPicture(svg: string, shade: Shade): string {
  return svg.replaceAll(/\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/g, (_, asked: string) =>
    asked === shade ? "(min-width: 0)" : "(max-width: 0)",
  );
}
