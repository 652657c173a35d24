/** Checks of the lab "MapReduce word count", in JavaScript. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** As `assert.equal`, which would put both values behind the message. */
const same = (found, wanted, message) =>
  assert.ok(isDeepStrictEqual(found, wanted), message);

/** Every word of interest stands in both parts, so that no engine sees all of it. */
const PARTS = [
  'The owl, said Ann, sleeps. "Ann!" said (Bob).\nan owl, an OWL; an owl.\n',
  "Ann sleeps. The owl... sleeps\nbut Bob said: an owl, an owl!\n\nAnn-like things\n",
];
const TITLES = { Ann: 3, Bob: 2, The: 2 };
const WORDS = { an: 5, owl: 7 };

/** Runs a job on the two parts, in a folder of their own. */
async function jobOnParts(lab, name) {
  const folder = mkdtempSync(join(tmpdir(), "words-"));
  try {
    for (const [number, text] of PARTS.entries())
      writeFileSync(join(folder, `part-${number}.txt`), text);
    const job = await lab.job({ name, input: join(folder, "*.txt") });
    return {
      rows: { ...job.rows },
      counters: job.counters,
      serial: { ...(await job.serial()) },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The first few words on which two counts differ, in words. */
function differences(found, wanted) {
  const words = [...new Set([...Object.keys(found), ...Object.keys(wanted)])].sort();
  const wrong = words.filter((word) => found[word] !== wanted[word]).slice(0, 4);
  return wrong
    .map(
      (word) =>
        `"${word}": ${found[word] ?? "missing"}, should be ${wanted[word] ?? "absent"}`,
    )
    .join("; ");
}

/** mapTitles finds title-cased words, without what surrounds them */
export async function checkMapStripsWords(lab) {
  const pairs = await lab.call("mapTitles", [
    '"Ann!"',
    "owl,",
    "(Bob).",
    "OWL",
    "...",
    "The",
  ]);
  const wanted = [
    ["Ann", 1],
    ["Bob", 1],
    ["The", 1],
  ];
  same(
    pairs,
    wanted,
    `Task 1: of "Ann!" owl, (Bob). OWL ... The, mapTitles made ${JSON.stringify(pairs)}: use sanitize(word).`,
  );
}

/** reduceTitles adds up a word's pairs */
export async function checkReduceAdds(lab) {
  const pair = [
    "Ann",
    [
      ["Ann", 1],
      ["Ann", 1],
      ["Ann", 3],
    ],
  ];
  const answer = await lab.call("reduceTitles", pair);
  same(
    answer,
    ["Ann", 5],
    `Task 2: of [Ann, 1], [Ann, 1], [Ann, 3], reduceTitles made ${JSON.stringify(answer)}, not ["Ann", 5]: add up the second parts, do not count the pairs.`,
  );
}

/** The blog post's job counts title-cased words */
export async function checkBlogJob(lab) {
  const { rows } = await jobOnParts(lab, "mapTitles");
  same(rows, TITLES, `Tasks 1 and 2: in a small text, ${differences(rows, TITLES)}.`);
}

/** The job on records counts the words that are used often */
export async function checkRecordsJob(lab) {
  const { rows, counters, serial } = await jobOnParts(lab, "mapWords");
  assert.ok(
    !Object.keys(rows).some((word) => word.includes(" ")),
    "Task 3: a key is a whole line: yield one pair a word.",
  );
  same(
    rows,
    { ...WORDS },
    `Tasks 3 and 4: in a small text of two files, ${differences(rows, WORDS)}. A combiner must not leave out what is rare in one part.`,
  );
  same(rows, serial, "On all engines the result is not that of one.");
  same(counters.records, 6, `The job read ${counters.records} lines, but there are 6.`);
}

/** Several engines had parts of the text to write at the same time */
export function checkEnginesShareTheWriting(lab) {
  assert.ok(
    lab.run.engines_at_once >= 2,
    "Run the file on at least 2 engines: choose Set Number of Engines.",
  );
}
