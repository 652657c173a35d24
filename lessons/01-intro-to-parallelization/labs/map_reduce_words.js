/**
 * Lab 4: MapReduce word count, in JavaScript.
 *
 * Count words the way that very large texts are counted: a mapper makes [key, value]
 * pairs of each piece of the input, a reducer makes one result of all values of a key,
 * and everything between the two is not your concern. First with lists of words, as in
 * the blog post "Parallel MapReduce in Python in Ten Minutes", then with records and a
 * combiner.
 *
 * How to work: run the first cell to get a text. Then do the tasks, run each job by the
 * lens "Run Map/Reduce" above its mapper, and run the checks of this lab.
 */

// The jobs of this file read the text that the first cell writes, unless you choose
// other files.
// parallel-labs: input=corpus/*.txt

// %% A text to count
// Every engine writes its share of 8 files. Word number n turns up about 1/n times as
// often as word number 1, as in any language (Zipf's law). The text is the same on
// every machine and at every run, and it makes no sense.
const fs = require("node:fs");
const path = require("node:path");

const PARTS = 8;

/**
 * Part `part` of the text: so many sentences, a line each, with words like "Nalo" and
 * "retiba".
 */
function zipfText(part, sentences = 1500) {
  const syllables = [..."bdklmnrst"].flatMap((a) => [..."aeiou"].map((e) => a + e));
  const words = syllables.flatMap((a) => syllables.map((b) => a + b));
  // 1,018 has no divisor in common with the 2,025 words, so these steps visit each of
  // them once, in no order.
  const ranked = words.map((_, rank) => words[(rank * 1018 + 7) % words.length]);
  const bounds = [];
  for (const rank of ranked.keys()) bounds.push((bounds.at(-1) ?? 0) + 1 / (rank + 1));
  let state = part + 1;
  const draw = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const drawWord = () => {
    const aim = draw() * bounds.at(-1);
    const rank = bounds.findIndex((bound) => bound > aim);
    // A tenth of the words are names, which begin with a capital letter wherever they
    // stand.
    return rank % 10
      ? ranked[rank]
      : ranked[rank][0].toUpperCase() + ranked[rank].slice(1);
  };
  return Array.from({ length: sentences }, () => {
    const length = 4 + Math.floor(draw() * 13);
    return `${Array.from({ length }, drawWord).join(" ")}${draw() < 0.8 ? "." : "!"}\n`;
  }).join("");
}

// Engines load this file for every job; a text that is there need not be written again.
const folder = path.join(__dirname, "corpus");
fs.mkdirSync(folder, { recursive: true });
for (let part = engine_id; part < PARTS; part += engine_count) {
  const file = path.join(folder, `part-${part}.txt`);
  if (fs.existsSync(file)) continue;
  fs.writeFileSync(file, zipfText(part));
  console.log(`engine ${engine_id} wrote part-${part}.txt`);
}

// %% The blog post's shape: lists of words, title-cased words only
/**
 * The word without what is neither letter nor digit at its ends: "(well)," becomes
 * "well".
 */
function sanitize(w) {
  return w.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

/** A list of words becomes a list of [word, 1] for those that are title-cased. */
function mapTitles(words) {
  const results = [];
  for (const word of words) {
    // Task 1: "Ann!" and (Ann) are Ann, too. Let `w` be the word without what surrounds
    // it.
    const w = word;
    if (/^\p{Lu}\p{Ll}*$/u.test(w)) results.push([w, 1]);
  }
  return results;
}

/** [word, [[word, 1], …]] becomes [word, count]. */
// parallel-labs: gets=pairs
function reduceTitles([word, pairs]) {
  // Task 2: let `count` be the sum of the second parts of all pairs.
  const count = 0;
  return [word, count];
}

// %% Records: a line at a time, often used words only
const WORD = /[a-z']+/g;
const OFTEN = 5;

function* mapWords(line) {
  // Task 3: yield [word, 1] for every word of the line, in small letters.
  // line.toLowerCase().match(WORD) finds them, and is null where there are none.
  yield [line, 1];
}

function* combineWords(word, counts) {
  // A combiner runs beside the mapper and makes few values of many, so that less has to
  // travel. It sees only a part of a word's counts.
  // Task 4: this one is the reducer once more, and loses words that are often used on
  // the whole but not in any one part. Let it yield the word and the sum, and leave the
  // judgement to the reducer.
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total >= OFTEN) yield [word, total];
}

function* reduceWords(word, counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total >= OFTEN) yield [word, total];
}

// %% A real text
// Choose Map/Reduce Input… and give a folder of yours, such as node_modules/**/*.md or
// src/**/*.ts; then Compare Serial and Parallel. Which word leads?
