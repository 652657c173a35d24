/**
 * The names that rewritten code uses; `compileCell` gives them as parameters of a function around the cell's.
 * `load` and `meta` are as long as the `import` and `import.meta` that they replace, so that columns stay.
 */
export const RUNTIME = {
  load: "$imprt",
  meta: "$importMeta",
  /** Checks that a module has the names that are imported from it. */
  named: "$named",
  /** Gives all names of a module to the namespace. */
  exportAll: "$exportAll",
  define: "$define",
  /** Called before an await with its line, and after it with what that returned. */
  waiting: "$waiting",
  resumed: "$resumed",
  /** Watches an async iterable between its items. */
  watched: "$watched",
} as const;
