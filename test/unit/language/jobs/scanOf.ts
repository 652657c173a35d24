import assert from "node:assert/strict";
import { type FoundJob, type FoundJobs, findJobs } from "../../../../src/language/jobs/findJobs";
import { languageOf } from "../../../../src/language/languages";

/** What is found in a text as if it were a file of that ending. */
export function scanOf(ending: "py" | "js" | "ts", text: string): FoundJobs {
  const facts = languageOf(`lab.${ending}`);
  assert.ok(facts);
  return findJobs(text, facts);
}

/** The one job of a text in which nothing is wrong. */
export function jobOf(ending: "py" | "js" | "ts", text: string): FoundJob {
  const { jobs, problems } = scanOf(ending, text);
  assert.deepEqual(problems, []);
  assert.equal(jobs.length, 1, `${jobs.length} jobs in\n${text}`);
  return jobs[0] as FoundJob;
}

/** Asserts that a text has no job and nothing is said of it. */
export function assertSilent(ending: "py" | "js" | "ts", text: string): void {
  assert.deepEqual(scanOf(ending, text), { jobs: [], problems: [] }, text);
}

/** Asserts that a text has no job, for reasons of these codes on these lines (from 0). */
export function assertRefused(
  ending: "py" | "js" | "ts",
  text: string,
  ...expected: [string, number][]
): string[] {
  const { jobs, problems } = scanOf(ending, text);
  assert.deepEqual(jobs, [], text);
  assert.deepEqual(
    problems.map(({ code, line }) => [code, line]),
    expected,
    `${text}\n${problems.map(({ message }) => message).join("\n")}`,
  );
  return problems.map(({ message }) => message);
}
