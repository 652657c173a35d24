import { readFileSync } from "node:fs";
import type { CheckFacts, JobAnswer, Question, RunFacts } from "../../protocol/checkQuestions";
import type { JobCounters } from "../../protocol/jobRecord";

/** Asks the host. Rejects with what the host says. */
export type Ask = (name: Question["name"], args: readonly unknown[]) => Promise<readonly unknown[]>;

/** What a check asked could not be answered: the lab has no such name, or its code threw. */
export class LabError extends Error {
  override name = "LabError";
}

/** What a check is given: a lab that ran, whole, once on every engine. */
export class Lab {
  readonly run: RunFacts;
  readonly results: CheckFacts["results"];

  constructor(
    { run, results }: CheckFacts,
    private readonly ask: Ask,
  ) {
    this.run = run;
    this.results = results;
  }

  /** What a name of the lab stands for on each engine, in their order. */
  async values(name: string): Promise<readonly unknown[]> {
    return this.ask("values", [name]);
  }

  /** What a function of the lab answers, called on the first engine; a promise is awaited there. */
  async call(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return (await this.ask("call", [name, ...args]))[0];
  }

  /**
   * Does a map/reduce job of the lab on all engines.
   * `name` is the mapper's, and needed where the lab has several; `input` is a file or glob, or a list of them, and
   * needed where the lab names none.
   */
  async job({ name, input }: { name?: string; input?: string | readonly string[] } = {}): Promise<Job> {
    const globs = typeof input === "string" ? [input] : (input ?? null);
    const [answer] = await this.ask("job", [name ?? null, globs]);
    return new Job(answer as JobAnswer, this.ask);
  }
}

/** A map/reduce job that was done. */
class Job {
  readonly counters: JobCounters;
  readonly run: RunFacts;

  constructor(
    private readonly answer: JobAnswer,
    private readonly ask: Ask,
  ) {
    this.counters = answer.counters;
    this.run = answer.run;
  }

  /** The results as a list of [key, value], in the job's order. */
  get pairs(): [unknown, unknown][] {
    return readRows(this.answer.file);
  }

  /** The results by key. */
  get rows(): Record<string, unknown> {
    return byKey(this.pairs);
  }

  /** The same job's results on one engine, by key. */
  async serial(): Promise<Record<string, unknown>> {
    const [file] = await this.ask("serial", [this.answer.number]);
    return byKey(readRows(file as string));
  }
}

function readRows(file: string): [unknown, unknown][] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as [unknown, unknown]);
}

function byKey(pairs: readonly (readonly [unknown, unknown])[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map(([key, value]) => [typeof key === "string" ? key : JSON.stringify(key), value]),
  );
}
