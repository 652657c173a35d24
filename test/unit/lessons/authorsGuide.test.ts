import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import schema from "../../../src/lessons/lesson.schema.json";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { sourceFolder } from "../../support/builtFolder";
import { lessonsFolder } from "./writeLessons";

const lessons = join(sourceFolder(), "lessons");

describe("the authors' guide", () => {
  const guide = readFileSync(join(lessons, "README.md"), "utf8");

  it("has an example that is right, with the files that it names", async () => {
    const example = new MarkdownIt()
      .parse(guide, {})
      .find(({ type, info }) => type === "fence" && info === "markdown");
    assert.ok(example);
    const named = ["darts", "chunks"].flatMap((lab) => [
      `labs/${lab}.py`,
      `solutions/${lab}.py`,
      `checks/${lab}.py`,
    ]);
    const files = [...named, "labs/darts_board.csv", "pictures/darts.svg"].map((path) => [
      `03-my-lesson/${path}`,
      "",
    ]);
    const folder = lessonsFolder({ "03-my-lesson/lesson.md": example.content, ...Object.fromEntries(files) });
    const loaded = await loadLessons(folder);
    assert.deepEqual(loaded.problems, []);
    const [{ lesson } = assert.fail()] = loaded.lessons;
    for (const list of [lesson.objectives, lesson.checklist, lesson.labs, lesson.quiz])
      assert.ok(list.length > 0);
  });

  it("names every field of the schema", () => {
    const fields = (part: unknown): string[] => {
      if (typeof part !== "object" || part === null) return [];
      const { properties = {} } = part as { properties?: object };
      return [
        ...Object.keys(properties),
        ...Object.values(part).flatMap(fields),
        ...Object.values(properties).flatMap(fields),
      ];
    };
    for (const field of new Set(fields(schema.properties)))
      assert.match(guide, new RegExp(`\`${field}\\b`), field);
  });
});

describe("the built-in lessons", () => {
  it("have no problems", async () => {
    assert.deepEqual((await loadLessons(lessons)).problems, []);
  });
});
