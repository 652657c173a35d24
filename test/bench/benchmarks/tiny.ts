import type { Benchmark, Entry } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { Pipes } from "../pipePeer";
import { pythonPeer } from "../pythonPeer";

const COUNT = 1_000_000;
const ENGINES = 2;
/** Items a line of the raw pipes. */
const BATCH = 10_000;

/** A million items that take no time themselves, with each tool's own way to cut them. */
export const tiny: Benchmark = {
  name: "tiny",
  contests: [
    {
      title: `tiny: ${COUNT} items on ${ENGINES} engines, default chunks`,
      unit: "µs an item",
      figure: (time) => (time * 1e6) / COUNT,
      rounds: 9,
      target: { below: 1 },
      entries: [
        mapOurs,
        mapPipes,
        pythonPeer({
          name: "multiprocessing Pool.map",
          script: "pool.py",
          work: "tiny",
          parameters: { count: COUNT, engines: ENGINES },
        }),
      ],
    },
  ],
};

const items = () => Array.from({ length: COUNT }, (_, at) => at);

async function mapOurs(): ReturnType<Entry> {
  const ours = await Ours.started(ENGINES);
  const all = items();
  const work = () => ours.balanced().map("abs", all);
  await work();
  return { name: OURS, measure: async () => [await seconds(work)], end: () => ours.end() };
}

async function mapPipes(): ReturnType<Entry> {
  const pipes = await Pipes.open(ENGINES);
  const all = items();
  const work = () => {
    let at = 0;
    const results: number[][] = [];
    const next = () => {
      const map = all.slice(at, at + BATCH);
      at += BATCH;
      return map.length > 0 ? { map } : undefined;
    };
    return pipes.feed(next, (answer) => results.push(JSON.parse(answer) as number[]));
  };
  await work();
  return { name: "raw pipes, batches", measure: async () => [await seconds(work)], end: () => pipes.end() };
}
