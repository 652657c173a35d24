import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newLesson } from "../../../src/lessons/scaffold/newLesson";
import { temporaryFolder } from "../../support/cleanUp";
import { runCommand, type Said } from "./commandLine";

interface LessonDocument {
  readonly ok: boolean;
  readonly run: null;
  readonly result: readonly Readonly<Record<string, unknown>>[];
}

function documentOf({ stdout, stderr }: Said): LessonDocument {
  assert.match(stdout, /^\{[^\n]*\}\n$/, `stdout is not one document; stderr: ${stderr}`);
  return JSON.parse(stdout) as LessonDocument;
}

describe("parallel-labs lessons", () => {
  const LESSONS = join(".parallel-labs", "lessons");
  let folder: ReturnType<typeof temporaryFolder>;
  let file: string;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-lessons-");
    const lesson = newLesson({ title: "Sums", language: "python", existing: [] });
    for (const { path, text } of lesson.files) {
      const at = join(folder.path, LESSONS, lesson.folder, path);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, text);
    }
    file = join(LESSONS, lesson.folder, "lesson.md");
  });
  afterEach(() => folder.remove());

  const run = (...args: string[]) => runCommand(["lessons", ...args], folder.path);
  const breakLesson = () => {
    const { files } = newLesson({ title: "Sums", language: "python", existing: [] });
    const text = (files[0]?.text ?? "")
      .replace("kind: read #", "kind: reed #")
      .replace("    link: first-lab", "    lnk: a");
    writeFileSync(join(folder.path, file), text);
  };

  it("lists the lessons of the folder it is called in, with their labs", async () => {
    const { status, stdout, stderr } = await run();
    assert.equal(status, 0, stderr);
    assert.ok(stdout.includes(`sums: Sums (${file})\n  lab first-lab: Divide a sum\n`), stdout);
    const { ok, result } = documentOf(await run("--json"));
    assert.equal(ok, true);
    const listed = result.find(({ id }) => id === "sums");
    assert.deepEqual([listed?.["file"], listed?.["title"]], [file, "Sums"]);
  });

  it("leaves out a lesson with errors, and says where to read of them", async () => {
    breakLesson();
    const { status, stdout, stderr } = await run("list");
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /sums/);
    assert.match(stderr, /left out: see parallel-labs lessons validate \.parallel-labs/);
  });

  it("validate: status 0 where all is right, of a folder of lessons and of one lesson", async () => {
    for (const place of [LESSONS, dirname(file)]) {
      const { status, stdout, stderr } = await run("validate", place);
      assert.equal(status, 0, stdout + stderr);
      assert.equal(stdout, "No problems.\n");
    }
    assert.deepEqual(documentOf(await run("validate", LESSONS, "--json")), {
      ok: true,
      result: [],
      run: null,
    });
  });

  it("validate: status 2, and each mistake with its place", async () => {
    breakLesson();
    const { status, stdout, stderr } = await run("validate", LESSONS);
    assert.equal(status, 2);
    const [first = "", second = "", third = "", ...rest] = stdout.split("\n");
    assert.equal(
      first,
      `${file}:12:11: error: Checklist item 1's kind is "reed": give watch, read or do. [wrong-value]`,
    );
    assert.match(
      second,
      /lesson\.md:17:5: error: Checklist item 2 has no link: give the lab's id, .*\[missing-field\]$/,
    );
    assert.match(
      third,
      /lesson\.md:20:5: error: Checklist item 2 has an unknown field lnk: .*\[unknown-field\]$/,
    );
    assert.deepEqual(rest, [""]);
    assert.equal(stderr, "3 problems.\n");
  });

  it("validate --json: one document, with fields that programs read", async () => {
    breakLesson();
    const said = await run("validate", LESSONS, "--json");
    assert.equal(said.status, 2);
    assert.equal(said.stderr, "");
    const { ok, result, run: none } = documentOf(said);
    assert.deepEqual([ok, none], [false, null]);
    assert.deepEqual(result[0], {
      code: "wrong-value",
      severity: "error",
      file,
      line: 12,
      column: 11,
      field: "checklist[0].kind",
      message: 'Checklist item 1\'s kind is "reed": give watch, read or do.',
    });
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ["a folder that is not there", ["validate", "gone"], /gone:1:1: error: There is no such folder/],
    [
      "a folder without lessons",
      ["validate", join(LESSONS, "..")],
      /\.parallel-labs:1:1: warning: There is no lesson/,
    ],
    ["no folder", ["validate"], /missing required argument 'dir'/i],
    ["an unknown command", ["fly"], /too many arguments/i],
  ];
  for (const [what, args, says] of wrong) {
    it(`${what}: status 2, in one sentence`, async () => {
      const { status, stdout, stderr } = await run(...args);
      assert.equal(status, 2);
      assert.match(stdout + stderr, says);
      assert.doesNotMatch(stderr, /\n\s+at /, "no stack trace");
    });
  }
});
