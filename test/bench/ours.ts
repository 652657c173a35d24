import { tmpdir } from "node:os";
import type { Cluster } from "../../src/engines/cluster";
import { createEngines } from "../../src/engines/createEngines";
import { Run } from "../../src/runs/run";
import { DirectView } from "../../src/views/directView";
import { LoadBalancedView } from "../../src/views/loadBalancedView";
import { builtFolder } from "../support/builtFolder";
import { interpreter } from "./interpreter";

export const OURS = "Parallel Lesson Labs";
const OUTPUT_LIMIT = 5 << 20;

/** A cluster as the command line and the editor use it, each measured call in a run of its own. */
export class Ours {
  private constructor(readonly cluster: Cluster) {}

  /** Makes the cluster and nothing more: its engines start with the first call. */
  static async make(count: number, backend: "python" | "node" | "ipyparallel" = "python"): Promise<Ours> {
    const executable = backend === "node" ? process.execPath : (await interpreter()).executable;
    const options = { backend, count, executable, cwd: tmpdir(), outputLimit: OUTPUT_LIMIT };
    return new Ours(createEngines(options, builtFolder()));
  }

  static async started(count: number, backend: "python" | "ipyparallel" = "python"): Promise<Ours> {
    const ours = await Ours.make(count, backend);
    await ours.cluster.start();
    return ours;
  }

  /** A direct view of the engines with these ids, or of all. */
  direct(targets?: readonly number[]): DirectView {
    return new DirectView(this.cluster.select(targets), this.run(), () => this.cluster.temporaryFolder);
  }

  balanced(): LoadBalancedView {
    return new LoadBalancedView(this.cluster.engines, this.run(), this.cluster.scheduler());
  }

  async end(): Promise<void> {
    await this.cluster.stop();
  }

  private run(): Run {
    const { backend, language } = this.cluster;
    const source = { filename: "bench", title: "bench", language };
    return new Run({ kind: "run", backend, source, outputLimit: OUTPUT_LIMIT });
  }
}

/** How long something takes, in seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
