/** Lines of a table whose columns are aligned at the right; the first row is its head. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, at) => cell.padStart(widths?.[at] ?? 0)).join("  "));
}
