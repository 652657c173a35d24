/**
 * Lab 3: Monte Carlo pi, in JavaScript.
 *
 * Throw points at a square at random, and count those that land in the quarter of a
 * circle inside it: four times their share is an estimate of pi. Every point is
 * independent of all others, so the work can be divided as you like. Two things can
 * still go wrong: engines that throw the same points, and parts that are too large or
 * too small.
 *
 * How to work: run the cells from the top, do the tasks, then run the checks of this
 * lab.
 */

// %% One engine's points
/** Points of all engines together. */
const POINTS = 4_000_000;

/**
 * A source of numbers from 0 to 1 that gives the same ones for the same seed, which
 * Math.random cannot.
 */
function randomNumbers(seed) {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * How many of so many random points of the unit square lie in the quarter circle; the
 * same for the same seed.
 */
function insideCircle(seed, points) {
  const draw = randomNumbers(seed);
  let inside = 0;
  for (let point = 0; point < points; point++) {
    if (draw() ** 2 + draw() ** 2 < 1) inside++;
  }
  return inside;
}

// %% Every engine throws its share
// Task 1: the seed decides which points are thrown. Run the cell as it is and compare
// the engines' results. Then let every engine have a seed of its own that is the same
// again the next time.
const seed = 42 + engine_id;

// Task 2: let the engines throw POINTS points together: the numbers of all engines must
// add up to POINTS exactly, for any number of engines.
const points =
  Math.floor(POINTS / engine_count) + (engine_id < POINTS % engine_count ? 1 : 0);

const inside = insideCircle(seed, points);
const estimate = ((4 * inside) / points).toFixed(4);
console.log(
  `engine ${engine_id}: ${inside} of ${points} inside, pi is about ${estimate}`,
);

// %% As a map/reduce job, in chunks
// Engines are not equally fast. As a job, the work is a list of chunks, and whichever
// engine is free takes the next. Run this with the lens "Run Map/Reduce" above the
// mapper, and look at the timeline.
// Task 3: let inputs() cut POINTS into at least 16 and at most 400 chunks, each a pair
// [seed, points] with a seed of its own. One chunk leaves all other engines idle;
// millions of chunks of one point would cost more to hand out than to do.
function inputs() {
  const chunks = 40;
  return Array.from({ length: chunks }, (_, number) => [number, POINTS / chunks]);
}

function mapper(task) {
  const [seed, points] = task;
  return [
    ["inside", insideCircle(seed, points)],
    ["points", points],
  ];
}

function reducer(_key, numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}

// %% How much faster can it get?
// Task 4: Amdahl's law. If a part p of the work (0 to 1) can be divided among n engines
// and the rest cannot, the whole takes (1 - p) + p / n of its time on one engine. Let
// amdahl answer the speed-up: how many times faster that is.
function amdahl(parallelPart, engines) {
  return 1 / (1 - parallelPart + parallelPart / engines);
}

// The curve that you would get if 95 % can be divided. Set Number of Engines to
// 1, 2, 4, …, run the job each time, and compare with the speed-up in the panel. More
// engines than cores do not make it faster.
if (engine_id === 0) {
  for (const engines of [1, 2, 4, 8, 16]) {
    const speedup = amdahl(0.95, engines);
    const bar = "█".repeat(Math.round(2 * speedup));
    console.log(`${String(engines).padStart(3)} engines ${bar} ${speedup.toFixed(2)}`);
  }
}
