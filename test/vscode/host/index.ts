// The tests' entry inside an extension host. VS Code calls `run`, whichever VS Code it is.
//
// What happens here reaches the outside through two files, because an extension host's console does not: the summary
// that PARALLEL_LABS_TEST_SUMMARY names (kept by the reporter), and beside it, with ".log" appended, what the reporter
// would print. Both launchers pass the variable on: a server's extension host inherits the server's environment.
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import SummaryReporter from "../../support/reporter.cjs";

/** For one test: only a test that hangs gets there. */
const TEST_TIMEOUT_MS = 300_000;

/** Runs every *.test.js below this file's folder. Rejects when a test fails. */
export async function run(): Promise<void> {
  const { PARALLEL_LABS_TEST_SUMMARY: summary, PARALLEL_LABS_TEST_GREP: grep, NO_COLOR } = process.env;
  if (summary === undefined) throw new Error("PARALLEL_LABS_TEST_SUMMARY names no file for the results.");
  Mocha.reporters.Base.consoleLog = (...message: unknown[]) => {
    appendFileSync(`${summary}.log`, `${format(...message)}\n`);
  };
  const mocha = new Mocha({
    ui: "bdd",
    timeout: TEST_TIMEOUT_MS,
    color: NO_COLOR === undefined,
    reporter: SummaryReporter,
    ...(grep ? { grep } : {}),
  });
  for (const file of testFiles()) mocha.addFile(file);
  const failures = await runToEnd(mocha);
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

function testFiles(): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.js"))
    .sort()
    .map((file) => join(__dirname, file));
}

async function runToEnd(mocha: Mocha): Promise<number> {
  try {
    return await new Promise((resolve) => mocha.run(resolve));
  } catch (error) {
    // A file that throws while it is loaded, before there are tests to fail.
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
    const failure = { title: "loading the test files", message, stack };
    Mocha.reporters.Base.consoleLog(stack);
    SummaryReporter.writeSummary({ finished: true, passes: [], failures: [failure], pending: [] });
    return 1;
  }
}
