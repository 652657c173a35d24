import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findJobs } from "../../../src/language/jobs/findJobs";
import { languageOf } from "../../../src/language/languages";
import { findInputs } from "../../../src/mapreduce/inputs";
import { runJob } from "../../../src/mapreduce/job";
import { Run } from "../../../src/runs/run";
import type { Benchmark, Contest, Contestant, Entry } from "../contest";
import { OURS, Ours, seconds } from "../ours";
import { pythonPeer } from "../pythonPeer";
import { writeZipfText } from "../zipfText";

const ENGINES = 2;
const MEGABYTE = 1_000_000;

const SANITIZE = `
def sanitize(word):
    while word and not word[0].isalnum():
        word = word[1:]
    while word and not word[-1].isalnum():
        word = word[:-1]
    return word
`;

const RECORDS = `${SANITIZE}
def mapper(line):
    for word in line.split():
        word = sanitize(word)
        if word.istitle():
            yield word, 1

def reducer(word, counts):
    return sum(counts)
`;

const GENERIC = RECORDS.replace("sum(counts)", "sum(0 + count for count in counts)");

const BLOG = `${SANITIZE}
def Map(L):
    pairs = []
    for word in L:
        word = sanitize(word)
        if word.istitle():
            pairs.append((word, 1))
    return pairs

def Partition(L):
    groups = {}
    for pairs in L:
        for pair in pairs:
            try:
                groups[pair[0]].append(pair)
            except KeyError:
                groups[pair[0]] = [pair]
    return groups

def Reduce(Mapping):
    return (Mapping[0], sum(pair[1] for pair in Mapping[1]))
`;

/** Counting title-case words of text whose words are as frequent as in a language. */
export const mapreduce: Benchmark = { name: "mapreduce", contests: [counting(10, 5), counting(100, 3)] };

function counting(megabytes: number, rounds: number): Contest {
  const text = () => {
    folder ??= mkdtempSync(join(tmpdir(), "text-"));
    const path = join(folder, `${megabytes}.txt`);
    if (!existsSync(path)) writeZipfText(path, megabytes * MEGABYTE);
    return path;
  };
  const peer = (name: string, work: string, most?: number): Entry => {
    return () => {
      const parameters = { path: text(), engines: ENGINES };
      return pythonPeer({ name, script: "words.py", work, parameters, ...(most && { rounds: most }) })();
    };
  };
  return {
    title: `mapreduce: title-case words of ${megabytes} MB with ${ENGINES} engines`,
    unit: "s",
    figure: (time) => time,
    rounds,
    entries: [
      () => ours(`${OURS}, generator and sum`, RECORDS, text()),
      () => ours(`${OURS}, reducer of its own`, GENERIC, text()),
      () => ours(`${OURS}, the blog post's functions`, BLOG, text()),
      peer("Pool by hand: byte ranges, Counters", "ranges"),
      peer("serial Counter", "serial"),
      peer("the blog post's program with Pool", "blog", 1),
    ],
  };
}

let folder: string | undefined;

async function ours(name: string, code: string, path: string): Promise<Contestant> {
  const { cluster, end } = await engines();
  const filename = "/bench/words.py";
  const facts = languageOf(filename);
  const spec = facts && findJobs(code, facts).jobs[0];
  if (!spec) throw new Error("the benchmark's job was not found");
  const inputs = await findInputs([path], "/");
  const work = async () => {
    const source = { filename, title: "", language: "python" } as const;
    const run = new Run({ kind: "mapreduce", backend: "python", source, outputLimit: 1 << 20 });
    const options = { spec, source: { code, filename, firstLine: 0 }, inputs };
    const result = await runJob(cluster.engines, run, cluster.temporaryFolder, options);
    await result.dispose();
  };
  return { name, measure: async () => [await seconds(work)], end };
}

async function engines() {
  const made = await Ours.started(ENGINES);
  return { cluster: made.cluster, end: () => made.end() };
}
