import { errors } from "../base/errors";
import type { RunSnapshot } from "../protocol/run";
import { fromJson } from "./runStore";
import { metricsOf } from "./timing";

/** Ids become parts of file names. */
const ID = /^[A-Za-z0-9-]{1,80}$/;

/**
 * The run of a `.plrun.json` file. Its figures are worked out anew, and it counts as finished, since nothing of it goes
 * on. Throws `wrong-usage` where the text is no run.
 */
export function openRun(text: string): RunSnapshot {
  const { record, outputs } = parse(text);
  const isRun =
    ID.test(record?.id ?? "") &&
    typeof record.source?.filename === "string" &&
    typeof record.source.title === "string" &&
    Array.isArray(record.engines) &&
    Array.isArray(record.tasks) &&
    Array.isArray(outputs);
  if (!isRun) throw refusal("parts of a run are missing");
  return { record: { ...record, metrics: metricsOf(record.tasks) }, outputs, finished: true };
}

function parse(text: string): RunSnapshot {
  try {
    return fromJson(text.replace(/^\uFEFF/, "")) ?? ({} as RunSnapshot);
  } catch {
    throw refusal("it is no JSON, or not the whole of it");
  }
}

function refusal(why: string) {
  return errors.wrongUsage(
    `This is no run that can be opened: ${why}. Choose a .plrun.json file that Parallel Lesson Labs wrote.`,
  );
}
