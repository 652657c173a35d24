/** A language that engines run; TypeScript is run as JavaScript. */
export type Language = "python" | "javascript";
