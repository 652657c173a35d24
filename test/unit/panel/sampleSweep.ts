import type { SweepRecord } from "../../../src/protocol/sweep";

/** A finished sweep of engines on two cores. */
export function sampleSweep(more: Partial<SweepRecord> = {}): SweepRecord {
  return {
    id: "sweep-1",
    kind: "sweep",
    of: "engines",
    backend: "python",
    source: { filename: "/course/count.py", title: "mapper", language: "python" },
    input: ["stories/*.txt"],
    cores: 2,
    created: 1_700_000_000_000,
    repeats: 3,
    points: [
      { engines: 1, walls: [4.1, 4, 4.3] },
      { engines: 2, walls: [2.2, 2.6, 2.3] },
      { engines: 4, walls: [2.25, 2.2, 2.4] },
    ],
    sameResults: true,
    outcome: "done",
    ...more,
  };
}

/** A sweep of split sizes. */
export function sampleSplitSweep(): SweepRecord {
  const sizes = [8192, 32_768, 131_072, 524_288];
  const walls = [
    [3, 3.2, 3.1],
    [2.1, 2.2, 2.1],
    [2, 2.1, 2.05],
    [2.6, 2.5, 2.9],
  ];
  const points = sizes.map((splitSize, at) => ({ engines: 2, splitSize, walls: walls[at] ?? [] }));
  return sampleSweep({ id: "sweep-2", of: "splits", points });
}
