import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contributedFolders } from "../../../src/lessons/pack/contributedFolders";
import { folderOfSetting } from "../../../src/lessons/pack/folderOfSetting";
import { writeLesson } from "../../../src/lessons/pack/writeLesson";
import { newLesson } from "../../../src/lessons/scaffold/newLesson";
import { lessonsFolder } from "./writeLessons";

describe("a folder in the setting of lessons", () => {
  const root = join("/", "work");
  const home = join("/", "home", "me");
  const folder = (entry: unknown, workspace: string | undefined = root) =>
    folderOfSetting(entry, home, workspace);

  it("is absolute, of the home folder or of the workspace", () => {
    assert.equal(folder("/lessons"), "/lessons");
    assert.equal(folder("~"), home);
    assert.equal(folder("~/lessons"), join(home, "lessons"));
    assert.equal(folder("our/lessons"), join(root, "our", "lessons"));
    assert.equal(folder("~lessons"), join(root, "~lessons"), "a name as any other");
  });

  it("is none for what is no path, or is relative to nothing", () => {
    for (const entry of ["", "  ", 7, null, {}, "a\0b"]) assert.equal(folder(entry), undefined);
    assert.equal(folderOfSetting("our/lessons", home, undefined), undefined);
  });
});

describe("lessons that an extension contributes", () => {
  it("are found by their paths", () => {
    const contributes = { "parallelLabs.lessons": [{ path: "./a" }, { path: "b", title: "x" }] };
    assert.deepEqual(contributedFolders({ contributes }), ["./a", "b"]);
  });

  for (const contributes of [undefined, null, 7, [], {}, { "parallelLabs.lessons": "x" }]) {
    it(`are none in ${JSON.stringify(contributes)}`, () => {
      assert.deepEqual(contributedFolders({ contributes }), []);
    });
  }

  it("pass over what is no path", () => {
    const contributes = { "parallelLabs.lessons": [null, "a", { path: 1 }, {}, { path: "good" }] };
    assert.deepEqual(contributedFolders({ contributes }), ["good"]);
    assert.deepEqual(contributedFolders(undefined), []);
  });
});

describe("writing a new lesson", () => {
  const files = (existing: readonly string[]) => newLesson({ title: "Sums", language: "python", existing });

  it("makes the folder of lessons, and gives the file to open", async () => {
    const lessons = join(lessonsFolder({}), "deep", "lessons");
    const file = await writeLesson(lessons, files([]));
    assert.equal(file, join(lessons, "01-sums", "lesson.md"));
    assert.match(readFileSync(file, "utf8"), /^---\nid: sums /);
  });

  it("overwrites no lesson that is there", async () => {
    const lessons = lessonsFolder({});
    mkdirSync(join(lessons, "01-sums"));
    await assert.rejects(writeLesson(lessons, files([])), { code: "EEXIST" });
    assert.deepEqual(readdirSync(join(lessons, "01-sums")), []);
  });

  it("gives it an id that no other lesson has", () => {
    const made = newLesson({ title: "Sums", language: "python", existing: [], ids: ["sums", "sums-2"] });
    assert.equal(made.folder, "01-sums-3");
    assert.match(made.files[0]?.text ?? "", /^---\nid: sums-3 /);
  });
});
