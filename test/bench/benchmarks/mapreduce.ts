import { deepEqual } from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findJobs } from "../../../src/language/jobs/findJobs";
import { languageOf } from "../../../src/language/languages";
import { findInputs } from "../../../src/mapreduce/inputs";
import { runJob } from "../../../src/mapreduce/job";
import type { JobResult } from "../../../src/mapreduce/result";
import { Run } from "../../../src/runs/run";
import { sourceFolder } from "../../support/builtFolder";
import { ALONE } from "../alone";
import type { Benchmark, Contest, Entry } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { processPeer, pythonPeer } from "../pythonPeer";
import { type WordCount, writeDistinctText, writeZipfText } from "../texts";

const ENGINES = 2;
const MEGABYTE = 1_000_000;

/** A program of the blog post's shape; its peers in Python import it, too. */
const BLOG = readFileSync(join(sourceFolder(), "test", "fixtures", "workspace", "title_case.py"), "utf8");
const [SANITIZE] = /^def sanitize[\s\S]*?\n(?=\n\n)/m.exec(BLOG) ?? [];

const SUM = `${SANITIZE}
def mapper(line):
    for word in line.split():
        word = sanitize(word)
        if word.istitle():
            yield word, 1

def reducer(word, counts):
    return sum(counts)
`;

const OWN = SUM.replace("sum(counts)", "sum(0 + count for count in counts)");

/** Jobs in Python that count title-case words. */
const jobs = {
  "generator and sum": SUM,
  "reducer of its own": OWN,
  "reducer as combiner": `# parallel-labs: combine\n${OWN}`,
  "the blog post's functions": BLOG,
};

interface Text {
  readonly name: string;
  readonly title: string;
  write(path: string): WordCount;
}

const zipf = (megabytes: number): Text => ({
  name: `${megabytes}.txt`,
  title: `title-case words of ${megabytes} MB`,
  write: (path) => writeZipfText(path, megabytes * MEGABYTE),
});
const distinct: Text = {
  name: "distinct.txt",
  title: "5 million distinct words",
  write: (path) => writeDistinctText(path, 5_000_000, 5_000_000),
};
const single: Text = {
  name: "single.txt",
  title: "one word 10 million times",
  write: (path) => writeDistinctText(path, 10_000_000, 1),
};

/** Counting title-case words of text whose words are as frequent as in a language; and where the keys are extreme. */
export const mapreduce: Benchmark = {
  name: "mapreduce",
  contests: [
    counting(zipf(10), 5),
    counting(zipf(100), 3),
    { ...counting(zipf(1000), 1), isLarge: true },
    { ...counting(distinct, 1), isLarge: true },
    { ...counting(single, 1), isLarge: true },
  ],
};

function counting(text: Text, rounds: number): Contest {
  const ours = (job: keyof typeof jobs): Entry => {
    const args = () => [__filename, ALONE, "mapreduce", job, JSON.stringify(written(text))];
    return () => processPeer({ name: `${OURS}, ${job}` }, process.execPath, args());
  };
  const peer = (name: string, script: string, work: string, most?: number): Entry => {
    return () => {
      const parameters = { ...written(text), engines: ENGINES };
      return pythonPeer({ name, script, work, parameters, ...(most && { rounds: most }) })();
    };
  };
  const isZipf = text !== distinct && text !== single;
  const blog = peer("the blog post's program with Pool", "words.py", "blog", 1);
  return {
    title: `mapreduce: ${text.title} with ${ENGINES} engines`,
    unit: "s",
    figure: (time) => time,
    rounds,
    measuresMemory: true,
    entries: [
      ours("generator and sum"),
      ours("reducer as combiner"),
      ours("reducer of its own"),
      ours("the blog post's functions"),
      peer("Pool by hand: byte ranges, Counters", "words.py", "ranges"),
      peer("serial Counter", "words.py", "serial"),
      ...(isZipf
        ? [
            () => nodeByHand(text),
            peer("joblib", "words_joblib.py", "words"),
            peer("ipyparallel, engines up", "words_ipp.py", "words"),
            peer("dask.bag", "words_dask.py", "words", 1),
          ]
        : []),
      ...(isZipf && text.name !== "1000.txt" ? [blog] : []), // of 1 GB, it would need 26 GB
    ],
  };
}

async function nodeByHand(text: Text): ReturnType<Entry> {
  const script = join(sourceFolder(), "test", "bench", "peers", "words.cjs");
  const parameters = JSON.stringify({ ...written(text), engines: ENGINES });
  return processPeer({ name: "Node by hand: 2 threads" }, process.execPath, [script, parameters]);
}

let folder: string | undefined;
const texts = new Map<string, { path: string } & WordCount>();

/** A text's file, written at its first use, and what is to be found in it. */
function written({ name, write }: Text): { path: string } & WordCount {
  const known = texts.get(name);
  if (known) return known;
  folder ??= mkdtempSync(join(tmpdir(), "text-"));
  const path = join(folder, name);
  const made = { path, ...write(path) };
  texts.set(name, made);
  return made;
}

/** Is a contestant's process: answers each line with the times of so many runs of a job (see peers/peer.py). */
export async function serveJob(job: string, text: string): Promise<void> {
  const code = jobs[job as keyof typeof jobs];
  const { path, ...expected } = JSON.parse(text) as { path: string } & WordCount;
  const { cluster } = await Ours.started(ENGINES);
  const filename = join(tmpdir(), "words.py");
  const facts = languageOf(filename);
  const spec = facts && findJobs(code, facts).jobs[0];
  if (!spec) throw new Error("the benchmark's job was not found");
  const inputs = await findInputs([path], "/");
  const once = async () => {
    const source = { filename, title: "", language: "python" } as const;
    const run = new Run({ kind: "mapreduce", backend: "python", source, outputLimit: 1 << 20 });
    const options = { spec, source: { code, filename, firstLine: 0 }, inputs };
    return runJob(cluster.engines, run, cluster.temporaryFolder, options);
  };
  console.log(JSON.stringify({ version: null }));
  for await (const line of createInterface({ input: process.stdin })) {
    const times: number[] = [];
    while (times.length < Number(line)) {
      let result: JobResult | undefined;
      times.push(await seconds(async () => (result = await once())));
      if (result) await check(result, expected);
      await result?.dispose();
    }
    console.log(JSON.stringify(times));
  }
  await cluster.stop();
}

async function check(result: JobResult, expected: WordCount): Promise<void> {
  let distinct = 0;
  let total = 0;
  for await (const row of result.rows()) {
    distinct += 1;
    total += Number(row.slice(row.lastIndexOf(",") + 1, -1));
  }
  deepEqual({ distinct, total }, expected);
}
