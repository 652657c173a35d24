import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabsError } from "../../../src/base/errors";
import { findJobs } from "../../../src/language/jobs/findJobs";
import { languageOf } from "../../../src/language/languages";
import { findInputs } from "../../../src/mapreduce/inputs";
import { type JobOptions, runJob } from "../../../src/mapreduce/job";
import type { JobSpec } from "../../../src/protocol/job";
import type { JobCounters } from "../../../src/protocol/jobRecord";
import type { TaskRecord } from "../../../src/protocol/run";
import { Run } from "../../../src/runs/run";
import { temporaryFolder } from "../../support/cleanUp";
import type { Backend } from "../conformance/backends";
import { type TestCluster, testClusters } from "../conformance/testCluster";

type Row = [unknown, unknown];

export interface Finished {
  readonly rows: readonly Row[];
  readonly counters: JobCounters;
  readonly tasks: readonly TaskRecord[];
}

/** Runs jobs on a cluster, their input written to a folder. */
export class TestJobs {
  private inputs = 0;
  /** The run of the last job, also of one that failed. */
  run: Run | undefined;
  /** Where jobs have their files, if not in the cluster's folder. */
  place: string | undefined;

  constructor(
    private readonly backend: Backend,
    readonly cluster: TestCluster,
    private readonly folder: string,
  ) {}

  /** Runs the first job of a file's text on the given contents of files; checks that it leaves no file. */
  async do(
    code: string,
    contents: readonly (string | Uint8Array)[],
    options: Partial<JobOptions> = {},
  ): Promise<Finished> {
    const paths = contents.map((content) => {
      this.inputs += 1;
      const path = join(this.folder, `input-${this.inputs}.txt`);
      writeFileSync(path, content);
      return path;
    });
    const { cluster } = this.cluster;
    const { filename } = this.backend;
    const language = this.backend.id === "python" ? "python" : "javascript";
    const run = new Run({
      kind: "mapreduce",
      backend: this.backend.id,
      source: { filename, title: "", language },
      outputLimit: 1 << 20,
    });
    this.run = run;
    const place = this.place ?? cluster.temporaryFolder;
    try {
      const result = await runJob(cluster.engines, run, place, {
        spec: jobOf(code, this.backend),
        source: { code, filename, firstLine: 0 },
        inputs: await findInputs(paths, this.folder),
        ...options,
      });
      const rows: Row[] = [];
      for await (const row of result.rows()) rows.push(JSON.parse(row) as Row);
      await result.dispose();
      return { rows, counters: result.counters, tasks: run.record().tasks };
    } finally {
      const left = readdirSync(place).filter((name) => name.startsWith("job-"));
      assert.deepEqual(left, [], "a job leaves no file");
    }
  }
}

/** What a suite's tests work with: a folder of each test's own, and jobs on clusters that end with it. */
export interface JobSuite {
  readonly folder: { readonly path: string };
  /** Jobs on a new cluster of so many engines, 2 by default. */
  jobs(count?: number): Promise<TestJobs>;
}

/** Gives a suite a folder and clusters for its jobs. */
export function jobSuite(backend: Backend): JobSuite {
  const start = testClusters(backend);
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-job-");
  });
  afterEach(() => folder.remove());
  return {
    folder: {
      get path() {
        return folder.path;
      },
    },
    jobs: async (count = 2) => new TestJobs(backend, await start(count), folder.path),
  };
}

/** The first job of a file's text. */
export function jobOf(code: string, { filename }: Backend): JobSpec {
  const facts = languageOf(filename);
  assert.ok(facts);
  const { jobs, problems } = findJobs(code, facts);
  assert.ok(jobs[0], JSON.stringify(problems));
  return jobs[0];
}

/** How often each word comes in texts, by a program too simple to be wrong; sorted by the word. */
export function countWords(...texts: readonly string[]): Row[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const line of linesOf(text)) {
      for (const word of line.split(" ")) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return sortedRows(counts);
}

/** Lines as jobs see them: they end with LF or CRLF, and a last one may have no end. */
export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

/** By code point, as both languages' engines sort text. */
export function sortedRows<T>(rows: Iterable<[string, T]>): [string, T][] {
  return [...rows].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** The error that a job ends with. */
export async function failure(work: Promise<unknown>): Promise<LabsError> {
  const error = await work.then(
    () => assert.fail("it did not fail"),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof LabsError, String(error));
  return error;
}
