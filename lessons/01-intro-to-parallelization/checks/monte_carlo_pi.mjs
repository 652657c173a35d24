/** Checks of the lab "Monte Carlo pi", in JavaScript. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** As `assert.equal`, which would put both values behind the message. */
const same = (found, wanted, message) =>
  assert.ok(isDeepStrictEqual(found, wanted), message);

const POINTS = 4_000_000;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** How far an estimate is from pi, in standard deviations. */
function farFromPi(inside, points) {
  const deviation = 4 * Math.sqrt(((Math.PI / 4) * (1 - Math.PI / 4)) / points);
  return Math.abs((4 * inside) / points - Math.PI) / deviation;
}

/** Several engines had work at the same time */
export function checkSeveralEnginesAtOnce(lab) {
  assert.ok(
    lab.run.engines_at_once >= 2,
    "Run the file on at least 2 engines: choose Set Number of Engines.",
  );
}

/** Every engine throws points of its own */
export async function checkSeedsDiffer(lab) {
  const seeds = await lab.values("seed");
  same(
    new Set(seeds).size,
    seeds.length,
    `Task 1: the seeds are ${seeds}: engines with the same seed throw the same points, and the estimate gets no better. Use engine_id in the seed.`,
  );
}

/** The same seed gives the same result again */
export async function checkResultsCanBeRepeated(lab) {
  const [seed] = await lab.values("seed");
  const [points] = await lab.values("points");
  const [inside] = await lab.values("inside");
  same(
    await lab.call("insideCircle", seed, points),
    inside,
    `With seed ${seed}, engine 0 counted ${inside} the first time and something else the second: draw from randomNumbers(seed) only.`,
  );
}

/** The engines' shares add up to all points */
export async function checkPointsAddUp(lab) {
  const shares = await lab.values("points");
  same(
    sum(shares),
    POINTS,
    `Task 2: ${shares.join(" + ")} is ${sum(shares)}, not ${POINTS}: divide POINTS by engine_count, and give what is left over to the first engines.`,
  );
  assert.ok(
    Math.max(...shares) - Math.min(...shares) <= 1,
    `Task 2: the shares ${shares} are not equal: nobody should wait for one.`,
  );
}

/** All engines together estimate pi */
export async function checkEstimate(lab) {
  const inside = sum(await lab.values("inside"));
  const points = sum(await lab.values("points"));
  assert.ok(
    farFromPi(inside, points) < 5,
    `Together the engines say ${(4 * inside) / points}, which is too far from pi to be chance: count points with x² + y² < 1.`,
  );
}

/** The job has enough chunks, and not too many */
export async function checkChunks(lab) {
  const chunks = await lab.call("inputs");
  assert.ok(
    chunks.length >= 16,
    `Task 3: ${chunks.length} chunks for all engines: some stay idle or wait for the last. Cut POINTS into 16 or more.`,
  );
  assert.ok(
    chunks.length <= 400,
    `Task 3: ${chunks.length} chunks are so small that handing them out takes the time: 400 at most.`,
  );
  const total = sum(chunks.map(([, points]) => points));
  same(
    total,
    POINTS,
    `Task 3: the chunks have ${total} points together, not ${POINTS}.`,
  );
  const seeds = new Set(chunks.map(([seed]) => seed));
  same(
    seeds.size,
    chunks.length,
    "Task 3: two chunks have the same seed, so the same points.",
  );
}

/** The job finds on all engines what it finds on one */
export async function checkJobAgreesWithSerial(lab) {
  const job = await lab.job();
  const { inside, points } = job.rows;
  same(points, POINTS, `The job threw ${points} points, not ${POINTS}: see Task 3.`);
  assert.ok(
    farFromPi(inside, POINTS) < 5,
    `The job says ${(4 * inside) / POINTS}, which is too far from pi to be chance.`,
  );
  same(
    job.rows,
    await job.serial(),
    "On one engine the job finds something else: a chunk's result may depend on its seed and points, nothing else.",
  );
}

/** Amdahl's law is right */
export async function checkAmdahl(lab) {
  const cases = [
    [1, 8, 8],
    [0, 8, 1],
    [0.5, 2, 4 / 3],
    [0.9, 1000, 9.91],
    [0.95, 16, 9.14],
  ];
  for (const [part, engines, speedup] of cases) {
    const answer = await lab.call("amdahl", part, engines);
    assert.ok(
      Math.abs(answer - speedup) < 0.01,
      `Task 4: if ${100 * part} % can be divided among ${engines} engines, the speed-up is ${speedup.toFixed(2)}, not ${answer}: 1 / ((1 - p) + p / n).`,
    );
  }
}
