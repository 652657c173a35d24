import assert from "node:assert/strict";
import fc from "fast-check";
import { readLesson } from "../../../src/lessons/format/readLesson";
import type { LessonProblem } from "../../../src/protocol/lessonProblem";
import { edited, LESSON } from "./writeLessons";

const FILE = "/lessons/sums/lesson.md";

/** A problem as `line:column code field message`. */
const tell = ({ line, column, code, field, message }: LessonProblem) =>
  `${line}:${column} ${code} ${field}: ${message}`;

function problemsOf(text: string): string[] {
  const { lesson, problems } = readLesson(text, FILE);
  assert.equal(lesson === undefined, problems.length > 0);
  for (const { file, severity } of problems)
    assert.deepEqual({ file, severity }, { file: FILE, severity: "error" });
  return problems.map(tell);
}

describe("a lesson's front matter", () => {
  it("is read, with lists for what is left out", () => {
    const { lesson, problems, body } = readLesson(LESSON, FILE);
    assert.deepEqual(problems, []);
    assert.equal(lesson?.title, "Sums");
    assert.deepEqual(lesson?.labs[0], {
      id: "adding",
      title: "Adding",
      summary: "Add numbers.",
      file: "labs/adding.py",
      solution: "solutions/adding.py",
      check: "checks/adding.py",
      language: "python",
      extras: [],
      hints: [],
    });
    assert.match(body, /^\n# Sums/);
    const { lesson: small } = readLesson("---\nid: small\ntitle: Small\n---\ntext", FILE);
    const lists = { objectives: [], checklist: [], labs: [], quiz: [] };
    assert.deepEqual(small, { id: "small", title: "Small", ...lists });
  });

  it("may have Windows line ends, a byte order mark and spaces behind its lines ---", () => {
    const text = `\uFEFF${LESSON.replace("---\n", "---  \n").replaceAll("\n", "\r\n")}`;
    const { lesson, problems } = readLesson(text, FILE);
    assert.deepEqual(problems, []);
    assert.deepEqual(lesson, readLesson(LESSON, FILE).lesson);
    const broken = readLesson(text.replace("kind: watch", "kind: see"), FILE).problems;
    assert.deepEqual(
      broken.map(({ line, column }) => [line, column]),
      [[9, 11]],
    );
  });

  const wrong: readonly (readonly [what: string, from: string, to: string, says: string])[] = [
    [
      "a missing link",
      "    link: https://example.org/video\n",
      "",
      "8:5 missing-field checklist[0].link: Checklist item 1 has no link: give the page's address, which begins with https:// or http://.",
    ],
    [
      "a missing lab of an item",
      "    link: adding\n",
      "",
      "12:5 missing-field checklist[1].link: Checklist item 2 has no link: give the lab's id, or LESSON/LAB for a lab of another lesson.",
    ],
    [
      "a link that is no page",
      "https://example.org/video",
      "command:workbench.action.quit",
      "11:11 wrong-value checklist[0].link: Checklist item 1's link is \"command:workbench.action.quit\": give the page's address, which begins with https:// or http://.",
    ],
    [
      "an unknown kind, and nothing about its link",
      "kind: watch",
      "kind: look",
      '9:11 wrong-value checklist[0].kind: Checklist item 1\'s kind is "look": give watch, read or do.',
    ],
    [
      "an unknown field",
      "    kind: watch",
      "    kind: watch\n    minuets: 3",
      "10:5 unknown-field checklist[0].minuets: Checklist item 1 has an unknown field minuets: remove it, or use one of id, kind, title, link, minutes, optional, by, outcomes.",
    ],
    [
      "an id that is none",
      "id: sums",
      "id: My Sums",
      '2:5 wrong-value id: The lesson\'s id is "My Sums": give a name that never changes: small letters, digits and hyphens, beginning with a letter.',
    ],
    [
      "an empty title",
      "title: Sums",
      "title:",
      "3:7 wrong-value title: The lesson's title is empty: give the lesson's name, on one line.",
    ],
    [
      "a number of minutes in words",
      "    kind: watch",
      "    kind: watch\n    minutes: ten",
      '10:14 wrong-value checklist[0].minutes: Checklist item 1\'s minutes is "ten": give a whole number of minutes, from 1.',
    ],
    [
      "a list that is none",
      "    outcome: share",
      "    outcome: [share]",
      "26:14 wrong-value quiz[0].outcome: Question 1's outcome is a list of 1: give the id of the objective that it tests.",
    ],
    [
      "a choice without a reason",
      "        why: It is not.\n",
      "",
      "31:9 missing-field quiz[0].choices[1].why: Choice 2 of question 1 has no why: give a sentence on why it is right or wrong.",
    ],
    [
      "an id twice",
      "id: practice",
      "id: video",
      "12:9 duplicate-id checklist[1].id: Checklist item 2 has the id video of checklist item 1: give it another.",
    ],
    [
      "an unknown lab",
      "link: adding",
      "link: subtracting",
      "15:11 unknown-lab checklist[1].link: Checklist item 2's link is subtracting, which is no lab of this lesson: use one of adding.",
    ],
    [
      "a lab after itself",
      "    summary: Add numbers.",
      "    summary: Add numbers.\n    after: adding",
      "20:12 unknown-lab labs[0].after: Lab 1's after is adding, which is no lab above it: leave it away.",
    ],
    [
      "an unknown objective",
      "outcome: share",
      "outcome: shares",
      "26:14 unknown-outcome quiz[0].outcome: Question 1's outcome names no objective of this lesson: use one of share.",
    ],
    [
      "no right answer",
      "        correct: true\n",
      "",
      "28:7 wrong-choices quiz[0].choices: Question 1 has no correct choice: say correct: true at the right one.",
    ],
    [
      "no wrong answer",
      "      - text: There\n",
      "      - text: There\n        correct: true\n",
      "28:7 wrong-choices quiz[0].choices: Question 1 has no wrong choice: add one, with why it is wrong.",
    ],
    [
      "one choice twice",
      "text: There",
      "text: Here",
      "31:15 wrong-choices quiz[0].choices[1].text: Question 1 has the same choice twice: keep one.",
    ],
    [
      "a lab that no engine runs",
      "file: labs/adding.py",
      "file: labs/adding.rb",
      "20:11 wrong-value labs[0].file: Lab 1's file labs/adding.rb cannot run on engines: give one that ends in .py, .js, .mjs, .cjs, .ts or .mts.",
    ],
    [
      "a language that is not the file's",
      "    file: labs",
      "    language: javascript\n    file: labs",
      "20:15 wrong-value labs[0].language: Lab 1's language is javascript, and its file is python: correct one of them, or leave the language away.",
    ],
    [
      "a field twice",
      "title: Sums",
      "title: Sums\ntitle: More",
      "4:1 not-yaml : The front matter says title twice: keep one.",
    ],
  ];
  for (const [what, from, to, says] of wrong) {
    it(`tells of ${what}, at its place`, () =>
      assert.deepEqual(problemsOf(edited(LESSON, from, to)), [says]));
  }

  it("tells of all that has a wrong shape at once", () => {
    const text = edited(edited(LESSON, "kind: watch", "kind: look"), "    file: labs/adding.py\n", "");
    assert.deepEqual(
      problemsOf(text).map((line) => line.split(" ")[1]),
      ["wrong-value", "missing-field"],
    );
  });

  it("is missed where there is none", () => {
    assert.match(problemsOf("# Sums\n").join(), /^1:1 no-front-matter .* between two lines --- at the top/);
    assert.match(problemsOf("").join(), /^1:1 no-front-matter/);
    assert.match(problemsOf("---\nid: sums\n").join(), /^1:1 no-front-matter .*does not end/);
    assert.match(problemsOf("---\n---\n").join(), /The lesson is empty: give fields/);
    assert.match(problemsOf("---\n- one\n---\n").join(), /The lesson is a list of 1: give fields/);
  });

  it("has no signs that cannot be seen", () => {
    const said = (text: string) => problemsOf(edited(LESSON, "Divide work.", text)).join();
    assert.match(said('"Divide \\u202ework."'), /text has a sign that cannot be seen \(U\+202E\): remove it/);
    assert.match(said('"Divide \\awork."'), /\(U\+0007\)/);
    assert.equal(said('"Divide\\nwork, \u05d0\u200e\u05d1."'), "");
  });

  it("repeats no sign that a terminal obeys", () => {
    const [said = ""] = problemsOf(edited(LESSON, "kind: watch", 'kind: "\\e[31mred\\u202e"'));
    assert.match(said, /is "\ufffd\[31mred\ufffd": give watch/);
  });
});

describe("a lesson with any mistakes", () => {
  const lines = LESSON.split("\n");

  it("never breaks its reader, and has a place and a sentence for each", () => {
    const line = fc.oneof(
      fc.constantFrom(...lines),
      fc.constantFrom("---", "  - ", "a: [", "\t", "id: *a"),
      fc.string(),
    );
    const edits = fc.array(fc.tuple(fc.nat(lines.length), fc.nat(2), fc.array(line, { maxLength: 2 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(edits, (all) => {
        const text = [...lines];
        for (const [at, gone, more] of all) text.splice(at, gone, ...more);
        const { problems } = readLesson(text.join("\n"), FILE);
        for (const { line, column, message } of problems) {
          const there = text.join("\n").split("\n")[line - 1];
          assert.ok(
            there !== undefined && column >= 1 && column <= there.length + 1,
            `${line}:${column} ${message}`,
          );
          assert.match(message, /^[A-Z][^\n]*: [^\n]*\.$/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("hostile front matter", () => {
  const matter = (yaml: string) => `---\n${yaml}\n---\ntext\n`;
  const bomb = Array.from({ length: 12 }, (_, at) =>
    at === 0
      ? "a0: &a0 [x, x, x, x, x, x, x, x, x]"
      : `a${at}: &a${at} [${Array(9)
          .fill(`*a${at - 1}`)
          .join(", ")}]`,
  ).join("\n");
  const stairs = (sign: string) =>
    Array.from({ length: 80 }, (_, at) => `${" ".repeat(at * 2 * 8)}${sign.repeat(8)}`)
      .join("\n")
      .slice(0, 64 * 1024);
  const hostile: readonly (readonly [what: string, yaml: string, says: RegExp])[] = [
    ["aliases of aliases", bomb, /has aliases that cannot be followed \(Excessive alias count/],
    ["an alias of nothing", "id: *gone", /not-yaml/],
    ["an alias of itself", "id: &a [*a]", /\d/],
    ["brackets in brackets", `id: ${"[".repeat(30_000)}`, /nested too deep/],
    ["braces in braces", `id: ${"{a: ".repeat(15_000)}`, /nested too deep/],
    ["lists in lists", "- ".repeat(30_000), /nested too deep/],
    ["keys in keys", "? ".repeat(30_000), /nested too deep/],
    ["keys in keys, line by line", `${"? ".repeat(7)}\n`.repeat(4000), /2:3 .*name is no text/],
    ["closed brackets before open ones", `${"]".repeat(20_000)}${"[".repeat(20_000)}`, /nested too deep/],
    ["stairs of keys", stairs("? "), /2:3 .*name is no text/],
    ["stairs of lists", stairs("- "), /wrong-value : The lesson is a list/],
    ["names in a list without names", `id: [${"b: ".repeat(20_000)}]`, /nested too deep/],
    ["very much", `id: ${"x".repeat(70_000)}`, /longer than 64 KB/],
    [
      "a tag of its own",
      "id: !!js/function 'function () { return 1 }'",
      /not-yaml .*not valid YAML \(.*tag/i,
    ],
    ["a name that is a list", "? [a, b]\n: c", /a field whose name is no text/],
    ["a half sign", '"\\ud800": 1\nid: a\ntitle: b', /a field whose name is no text/],
    [
      "names of what objects inherit",
      "__proto__: {id: a, title: b}\nconstructor: 1",
      /unknown field __proto__/,
    ],
    ["a tab for indentation", "id:\n\ta", /not-yaml .*not valid YAML/],
  ];
  for (const [what, yaml, says] of hostile) {
    it(`with ${what} is refused`, () => assert.match(problemsOf(matter(yaml)).join("\n"), says));
  }
});
