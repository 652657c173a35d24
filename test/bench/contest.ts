/** What a benchmark is made of, and how its contestants are measured. */
import { peakMemory } from "./memory";

/** One that takes part: our product, or a peer that does the same work. */
export interface Contestant {
  readonly name: string;
  /** Most repetitions, where one takes long. */
  readonly rounds?: number;
  /** What all its processes are marked with (see memory.ts), so that their memory can be measured. */
  readonly mark?: string;
  /** One repetition: how long it took, in seconds, or several such times. */
  measure(): Promise<readonly number[]>;
  end(): Promise<void> | void;
}

/** One that cannot take part, and why. */
export interface Missing {
  readonly name: string;
  readonly missing: string;
}

/** Makes a contestant ready, warmed up where the contest is not about starting. */
export type Entry = () => Promise<Contestant | Missing>;

/** Contestants measured in turn on the same work. */
export interface Contest {
  readonly title: string;
  readonly unit: string;
  /** A measured time as a figure in `unit`. */
  readonly figure: (seconds: number) => number;
  readonly rounds: number;
  /** What our median is to stay below, or above where more is better. */
  readonly target?: { readonly below: number } | { readonly above: number };
  /** Ours first. */
  readonly entries: readonly Entry[];
  /** Whether to measure peak memory, too, in a repetition before the timed ones. */
  readonly measuresMemory?: boolean;
  /** Held only when asked for: it takes many minutes, or gigabytes of disk. */
  readonly isLarge?: boolean;
}

export interface Benchmark {
  readonly name: string;
  readonly contests: readonly Contest[];
}

/** A contestant's times in seconds, one list a round. */
export interface Score {
  readonly name: string;
  /** Why it did not take part, or not to the end. */
  missing?: string;
  readonly rounds: (readonly number[])[];
  /** Peak memory of all its processes together, in bytes, in a repetition that is not timed. */
  memory?: number;
}

/** Longest time that one repetition may take, in ms. */
const PATIENCE = 900_000;

const live = new Set<Contestant>();

/**
 * Measures the contestants in turn, round after round, so that whatever else the machine does at the time meets all
 * of them alike. One that fails is left out from then on, with the reason.
 */
export async function hold(contest: Contest, progress: (text: string) => void): Promise<Score[]> {
  const scores: Score[] = [];
  const places: { contestant: Contestant; score: Score }[] = [];
  try {
    for (const enter of contest.entries) {
      const entered = await enter();
      const score: Score = { name: entered.name, rounds: [] };
      scores.push(score);
      if ("missing" in entered) score.missing = entered.missing;
      else {
        live.add(entered);
        places.push({ contestant: entered, score });
        progress(`${entered.name} is ready`);
      }
    }
    const attempt = async ({ contestant, score }: (typeof places)[number], work: () => Promise<void>) => {
      if (!live.has(contestant)) return;
      try {
        await work();
      } catch (error) {
        score.missing = messageOf(error);
        await end(contestant);
      }
    };
    for (const place of places) {
      const { contestant, score } = place;
      const { mark, name } = contestant;
      if (!contest.measuresMemory || mark === undefined) continue;
      progress(`memory of ${name}`);
      await attempt(place, async () => {
        const peak = await peakMemory(mark, () => inTime(contestant.measure()));
        if (peak !== undefined) score.memory = peak;
      });
    }
    for (let round = 0; round < contest.rounds; round++) {
      for (const place of places) {
        const { contestant, score } = place;
        if (round >= (contestant.rounds ?? contest.rounds)) continue;
        progress(`${round + 1}/${contest.rounds} ${contestant.name}`);
        await attempt(place, async () => void score.rounds.push(await inTime(contestant.measure())));
      }
    }
    return scores;
  } finally {
    await endAll();
  }
}

/** Ends the contestants of the contest under way. */
export async function endAll(): Promise<void> {
  await Promise.all([...live].map(end));
}

async function end(contestant: Contestant): Promise<void> {
  if (live.delete(contestant)) await contestant.end();
}

/** Nothing that hangs may keep the others waiting for ever. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE / 1000} s`)), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** An error's first line, as a table has room for. */
export function messageOf(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split("\n", 1)[0] ?? "";
}
