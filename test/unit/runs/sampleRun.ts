import { Run } from "../../../src/runs/run";

/** A run to write into. */
export function sampleRun(outputLimit = 1000): Run {
  return new Run({
    kind: "run",
    backend: "python",
    source: { filename: "/lessons/lab.py", title: "Count", language: "python" },
    outputLimit,
  });
}
