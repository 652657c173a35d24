import type { Benchmark, Contest } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { Pipes } from "../pipePeer";

const LINES = 250_000;
/** Bytes of a printed line, its end included. */
const LINE = 80;
/** Calls measured in one round. */
const TIMES = 20;

const code = (source: string) => ({ code: source, filename: "bench.py", firstLine: 0 });
const PRINT = `for _ in range(${LINES}): print("x" * ${LINE - 1})`;
const PRINT_ENDLESSLY = `while True: print("x" * ${LINE - 1})`;

const speed: Contest = {
  title: `output: ${(LINES * LINE) / 1e6} MB printed by one engine`,
  unit: "MB/s",
  figure: (time) => (LINES * LINE) / 1e6 / time,
  rounds: 9,
  entries: [
    async () => {
      const ours = await Ours.started(1);
      const work = () => ours.direct().execute(code(PRINT), true);
      await work();
      return { name: OURS, measure: async () => [await seconds(work)], end: () => ours.end() };
    },
    async () => {
      const pipes = await Pipes.open(1);
      const work = () => pipes.toEach({ print: LINES });
      return {
        name: "raw pipe, not kept",
        measure: async () => [await seconds(work)],
        end: () => pipes.end(),
      };
    },
  ],
};

const latency: Contest = {
  title: "output: a call on another engine while one prints endlessly",
  unit: "ms",
  figure: (time) => time * 1000,
  rounds: 9,
  entries: [
    async () => {
      const ours = await Ours.started(2);
      return { name: OURS, measure: () => whilePrinting(ours), end: () => ours.end() };
    },
    async () => {
      const ours = await Ours.started(2);
      return { name: "the same while it is idle", measure: () => calls(ours), end: () => ours.end() };
    },
    async () => {
      const printing = await Pipes.open(1);
      const pipes = await Pipes.open(1);
      return {
        name: "raw pipe beside a printing one",
        measure: async () => {
          const over = printing.toEach({ print: LINES });
          const times = await each(() => pipes.toEach({ push: { a: 1 } }));
          await over;
          return times;
        },
        end: async () => void (await Promise.all([printing.end(), pipes.end()])),
      };
    },
  ],
};

/** How fast output is taken, and what it costs the other engines. */
export const output: Benchmark = { name: "output", contests: [speed, latency] };

async function whilePrinting(ours: Ours): Promise<number[]> {
  const printing = new AbortController();
  const view = ours.direct([0]);
  const over = view.execute(code(PRINT_ENDLESSLY), true, { signal: printing.signal });
  const times = await calls(ours);
  printing.abort();
  await over;
  return times;
}

const calls = (ours: Ours) => each(() => ours.direct([1]).push({ a: 1 }));

async function each(work: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  while (measured.length < TIMES) measured.push(await seconds(work));
  return measured;
}
