import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { newLesson } from "../../../src/lessons/scaffold/newLesson";
import { sourceFolder } from "../../support/builtFolder";

/** Letters that fit into a line of an editor beside the side bar, in an ordinary window. */
const WIDEST = 88;

describe("the text of labs", () => {
  it("fits into an editor beside the side bar", async () => {
    for (const { path, starter, solution } of await builtInLabs()) {
      fits(`the starter of ${path}`, starter);
      fits(`the solution of ${path}`, solution);
    }
    for (const language of ["python", "javascript"] as const) {
      const [, ...files] = newLesson({ title: "Sums", language, existing: [] }).files;
      for (const { path, text } of files) fits(`a new lesson's ${path}`, text);
    }
  });

  it("has the same comments in the starter and the solution, so that they differ in the tasks only", async () => {
    for (const { path, starter, solution } of await builtInLabs())
      assert.deepEqual(comments(starter), comments(solution), path);
  });

  it("names each task at the beginning of a line", async () => {
    for (const { path, starter } of await builtInLabs())
      assert.doesNotMatch(starter, /^\s*(?:#|\/\/|\*)[^\n]*\S[^\n]*\bTask \d+:/m, path);
  });
});

interface LabText {
  readonly path: string;
  readonly starter: string;
  readonly solution: string;
}

async function builtInLabs(): Promise<LabText[]> {
  const { lessons } = await loadLessons(join(sourceFolder(), "lessons"));
  const labs = lessons.flatMap(({ folder, lesson }) =>
    lesson.labs.map(({ file, solution }) => ({
      path: `${lesson.id}/${file}`,
      starter: readFileSync(join(folder, file), "utf8"),
      solution: readFileSync(join(folder, solution), "utf8"),
    })),
  );
  assert.ok(labs.length > 0);
  return labs;
}

function fits(name: string, text: string): void {
  const wide = text.split("\n").filter((line) => [...line].length > WIDEST);
  assert.deepEqual(wide, [], name);
}

/** The docstrings, and the lines that are nothing but a comment. */
function comments(text: string): string[] {
  return text.match(/"""[\s\S]*?"""|^\s*(?:#|\/\/|\/?\*).*$/gm) ?? [];
}
