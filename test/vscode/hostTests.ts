import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { temporaryFolder } from "../support/cleanUp";
import type { Summary } from "../support/reporter.cjs";
import { repositoryRoot } from "../support/repository";

/** A VS Code that has been told to run the tests. */
export interface TestHost {
  /** Which VS Code this is, for people. */
  readonly name: string;
  /** Why no more results can come, once the extension host has ended; until then undefined. */
  ended(): string | undefined;
  /** What the host has logged, for when it ends too early. */
  log(): string;
  dispose(): Promise<void>;
}

/** Starts a VS Code that opens `workspace` and runs the tests at `entry` with these environment variables. */
export type LaunchTestHost = (tests: {
  readonly entry: string;
  readonly workspace: string | undefined;
  readonly env: Readonly<Record<string, string>>;
}) => Promise<TestHost>;

const POLL_MS = 100;

/** Longer than any one test may take: the host hangs when nothing at all has happened for so long. */
const STALL_MS = 600_000;

/**
 * Runs the tests of test/vscode/host in an extension host that `launch` starts, prints what they print, and sets the
 * exit status. Arguments: `--summary FILE` for the results as JSON, `--grep TEXT` for some of the tests.
 */
export async function runHostTests(launch: LaunchTestHost): Promise<void> {
  const { values } = parseArgs({ options: { summary: { type: "string" }, grep: { type: "string" } } });
  const folder = temporaryFolder("parallel-labs-results-");
  const summaryFile = join(folder.path, "summary.json");
  const fixture = join(repositoryRoot, "test", "fixtures", "workspace");
  let host: TestHost | undefined;
  try {
    host = await launch({
      entry: join(repositoryRoot, "dist", "test", "vscode", "host", "index.js"),
      workspace: existsSync(fixture) ? fixture : undefined,
      env: {
        PARALLEL_LABS_TEST_SUMMARY: summaryFile,
        ...(values.grep === undefined ? {} : { PARALLEL_LABS_TEST_GREP: values.grep }),
        ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
      },
    });
    const summary = await followToEnd(host, summaryFile);
    if (values.summary !== undefined) writeFileSync(values.summary, JSON.stringify(summary));
    const { passes, failures, pending } = summary;
    console.log(`These tests ran in ${host.name}.`);
    console.log(`${passes.length} passing, ${failures.length} failing, ${pending.length} pending`);
    process.exitCode = failures.length > 0 || passes.length === 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await host?.dispose();
    folder.remove();
  }
}

/** Prints what the tests say as they say it, until they have ended or can say no more. */
async function followToEnd(host: TestHost, summaryFile: string): Promise<Summary> {
  const log = new FollowedFile(`${summaryFile}.log`);
  let lastNews = Date.now();
  for (;;) {
    // In this order: what was written before the host ended is read after that is known.
    const ended =
      host.ended() ??
      (Date.now() - lastNews > STALL_MS ? `did nothing for ${STALL_MS / 60_000} min` : undefined);
    const summary = readSummary(summaryFile);
    const news = log.read();
    process.stdout.write(news);
    if (news !== "") lastNews = Date.now();
    if (summary?.finished) {
      process.stdout.write(log.read());
      return summary;
    }
    if (ended !== undefined) return endedEarly(host, ended, summary);
    await delay(POLL_MS);
  }
}

function endedEarly(host: TestHost, why: string, summary: Summary | undefined): Summary {
  const title = summary?.running ?? "starting the extension host";
  const message = `The extension host ${why}`;
  console.log(`${message} (${title}). ${host.name} said:\n${host.log()}`);
  return {
    finished: false,
    passes: summary?.passes ?? [],
    failures: [...(summary?.failures ?? []), { title, message }],
    pending: summary?.pending ?? [],
  };
}

function readSummary(file: string): Summary | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Summary) : undefined;
}

/** A text file that another process appends to, and that may not exist yet. */
class FollowedFile {
  private readonly decoder = new TextDecoder();
  private position = 0;

  constructor(private readonly path: string) {}

  /** What has been appended since the last time. */
  read(): string {
    if (!existsSync(this.path)) return "";
    const file = openSync(this.path, "r");
    try {
      const buffer = Buffer.alloc(65_536);
      let text = "";
      for (;;) {
        const count = readSync(file, buffer, 0, buffer.length, this.position);
        if (count === 0) return text;
        this.position += count;
        text += this.decoder.decode(buffer.subarray(0, count), { stream: true });
      }
    } finally {
      closeSync(file);
    }
  }
}
