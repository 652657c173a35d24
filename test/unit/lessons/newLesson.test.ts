import assert from "node:assert/strict";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { newLesson } from "../../../src/lessons/scaffold/newLesson";
import { lessonsFolder } from "./writeLessons";

describe("a new lesson", () => {
  const titles = [
    "Sums",
    'Größe & Zeit: "a" #b',
    "  ",
    "平行",
    "3 ways to wait",
    "# <b>[x](command:y)</b> `",
    "line\nbreak",
  ];
  for (const language of ["python", "javascript"] as const) {
    for (const title of titles) {
      it(`in ${language}, called ${JSON.stringify(title)}, has no problems`, async () => {
        const { folder, files } = newLesson({ title, language, existing: [] });
        const root = lessonsFolder(
          Object.fromEntries(files.map(({ path, text }) => [`${folder}/${path}`, text])),
        );
        const { lessons, problems } = await loadLessons(root);
        assert.deepEqual(problems, []);
        assert.equal(lessons[0]?.lesson.title, title.trim().replaceAll(/\s+/g, " ") || "New lesson");
        assert.equal(lessons[0]?.lesson.labs[0]?.language, language);
      });
    }
  }

  const folderOf = (title: string, ...existing: string[]) =>
    newLesson({ title, language: "python", existing }).folder;

  it("has the number after the last", () => {
    assert.equal(folderOf("Größe & Zeit!"), "01-grosse-zeit");
    assert.equal(folderOf("Sums", "02-b", "01-a", "pictures"), "03-sums");
    assert.equal(folderOf("3 ways", "9-a", "README.md"), "10-lesson-3-ways");
    assert.equal(folderOf("平行", "99-a"), "100-lesson");
  });

  it("has a starter that differs from its solution in one line", () => {
    for (const language of ["python", "javascript"] as const) {
      const { files } = newLesson({ title: "Sums", language, existing: [] });
      const [, starter, solution] = files.map(({ text }) => text.split("\n"));
      assert.equal(starter?.filter((line, at) => line !== solution?.[at]).length, 1);
    }
  });

  it("tells the file to open first", () => {
    assert.equal(newLesson({ title: "Sums", language: "python", existing: [] }).files[0]?.path, "lesson.md");
  });
});
