import { readdirSync } from "node:fs";
import type { Engine } from "../../../src/engines/engine";
import type { TaskRecord } from "../../../src/protocol/run";
import { Run } from "../../../src/runs/run";
import { DirectView } from "../../../src/views/directView";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";
import type { TestCluster } from "../conformance/testCluster";

/** A run with both views on a cluster's engines. */
export class TestViews {
  readonly run = new Run({
    kind: "run",
    backend: "python",
    source: { filename: "/lessons/lab.py", title: "", language: "python" },
    outputLimit: 1 << 20,
  });
  readonly direct: DirectView;
  readonly balanced: LoadBalancedView;

  constructor(
    private readonly cluster: TestCluster,
    targets?: readonly number[],
  ) {
    const engines: readonly Engine[] = cluster.cluster.select(targets);
    this.direct = new DirectView(engines, this.run, () => cluster.cluster.temporaryFolder);
    this.balanced = new LoadBalancedView(engines, this.run, cluster.cluster.scheduler(targets));
  }

  get tasks(): readonly TaskRecord[] {
    return this.run.record().tasks;
  }

  /** Files that wait in the cluster's temporary folder. */
  files(): string[] {
    return readdirSync(this.cluster.cluster.temporaryFolder).filter((name) => name.startsWith("value-"));
  }
}
