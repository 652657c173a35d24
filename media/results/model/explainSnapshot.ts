import { CLIENT } from "../../../src/protocol/remote";
import type { RunSnapshot } from "../../../src/protocol/run";
import { type Explanation, explainRun } from "../../../src/runs/explain/explainRun";

/** Why a run was as fast as it was; undefined where there is nothing to explain, and until it has finished. */
export function explainSnapshot({ record, finished }: RunSnapshot): Explanation | undefined {
  const { tasks, engines, job, baseline } = record;
  // What engines do for a client, and when, is the client's choice: there is no other way of doing it to compare with.
  if (!finished || engines.some(({ id }) => id === CLIENT)) return undefined;
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
