import type { Benchmark, Contest } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { Pipes } from "../pipePeer";
import { pythonPeer } from "../pythonPeer";

/** Calls measured in one round. */
const TIMES = 40;

/** Setting a small name on all engines, one call after the other. */
export const broadcast: Benchmark = { name: "broadcast", contests: [2, 4, 8].map(to) };

function to(engines: number): Contest {
  return {
    title: `broadcast: push of a=1 to ${engines} engines`,
    unit: "ms",
    figure: (time) => time * 1000,
    rounds: 15,
    entries: [
      async () => {
        const ours = await Ours.started(engines);
        return {
          name: OURS,
          measure: () => times(() => ours.direct().push({ a: 1 })),
          end: () => ours.end(),
        };
      },
      async () => {
        const pipes = await Pipes.open(engines);
        const measure = () => times(() => pipes.toEach({ push: { a: 1 } }));
        return { name: "raw pipes", measure, end: () => pipes.end() };
      },
      pythonPeer({
        name: "ipyparallel direct view",
        script: "ipp.py",
        work: "broadcast",
        parameters: { engines },
        times: TIMES,
      }),
    ],
  };
}

async function times(work: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  while (measured.length < TIMES) measured.push(await seconds(work));
  return measured;
}
