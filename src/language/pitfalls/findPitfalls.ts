import type { Pitfall, PitfallCode, PitfallFile, PitfallSeverity } from "./pitfall";

/** What the user says of rules. */
export interface PitfallOptions {
  readonly off?: ReadonlySet<PitfallCode>;
  readonly severity?: Partial<Record<PitfallCode, PitfallSeverity>>;
}

/** The pitfalls of a file, in the order of its text. */
export function findPitfalls(_file: PitfallFile, _options?: PitfallOptions): Pitfall[] {
  return [];
}
