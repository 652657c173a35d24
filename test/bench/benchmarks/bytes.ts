import { randomFillSync } from "node:crypto";
import type { Benchmark } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { Pipes } from "../pipePeer";
import { pythonPeer } from "../pythonPeer";

const SIZE = 100_000_000;
const ENGINES = 2;
const parameters = { size: SIZE, engines: ENGINES };

/** The same large bytes for every engine. */
export const bytes: Benchmark = {
  name: "bytes",
  contests: [
    {
      title: `bytes: ${SIZE / 1e6} MB to each of ${ENGINES} engines`,
      unit: "ms",
      figure: (time) => time * 1000,
      rounds: 9,
      target: { below: 300 },
      entries: [
        async () => {
          const ours = await Ours.started(ENGINES);
          const data = randomFillSync(Buffer.alloc(SIZE)); // untouched memory would be one page of zeros
          const measure = async () => [await seconds(() => ours.direct().push({ data }))];
          return { name: OURS, measure, end: () => ours.end() };
        },
        async () => {
          const pipes = await Pipes.open(ENGINES);
          const data = randomFillSync(Buffer.alloc(SIZE));
          const measure = async () => [await seconds(() => pipes.toEach({ bytes: SIZE }, data))];
          return { name: "raw pipes", measure, end: () => pipes.end() };
        },
        pythonPeer({ name: "ipyparallel push", script: "ipp.py", work: "send", parameters }),
        pythonPeer({ name: "multiprocessing Pool, argument", script: "pool.py", work: "send", parameters }),
        pythonPeer({ name: "dask scatter", script: "scatter.py", work: "send", parameters }),
      ],
    },
  ],
};
