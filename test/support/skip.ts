/**
 * Skips the running test, or from a `before` hook all tests of its suite, with a reason that the run's last lines show.
 * Works in functions that mocha calls with a context (`function`, not an arrow).
 */
export function skip(context: Mocha.Context, reason: string): never {
  const { test, currentTest } = context;
  // In a `before` hook there is a current test too: the first of the suite that is about to be skipped.
  const wholeSuite = test?.title.startsWith('"before all" hook') ?? false;
  const skipped = wholeSuite ? test?.parent : (currentTest ?? test);
  if (skipped !== undefined) Object.assign(skipped, { skipReason: reason });
  return context.skip();
}
