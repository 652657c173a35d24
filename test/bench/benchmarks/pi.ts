import type { Benchmark, Entry } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { pythonPeer } from "../pythonPeer";

const SAMPLES = 20_000_000;
const TASKS = 64;
const ENGINES = 2;

const CODE = `
def inside(task):
    from random import Random
    random = Random(task).random
    hits = 0
    for _ in range(${SAMPLES / TASKS}):
        x, y = random(), random()
        if x * x + y * y < 1:
            hits += 1
    return hits
`;

/** A Monte Carlo estimate of pi in small tasks, against what the cores give to processes that share nothing. */
export const pi: Benchmark = {
  name: "pi",
  contests: [
    {
      title: `pi: ${SAMPLES / 1e6} million samples in ${TASKS} tasks, load-balanced on ${ENGINES} engines`,
      unit: "million samples a second",
      figure: (time) => SAMPLES / 1e6 / time,
      rounds: 7,
      entries: [
        mapOurs,
        pythonPeer({
          name: `${ENGINES} serial processes, their rates together`,
          script: "pi.py",
          work: "alone",
          parameters: { samples: SAMPLES, tasks: TASKS, processes: ENGINES },
        }),
      ],
    },
  ],
};

async function mapOurs(): ReturnType<Entry> {
  const ours = await Ours.started(ENGINES);
  await ours.direct().execute({ code: CODE, filename: "pi.py", firstLine: 0 }, true);
  const items = Array.from({ length: TASKS }, (_, at) => at);
  const work = async () => {
    const hits = (await ours.balanced().map("inside", items, { chunkSize: 1 })) as number[];
    const found = (4 * hits.reduce((sum, some) => sum + some, 0)) / SAMPLES;
    if (Math.abs(found - Math.PI) > 0.01) throw new Error(`pi is not ${found}`);
  };
  return { name: OURS, measure: async () => [await seconds(work)], end: () => ours.end() };
}
