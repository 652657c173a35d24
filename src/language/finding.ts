import type { Pitfall } from "./pitfalls/pitfall";

/** Something wrong in a text, with ways to repair it. Offsets count UTF-16 units. */
export interface Finding extends Omit<Pitfall, "code"> {
  /** Stable: tests and suppressions match on it. */
  readonly code: string;
}
