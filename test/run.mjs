// The whole of `npm test`: every stage in order, all of them even when one fails. `node test/run.mjs unit engines`
// runs some. Ends with the exact line `N passed, N failed, N skipped`, and exits with 1 if anything failed or nothing ran.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { installSystem, installVSCode } from "./support/install.mjs";
import { npmCommand } from "./support/npm.mjs";

const repository = dirname(dirname(fileURLToPath(import.meta.url)));
const results = mkdtempSync(join(tmpdir(), "parallel-labs-test-"));
process.on("exit", () => rmSync(results, { recursive: true, force: true }));

/** How long mocha may go on after its last test before it is ended: something that a test started still runs. */
const LINGER_MS = 30_000;
const POLL_MS = 200;
/** With more files that fail, something is wrong beyond a window that was slow. */
const MOST_TRIED_AGAIN = 4;
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** For one test in a real window, whose waits have their own, shorter limits. */
const WINDOW_TEST_MS = 600_000;

/** @typedef {{ passed: number, failures: string[], skipped: string[], unsteady?: string[] }} Outcome */
/** @typedef {{ title: string, fix: string, run: () => Promise<Outcome> }} Stage */

/** @type {Record<string, Stage>} */
const stages = {
  types: {
    title: "Types",
    fix: "run `npx tsc --noEmit -p .` and correct what it names; an editor shows the same errors.",
    run: () => tool(binary("tsc"), "--noEmit", "-p", "."),
  },
  lint: {
    title: "Lint and format",
    fix: "run `npx biome check --write .`, and correct by hand what that leaves.",
    run: () => tool(binary("biome"), "ci", ...(process.stdout.isTTY ? [] : ["--colors=off"]), "."),
  },
  // Before the build that the tests use: each begins with an empty dist/.
  package: {
    title: "Package",
    fix: "run `npm run package`; .vscodeignore decides what goes in.",
    run: () => tool(...npmCommand(), "run", "--silent", "package"),
  },
  build: {
    title: "Build",
    fix: "run `node esbuild.mjs --tests`; the later stages run what the last good build left in dist/.",
    run: () => tool(process.execPath, "esbuild.mjs", "--tests"),
  },
  unit: {
    title: "Unit tests",
    fix: "run `npx mocha -f 'TITLE' 'dist/test/unit/**/*.test.js'` after a build.",
    run: () => mocha("unit"),
  },
  engines: {
    title: "Engine tests",
    fix: "run `npx mocha -f 'TITLE' 'dist/test/engines/**/*.test.js'` after a build; they start real engines.",
    run: async () => {
      installSystem();
      return await mocha("engines");
    },
  },
  host: {
    title: "Tests inside VS Code's extension host",
    fix: "run `node dist/test/vscode/runHost.js --grep 'TITLE'` after a build; `npm run test:desktop` is the same elsewhere.",
    run: async () => {
      installWindow();
      const summary = summaryFile("host");
      const ended = await start([process.execPath, "dist/test/vscode/runHost.js", "--summary", summary]);
      return mochaOutcome(summary, ended);
    },
  },
  browser: {
    title: "Tests of the installed package in a VS Code window",
    fix: "look at the picture in .vscode-test/failures, then run `npx mocha -f 'TITLE' --timeout 0` on the file in dist/test/vscode/browser.",
    run: async () => {
      installWindow();
      return await mochaTwice(join("vscode", "browser"), "--timeout", String(WINDOW_TEST_MS));
    },
  },
};

/** What a window needs, beyond node_modules. */
function installWindow() {
  installSystem();
  installVSCode();
}

function binary(name) {
  return join("node_modules", ".bin", name);
}

function summaryFile(stage) {
  return join(results, `${stage.replaceAll(/\W/g, "-")}.json`);
}

/** A stage that has no tests of its own: it counts as one. */
async function tool(command, ...args) {
  const { status } = await start([command, ...args]);
  return status === 0
    ? { passed: 1, failures: [], skipped: [] }
    : { passed: 0, failures: [`exit status ${status}`], skipped: [] };
}

/** Runs the built tests of one folder of test/ with mocha. */
async function mocha(folder, ...options) {
  const built = join("dist", "test", folder);
  const hasTests =
    existsSync(built) && readdirSync(built, { recursive: true }).some((file) => isTest(String(file)));
  if (!hasTests) return { passed: 0, failures: [`there is no test in ${built}`], skipped: [] };
  return await mochaOf(folder, [`${built}/**/*.test.js`], options);
}

async function mochaOf(name, files, options) {
  const summary = summaryFile(name);
  const reporter = ["--reporter", "test/support/reporter.cjs"];
  const ended = await start([process.execPath, binary("mocha"), ...reporter, ...options, ...files], {
    env: { PARALLEL_LABS_TEST_SUMMARY: summary },
    isDone: () => readSummary(summary)?.finished === true,
  });
  return mochaOutcome(summary, ended);
}

/**
 * As `mocha`; files with a failed test run once more, each in a window that has just opened, and the second run counts.
 * A person presses again what VS Code has not taken, and not every test does. What passed at its second try only is told.
 */
async function mochaTwice(folder, ...options) {
  const first = await mocha(folder, ...options);
  const { finished, failures = [], passes, pending } = readSummary(summaryFile(folder)) ?? {};
  const files = [...new Set(failures.map(({ file }) => file))];
  if (!finished || files.length === 0 || files.length > MOST_TRIED_AGAIN || files.includes(undefined))
    return first;
  console.log(`\nOnce more, in new windows: ${files.map((file) => relative(repository, file)).join(", ")}`);
  const second = await mochaOf(`${folder} again`, files, options);
  const isOther = ({ file }) => !files.includes(file);
  const failedTwice = readSummary(summaryFile(`${folder} again`))?.failures.map(({ title }) => title) ?? [];
  return {
    passed: passes.filter(isOther).length + second.passed,
    failures: second.failures,
    skipped: [...pending.filter(isOther).map(skippedTest), ...second.skipped],
    unsteady: failures
      .filter(({ title }) => !failedTwice.includes(title))
      .map((test) => `${failedTest(test)} (it failed at first)`),
  };
}

function isTest(file) {
  return file.endsWith(".test.js");
}

/** Counts a run of mocha, however it ended. */
function mochaOutcome(summaryPath, { status, lingered }) {
  const summary = readSummary(summaryPath) ?? { finished: false, passes: [], failures: [], pending: [] };
  const failures = summary.failures.map(failedTest);
  if (lingered)
    failures.push(`mocha did not end ${LINGER_MS / 1000} s after its last test: something is left running`);
  else if (!summary.finished && failures.length === 0) {
    failures.push(`the run ended early, with ${status}, at ${summary.running ?? "its start"}`);
  } else if (status !== 0 && failures.length === 0)
    failures.push(`no test failed, and yet it ended with ${status}`);
  return {
    passed: summary.passes.length,
    failures,
    skipped: summary.pending.map(skippedTest),
  };
}

/** With the reason in a line, for whoever sees the end of the output only. */
function failedTest({ title, message }) {
  return `${title}: ${message.split("\n")[0]}`;
}

function skippedTest({ title, reason }) {
  return `${title}: ${reason}`;
}

function readSummary(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/**
 * Runs a program in the repository with our own console.
 * @returns its exit status, or the signal or error that ended it; and whether it was ended because it was done
 */
function start([command, ...args], { env = {}, isDone = () => false } = {}) {
  // Some of mocha's colours are on whenever CI is set, unless this is.
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
  const child = spawn(command, args, {
    cwd: repository,
    env: { ...process.env, ...colours, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  let stoppedBy;
  const stop = (signal) => {
    stoppedBy = signal;
    child.kill(signal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, stop);
  return new Promise((resolve) => {
    let doneSince;
    let lingered = false;
    const watch = setInterval(() => {
      if (doneSince === undefined && isDone()) doneSince = Date.now();
      const since = doneSince === undefined ? 0 : Date.now() - doneSince;
      if (since < LINGER_MS) return;
      // The polite signal first: what the tests started is then ended as well.
      child.kill(lingered && since > 2 * LINGER_MS ? "SIGKILL" : "SIGTERM");
      lingered = true;
    }, POLL_MS);
    const finish = (status) => {
      clearInterval(watch);
      for (const signal of STOP_SIGNALS) process.off(signal, stop);
      if (stoppedBy !== undefined) process.exit(128 + constants.signals[stoppedBy]);
      resolve({ status, lingered });
    };
    child.once("error", (error) => finish(error.message));
    child.once("exit", (status, signal) => finish(status ?? signal));
  });
}

/** @returns {Promise<Outcome>} */
async function runStage({ title, fix, run }) {
  console.log(`\n━━ ${title} ━━`);
  const began = Date.now();
  let outcome;
  try {
    outcome = await run();
  } catch (error) {
    outcome = { passed: 0, failures: [error.message], skipped: [] };
  }
  const { failures } = outcome;
  console.log(
    `━━ ${title}: ${failures.length > 0 ? "failed" : "passed"} in ${((Date.now() - began) / 1000).toFixed(1)} s`,
  );
  if (failures.length > 0) console.log(`   To fix it: ${fix}`);
  return outcome;
}

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in stages));
if (unknown !== undefined) {
  console.error(`There is no stage "${unknown}"; the stages are ${Object.keys(stages).join(", ")}.`);
  process.exit(2);
}
let passed = 0;
const failures = [];
const skipped = [];
const unsteady = [];
for (const name of names.length > 0 ? names : Object.keys(stages)) {
  const outcome = await runStage(stages[name]);
  passed += outcome.passed;
  failures.push(...outcome.failures.map((failure) => `${name}: ${failure}`));
  skipped.push(...outcome.skipped.map((test) => `${name}: ${test}`));
  unsteady.push(...(outcome.unsteady ?? []).map((test) => `${name}: ${test}`));
}
console.log("");
for (const line of skipped) console.log(`skipped ${line}`);
for (const line of unsteady) console.log(`unsteady ${line}`);
for (const line of failures) console.log(`FAILED  ${line}`);
console.log(`${passed} passed, ${failures.length} failed, ${skipped.length} skipped`);
process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
