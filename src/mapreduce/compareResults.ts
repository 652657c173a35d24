import type { RowDifference } from "../protocol/jobRecord";

/**
 * The first row in which the results of a job on many engines and on one differ; undefined where they agree. They
 * differ when the reducer or the combiner depends on how values are grouped.
 */
export async function firstDifference(
  parallel: AsyncIterable<string>,
  serial: AsyncIterable<string>,
): Promise<RowDifference | undefined> {
  const others = serial[Symbol.asyncIterator]();
  try {
    for await (const row of parallel) {
      const other = await others.next();
      if (other.done) return { parallel: row };
      if (other.value !== row) return { parallel: row, serial: other.value };
    }
    const other = await others.next();
    return other.done ? undefined : { serial: other.value };
  } finally {
    await others.return?.();
  }
}
