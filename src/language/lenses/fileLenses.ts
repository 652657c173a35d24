import type { JobSpec } from "../../protocol/job";
import { type LensAction, type LensSpec, lensActions, MOST_LENSES } from "../../protocol/languageServer";
import type { FileParts } from "../fileParts";

type ChosenAction = (typeof lensActions)[number];

const OF_CODE: ReadonlySet<ChosenAction> = new Set(["all", "serially", "engines"]);
const OF_JOBS: ReadonlySet<ChosenAction> = new Set(lensActions);

/**
 * Lenses over cells; where there are none over map/reduce jobs; where there is neither over the whole file. Each has
 * those of `actions` that are for it, in their order, and at most {@link MOST_LENSES}.
 */
export function fileLenses(
  { isEmpty, cells, jobs, problems }: FileParts,
  actions: readonly ChosenAction[],
): LensSpec[] {
  if (isEmpty) return [];
  const ofCode = choose(actions, OF_CODE);
  const code = (line: number) => ofCode.map((action): LensSpec => ({ line, action }));
  if (cells.length > 0) return cells.flatMap(({ line }) => code(line));
  const warnings = problems.map(({ line, message }): LensSpec => ({ line, action: "problem", message }));
  if (jobs.length === 0) return [...code(0), ...warnings];
  const ofJobs = choose(actions, OF_JOBS);
  return [...jobs.flatMap((job) => jobLenses(job, ofJobs)), ...warnings];
}

function choose(actions: readonly ChosenAction[], known: ReadonlySet<ChosenAction>): readonly LensAction[] {
  return actions.filter((action) => known.has(action)).slice(0, MOST_LENSES);
}

function jobLenses(
  { line, name, shape, reason, inputs, globs }: JobSpec,
  actions: readonly LensAction[],
): LensSpec[] {
  const job = { name, shape, reason, ...(inputs && { inputs }), ...(globs && { globs }) };
  return actions.map((action) => ({ line, action, job }));
}
