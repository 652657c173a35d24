import { factsOf } from "../languages";
import type { Pitfall, PitfallCode, PitfallFile, PitfallSeverity } from "./pitfall";
import { rules } from "./rules";
import { Suppressions } from "./suppressions";

export interface PitfallOptions {
  /** Rules that are not asked. */
  readonly off?: ReadonlySet<PitfallCode>;
  /** Severities other than the rules' own. */
  readonly severity?: Partial<Record<PitfallCode, PitfallSeverity>>;
}

/**
 * The pitfalls of a file, in the order of their places, without those that its comments suppress. It reads the text
 * alone: no code runs, and code that does not parse is read as far as it can be.
 */
export function findPitfalls(file: PitfallFile, options: PitfallOptions = {}): Pitfall[] {
  const { text } = file.syntax;
  const suppressions = new Suppressions(text, factsOf(file.language).comment);
  const found: Pitfall[] = [];
  for (const { code, severity, languages, mayApply, find } of rules) {
    if (options.off?.has(code) || !languages.includes(file.language) || !mayApply.test(text)) continue;
    for (const finding of find(file)) {
      if (suppressions.cover(code, finding.from)) continue;
      const { from, to, message, fixes = [] } = finding;
      const grade = options.severity?.[code] ?? finding.severity ?? severity;
      found.push({ code, severity: grade, message, from, to, fixes });
    }
  }
  return found.sort((one, other) => one.from - other.from || one.to - other.to);
}
