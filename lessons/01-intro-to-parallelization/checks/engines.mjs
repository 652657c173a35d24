/** Checks of the lab "Engines", in JavaScript. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** As `assert.equal`, which would put both values behind the message. */
const same = (found, wanted, message) =>
  assert.ok(isDeepStrictEqual(found, wanted), message);

const NUMBERS = Array.from({ length: 1000 }, (_, at) => at + 1);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const squares = (numbers) => numbers.map((number) => number * number);

/** The file ran on more than one engine */
export function checkSeveralEngines(lab) {
  const used = lab.run.engines_used;
  assert.ok(
    used >= 2,
    `It ran on ${used} engine: choose Set Number of Engines, then 2 or more, and run again.`,
  );
}

/** Every engine tells its own number and process */
export async function checkEnginesTellThemselvesApart(lab) {
  const all = await lab.values("me");
  for (const [engine, me] of all.entries()) {
    same(
      me.engine,
      engine,
      `Task 1: engine ${engine} says that it is engine ${me.engine}: use the name engine_id.`,
    );
  }
  const processes = all.map((me) => me.process);
  assert.ok(
    !processes.includes(0),
    "Task 1: no engine is process 0: process.pid is the number.",
  );
  same(
    new Set(processes).size,
    processes.length,
    "Task 1: two engines tell the same process, but each has its own: use process.pid.",
  );
}

/** You know which engines know a name */
export async function checkSecretIsKnownToFew(lab) {
  const knowing = (await lab.values("knowsSecret")).filter(Boolean).length;
  for (const answer of await lab.values("howManyKnow")) {
    assert.ok(answer !== null, "Task 2: write a number in place of null.");
    same(
      answer,
      knowing,
      `Task 2: it is not ${answer}. Run the cell and count in the panel the engines that show true.`,
    );
  }
}

/** Each engine has its own block of the numbers */
export async function checkNumbersAreScattered(lab) {
  const shares = await lab.values("mine");
  const together = shares.flat();
  assert.ok(
    together.length >= NUMBERS.length,
    `Task 3: the shares have ${together.length} of ${NUMBERS.length} numbers: some belong to no engine.`,
  );
  same(
    together.length,
    NUMBERS.length,
    `Task 3: the shares have ${together.length} numbers, but there are ${NUMBERS.length}: some are on two engines. Cut a share out with numbers.slice(start, end).`,
  );
  same(
    together,
    NUMBERS,
    "Task 3: gathered in the order of the engines, the numbers are not in their old order: give each engine one block.",
  );
  const lengths = shares.map((share) => share.length);
  assert.ok(
    Math.max(...lengths) - Math.min(...lengths) <= 1,
    `Task 3: the shares are ${lengths} long: let share e begin at e * numbers.length / engine_count, rounded down.`,
  );
}

/** The partial results add up to the result of the whole */
export async function checkPartialResultsMakeTheWhole(lab) {
  const partials = await lab.values("partial");
  for (const [engine, share] of (await lab.values("mine")).entries()) {
    same(
      partials[engine],
      sum(squares(share)),
      `Task 4: engine ${engine} has ${partials[engine]}, which is not the sum of the squares of its numbers.`,
    );
  }
  const whole = sum(squares(NUMBERS));
  same(
    sum(partials),
    whole,
    `Together the engines have ${sum(partials)}, not ${whole}: Task 3 comes first.`,
  );
}
