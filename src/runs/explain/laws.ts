/** What is known of speed-up from theory. `processors` is how many could work at the same time. */

/**
 * How many of some engines can work at the same time, which no division of the work can exceed: as many as there are
 * engines, or cores where those are fewer. `cores` is absent where it is not known, as of a cluster of several hosts.
 */
export function processorsOf(engines: number, cores: number | undefined): number {
  return cores === undefined ? engines : Math.max(1, Math.min(engines, cores));
}

/**
 * The most that some work can be sped up, 1 / (f + (1 - f) / p), where a fraction `f` of it is serial.
 *
 * G. M. Amdahl, "Validity of the single processor approach to achieving large scale computing capabilities", AFIPS
 * Spring Joint Computer Conference, 1967. It is told in words there; the formula is the one in common use.
 */
export function amdahlBound(serialFraction: number, processors: number): number {
  return 1 / (serialFraction + (1 - serialFraction) / processors);
}

/**
 * How much faster than one processor p processors do work that grows with them, p - s (p - 1), where they spend a
 * fraction `s` of *their* time on the serial part of it.
 *
 * J. L. Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31(5), 1988.
 */
export function gustafsonSpeedup(serialShare: number, processors: number): number {
  return processors - serialShare * (processors - 1);
}
