import type { RunSnapshot } from "../../../src/protocol/run";
import { type Explanation, explainRun } from "../../../src/runs/explain/explainRun";

/** Why a run was as fast as it was; undefined where there is nothing to explain, and until it has finished. */
export function explainSnapshot({ record, finished }: RunSnapshot): Explanation | undefined {
  if (!finished) return undefined;
  const { tasks, engines, job, baseline } = record;
  return explainRun({
    tasks,
    engines: engines.length,
    // A cluster's engines may be on other machines than the one whose cores the record tells.
    cores: record.backend === "ipyparallel" ? undefined : record.cores,
    baseline: job?.serial?.wall ?? baseline?.wall,
    finished,
    ...(job?.outcome && { outcome: job.outcome }),
  });
}
