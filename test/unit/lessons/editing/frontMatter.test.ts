import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldExplanation } from "../../../../src/lessons/editing/fieldExplanation";
import { fieldProposals } from "../../../../src/lessons/editing/fieldProposals";
import { lessonFindings, MOST_FINDINGS } from "../../../../src/lessons/editing/lessonFindings";
import { isLessonText } from "../../../../src/lessons/editing/lessonText";
import { outlineMatter } from "../../../../src/lessons/editing/matterOutline";
import { readLesson } from "../../../../src/lessons/format/readLesson";
import { sourceFolder } from "../../../support/builtFolder";
import { LESSON } from "../lessonFiles";

const MATTER = `---
id: sums
title: Sums
objectives:
- id: adding-up
  text: Add up. [x](command:y)
checklist:
  - id: do-it
    kind: do
    title: Add
    link: adding
    outcomes: [adding-up]
labs:
  - id: adding
    title: Adding *it*
    summary: |
      kind: no field
      Add.
    file: labs/a.py
    solution: solutions/a.py
    check: checks/a.py
    hints:
      - First
  - id: more
    title: "More"
    summary: Add more.
    file: labs/b.py
    solution: solutions/b.py
    check: checks/b.py
    after: adding
---

kind: no field
`;

/** What is proposed at the mark, as the line would then read. */
function proposed(marked: string): string[] {
  const [before = "", after = ""] = marked.split("¦");
  const text = before + after;
  const line = before.split("\n").length - 1;
  const content = text.split("\n")[line] ?? "";
  const character = before.length - before.lastIndexOf("\n") - 1;
  return fieldProposals(text, line, character).map((one) =>
    (content.slice(0, one.from) + one.text + content.slice(one.to)).trim(),
  );
}
const edited = (from: string, to: string) => {
  assert.ok(MATTER.includes(from), from);
  return MATTER.replace(from, to);
};
function explained(from: string, to: string): string | undefined {
  const text = edited(from, to);
  const before = text.slice(0, text.indexOf("¦"));
  const line = before.split("\n").length - 1;
  return fieldExplanation(text.replace("¦", ""), line, before.length - before.lastIndexOf("\n") - 1)?.says;
}

describe("The outline of front matter", () => {
  const lessons = join(sourceFolder(), "lessons");
  const shipped = readdirSync(lessons)
    .filter((name) => /^\d/.test(name))
    .map((name) => readFileSync(join(lessons, name, "lesson.md"), "utf8"));

  for (const [at, text] of [...shipped, LESSON, MATTER].entries()) {
    it(`has what YAML's parser has, at the same places: text ${at + 1}`, () => {
      const { lesson, place } = readLesson(text, "lesson.md");
      assert.ok(lesson);
      const outline = outlineMatter(text);
      assert.ok(outline.length > 10);
      for (const { line, path, key, value, valueFrom } of outline) {
        const real = path.reduce<unknown>(
          (data, step) => (data as Record<string | number, unknown>)[step],
          lesson,
        );
        assert.notEqual(real, undefined, path.join("."));
        if (typeof real !== "string" || /^[|>]|\\|\u0022$/.test(value) || value === "") continue;
        assert.ok(real.startsWith(value.replace(/['"]$/, "")), `${path.join(".")}: ${value}`);
        const { line: found, column } = place(path);
        assert.deepEqual([found, column], [line + 1, valueFrom + 1], path.join("."));
        assert.ok(key === undefined || key.to < valueFrom);
      }
    });
  }

  it("ends with the front matter, and takes no time for hostile text", () => {
    assert.deepEqual(outlineMatter("no front matter\nid: x\n"), []);
    const deep = `---\n${Array.from({ length: 2000 }, (_, at) => `${" ".repeat(at % 300)}- - - a: [[[[`).join("\n")}\n`;
    const unknown = `---\n${Array.from({ length: 9000 }, (_, at) => `x${at}:`).join("\n")}\n---\n`;
    assert.equal(lessonFindings(unknown).length, MOST_FINDINGS);
    // What would be quadratic takes minutes, or all memory.
    for (const hostile of [deep, unknown, `---\n${"- ".repeat(60_000)}`, `---\n${"a:\n".repeat(40_000)}`]) {
      outlineMatter(hostile);
      lessonFindings(hostile);
      fieldProposals(hostile, 1, 0);
    }
  });
});

describe("Proposals in front matter", () => {
  it("are fields that the lesson has not yet", () => {
    assert.deepEqual(proposed(edited("title: Sums\n", "title: Sums\n¦\n")), ["summary:", "quiz:"]);
    assert.deepEqual(proposed(edited("title: Sums\n", "title: Sums\nsum¦\n")), ["summary:", "quiz:"]);
  });

  it("are those of the list's member that somebody writes, at its first line, too", () => {
    assert.ok(proposed(edited("    link: adding\n", "    link: adding\n    ¦\n")).includes("minutes:"));
    assert.ok(!proposed(edited("    link: adding\n", "    link: adding\n    ¦\n")).includes("kind:"));
    assert.deepEqual(proposed("---\nquiz:\n  - ¦\n"), ["- id:", "- question:", "- outcome:", "- choices:"]);
    assert.deepEqual(proposed("---\nquiz:\n  - id: a\n    choices:\n    - text: b\n      ¦\n"), [
      "correct:",
      "why:",
    ]);
    assert.deepEqual(proposed(edited("title: Add\n", "tit¦le: Add\n")).slice(0, 2), [
      "title: Add",
      "minutes: Add",
    ]);
  });

  it("are values, where there are few", () => {
    assert.deepEqual(proposed(edited("kind: do", "kind: ¦")), ["kind: watch", "kind: read", "kind: do"]);
    assert.deepEqual(proposed(edited("kind: do", "kind: do\n    optional: ¦")), [
      "optional: true",
      "optional: false",
    ]);
  });

  it("are ids of labs and objectives, where such are named", () => {
    assert.deepEqual(proposed(edited("link: adding", "link: ¦")), ["link: adding", "link: more"]);
    assert.deepEqual(proposed(edited("after: adding", "after: ¦")), ["after: adding"]);
    assert.deepEqual(proposed(edited("[adding-up]", "[a¦]")), ["outcomes: [adding-up]"]);
    assert.deepEqual(proposed(edited("[adding-up]", "\n      - ¦")), ["- adding-up"]);
    assert.deepEqual(proposed(edited("kind: do", "kind: read").replace("link: adding", "link: ¦")), []);
  });

  it("are none in the text below, nor in text of several lines", () => {
    assert.deepEqual(proposed(MATTER.replace("\nkind: no field\n", "\n¦\n")), []);
  });
});

describe("Explanations in front matter", () => {
  it("say what a field is, and its values", () => {
    assert.match(
      explained("kind: do", "ki¦nd: do") ?? "",
      /\*\*kind\*\*: .*`watch`, `read`, `do`.* Needed\./,
    );
    assert.match(explained("link: adding", "lin¦k: adding") ?? "", /the lab's id/);
    assert.equal(explained("title: Sums", "title: Su¦ms"), undefined);
  });

  it("say whom an id names, as text and never as markup", () => {
    assert.equal(explained("after: adding", "after: add¦ing"), "Adding \\*it\\*");
    assert.equal(explained("[adding-up]", "\n      - add¦ing-up"), "Add up. \\[x\\]\\(command\\:y\\)");
  });
});

describe("Mistakes in front matter", () => {
  const found = (text: string) =>
    lessonFindings(text).map(({ code, from, to, fixes }) => [
      code,
      text.slice(from, to),
      ...fixes.map((fix) => fix.title),
    ]);

  it("are marked where they stand, with what may be meant", () => {
    assert.deepEqual(found(MATTER), []);
    assert.deepEqual(found(edited("kind: do", "kind: reed")), [
      ["wrong-value", "reed", "Use read", "Use watch", "Use do"],
    ]);
    assert.deepEqual(found(edited("link: adding", "link: ading")), [
      ["unknown-lab", "ading", "Use adding", "Use more"],
    ]);
    assert.deepEqual(found(edited("    title: Add\n", "    title: Add\n    minuts: 3\n")), [
      ["unknown-field", "minuts", "Use minutes", "Remove line 11"],
    ]);
    assert.deepEqual(found(edited("after: adding", "after: later")), [
      ["unknown-lab", "later", "Use adding"],
    ]);
  });

  it("do not reach over a comment behind them", () => {
    assert.deepEqual(found(edited("kind: do", "kind: reed # watch, read or do"))[0]?.slice(0, 2), [
      "wrong-value",
      "reed",
    ]);
    assert.deepEqual(found(edited("link: adding", 'link: "ading" # the lab'))[0]?.[1], '"ading"');
  });

  it("are repaired by their fixes", () => {
    const text = edited("    title: Add\n", "    title: Add\n    minuts: 3\n").replaceAll("\n", "\r\n");
    const [rename, remove] = lessonFindings(text)[0]?.fixes ?? [];
    const apply = (fix = rename) => {
      const [{ from, to, text: added } = { from: 0, to: 0, text: "" }] = fix?.changes ?? [];
      return (text.slice(0, from) + added + text.slice(to)).replaceAll("\r\n", "\n");
    };
    assert.deepEqual(found(apply()), []);
    assert.equal(apply(remove), MATTER);
  });

  it("keep a line that begins a member", () => {
    const text = edited("  - id: do-it\n", "  - idd: do-it\n");
    const unknown = lessonFindings(text).find(({ code }) => code === "unknown-field");
    assert.deepEqual(
      unknown?.fixes.map(({ title }) => title),
      ["Use id"],
    );
  });
});

describe("A file called lesson.md", () => {
  it("is a lesson among the workspace's lessons, or with fields of ours", () => {
    assert.ok(isLessonText("/a/.parallel-labs/lessons/01-a/lesson.md", ""));
    assert.ok(isLessonText("/a/course/01-a/lesson.md", MATTER));
    assert.ok(isLessonText("/a/lesson.md", "---\r\nid: a\r\nlabs:\r\n  - id: x\r\n"));
    assert.ok(!isLessonText("/a/lesson.md", "---\ntitle: A post\n---\n\nlabs:\n"));
    assert.ok(!isLessonText("/a/lesson.md", "# A lesson\n"));
    assert.ok(!isLessonText("/a/notes.md", MATTER));
  });
});
