/**
 * Lab 1: Engines, in JavaScript.
 *
 * An engine is a Node of its own, in a process of its own, with a memory of its own.
 * This lab shows what follows from that: who runs a cell, which names an engine knows,
 * how data gets to engines and how results come back.
 *
 * How to work: put the cursor into a cell and choose "Run on All Engines" above it.
 * Where a comment says "Task", change the code below it and run the cell again. When
 * all tasks are done, run the checks of this lab.
 */

// %% Hello from every engine
// The same cell runs once on every engine. Two names are there already: `engine_id`
// counts the engines from 0, and `engine_count` says how many there are.
console.log(`hello from engine ${engine_id} of ${engine_count}`);

// Task 1: make the engines tell themselves apart. "engine" shall be the number of the
// engine, and "process" the number of its process, which process.pid tells. Are the
// processes the same or different?
const me = { engine: 0, process: 0 };
me;

// %% Names are not shared
// Only engine 0 gets past the `if`. Does another engine know the secret afterwards?
let secret;
if (engine_id === 0) secret = "engines keep secrets";

const knowsSecret = secret !== undefined;

// Task 2: on how many engines is `knowsSecret` true? Write down the number before you
// run the cell.
const howManyKnow = null;
knowsSecret;

// %% Push: the same data on every engine
// What runs on all engines exists on all engines.
const numbers = Array.from({ length: 1000 }, (_, at) => at + 1);
numbers.length;

// %% Scatter: a part of the data on each engine
// Task 3: let `mine` be this engine's share of `numbers`: one block after another, so
// that the shares of engine 0, engine 1, … put one behind the other are `numbers`
// again, and no share is more than one number longer than another. It must be right for
// any number of engines.
const mine = numbers;
console.log(
  `engine ${engine_id} has ${mine.length} numbers, from ${mine[0]} to ${mine.at(-1)}`,
);

// %% Work: each engine on its own share
// `mine` is still there from the cell before: names last until you reset or restart the
// engines.
// Task 4: let `partial` be the sum of the squares of this engine's numbers, and of no
// others.
const partial = 0;

// %% Pull and gather: results come back
// A cell's last expression is what comes back from each engine; the panel shows one
// value an engine. The sum of all partial results is the result of the whole: the
// checks of this lab add them up.
partial;
