import type { RunSnapshot } from "../protocol/run";

/** The same error at the same line, on one engine or on several. */
export interface ErrorGroup {
  /** As the run's source or an import of it is called. */
  readonly filename: string;
  /** From 1. */
  readonly line: number;
  readonly name: string;
  readonly message: string;
  /** Ids of the engines that raised it, in their order. */
  readonly engines: readonly number[];
}

/**
 * The errors of a run that have a place in a file, those that say the same of the same line together, in the order in which
 * they came first. What was interrupted is no error.
 */
export function groupErrors({ record, outputs }: Pick<RunSnapshot, "record" | "outputs">): ErrorGroup[] {
  const failed = new Set(record.tasks.filter(({ status }) => status === "error").map(({ id }) => id));
  const groups = new Map<string, ErrorGroup & { readonly engines: number[] }>();
  for (const { engine, items } of outputs) {
    for (const item of items) {
      if (item.kind !== "error" || !failed.has(item.task)) continue;
      const { filename, line, name, message } = item.error;
      if (filename === undefined || line === undefined) continue;
      const key = JSON.stringify([filename, line, name, message]);
      const group = groups.get(key) ?? { filename, line, name, message, engines: [] };
      if (!group.engines.includes(engine)) group.engines.push(engine);
      groups.set(key, group);
    }
  }
  for (const { engines } of groups.values()) engines.sort((a, b) => a - b);
  return [...groups.values()];
}
