// Mocha's spec reporter, which also keeps a summary file while the tests run: whatever ends the run, the file tells what
// had happened until then. Plain CommonJS, since mocha loads it by path and the extension host's test entry bundles it.
"use strict";
const { renameSync, writeFileSync } = require("node:fs");
// By name: what `require` makes of mocha's default export differs between Node 20 and 24.
const { reporters, Runner } = require("mocha");

const { EVENT_RUN_END, EVENT_TEST_BEGIN, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } =
  Runner.constants;

class SummaryReporter extends reporters.Spec {
  static description = "spec on the console, and a JSON summary in the file that the environment names";

  constructor(runner, options) {
    super(runner, options);
    const summary = { finished: false, running: undefined, passes: [], failures: [], pending: [] };
    const save = () => writeSummary(summary);
    save();
    runner.on(EVENT_TEST_BEGIN, (test) => {
      summary.running = test.fullTitle();
      save();
    });
    runner.on(EVENT_TEST_PASS, (test) => {
      summary.passes.push({ title: test.fullTitle(), file: test.file, duration: test.duration });
      save();
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      summary.failures.push({
        title: test.fullTitle(),
        file: test.file,
        message: String(error?.message ?? error),
        stack: error?.stack,
      });
      save();
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      summary.pending.push({ title: test.fullTitle(), file: test.file, reason: skipReason(test) });
      save();
    });
    runner.once(EVENT_RUN_END, () => {
      summary.finished = true;
      summary.running = undefined;
      save();
    });
  }
}

/** Writes a summary to the file that PARALLEL_LABS_TEST_SUMMARY names, in one step for whoever reads it meanwhile. */
function writeSummary(summary) {
  const file = process.env.PARALLEL_LABS_TEST_SUMMARY;
  if (file === undefined) return;
  writeFileSync(`${file}.new`, JSON.stringify(summary));
  renameSync(`${file}.new`, file);
}

/** What test/support/skip.ts has noted on the test, or on a suite around it. */
function skipReason(test) {
  for (let at = test; at !== undefined; at = at.parent) if (at.skipReason !== undefined) return at.skipReason;
  return "no reason given";
}

module.exports = SummaryReporter;
module.exports.writeSummary = writeSummary;
