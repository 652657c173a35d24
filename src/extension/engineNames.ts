import type { Engine } from "../engines/engine";

/** Python for: the names that code sees here. */
const NAMES = "lambda: [*globals(), *dir(__import__('builtins'))]";

/**
 * The names that Python engines have, each that one of them has: none of those that are not started. Undefined where that
 * is not to be known now, because an engine is at work.
 */
export async function namesOnEngines(
  engines: readonly Engine[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const names = new Set<string>();
  const answers = await Promise.all(
    engines.map(async (engine) => {
      const { state } = engine.info;
      if (state === "stopped" || state === "dead") return [];
      return state === "idle" ? await namesOn(engine, signal) : undefined;
    }),
  );
  for (const answer of answers) {
    if (!answer) return undefined;
    for (const name of answer) names.add(name);
  }
  return names;
}

async function namesOn(engine: Engine, signal: AbortSignal): Promise<readonly string[] | undefined> {
  const question = { op: "apply", fn: NAMES, args: [], kwargs: {} } as const;
  const { values } = await engine.call(question, { signal, isQuestion: true });
  const [value] = values ?? [];
  return value?.kind === "json" && Array.isArray(value.value) ? value.value.map(String) : undefined;
}
