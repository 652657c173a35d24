import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { loadLessons } from "../../../src/lessons/loadLessons";
import { MOST_FILES } from "../../../src/lessons/pack/limits";
import { skip } from "../../support/skip";
import { edited, LESSON, lessonFiles, lessonsFolder } from "./writeLessons";

/** Loads a folder and gives the ids of its lessons, and its problems as `file:line code message`. */
async function load(folder: string) {
  const { lessons, problems } = await loadLessons(folder);
  const told = problems.map(({ file, line, severity, code, message }) => {
    const shown = file.slice(folder.length + 1).replaceAll("\\", "/");
    return `${shown}:${line} ${severity} ${code} ${message}`;
  });
  return { ids: lessons.map(({ lesson }) => lesson.id), problems: told, lessons };
}

const withId = (id: string) => edited(LESSON, "id: sums", `id: ${id}`);
const withText = (text: string) => `${LESSON}\n${text}\n`;

describe("a folder of lessons", () => {
  it("gives its lessons in the order of their folders' numbers, with their places", async () => {
    const folder = lessonsFolder({
      ...lessonFiles("10-last", withId("last")),
      ...lessonFiles("2-first", withId("first")),
      "README.md": "no lesson",
      "pictures/a.svg": "<svg/>",
    });
    const { ids, problems, lessons } = await load(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(ids, ["first", "last"]);
    assert.equal(lessons[0]?.folder, join(folder, "2-first"));
    assert.equal(lessons[0]?.file, join(folder, "2-first", "lesson.md"));
    assert.match(lessons[0]?.body ?? "", /# Sums/);
    assert.deepEqual((await loadLessons(folder)).problems, []);
  });

  it("may be one lesson", async () => {
    const { ids, problems } = await load(lessonsFolder(lessonFiles(".")));
    assert.deepEqual([ids, problems], [["sums"], []]);
  });

  it("may be a link, and is told as the user knows it", async () => {
    const folder = lessonsFolder(lessonFiles("1-sums"));
    const link = join(lessonsFolder({}), "link");
    symlinkSync(folder, link);
    const { lessons, problems } = await load(link);
    assert.deepEqual(problems, []);
    assert.equal(lessons[0]?.file, join(link, "1-sums", "lesson.md"));
  });

  it("that is not there, or has no lesson, is a problem", async () => {
    const folder = lessonsFolder({ "03-soon/notes.md": "" });
    assert.deepEqual((await load(join(folder, "gone"))).problems, [
      ":1 error unreadable There is no such folder, or it cannot be read: name a folder with lessons.",
    ]);
    assert.deepEqual((await load(folder)).problems, [
      "03-soon:1 warning no-lesson-file There is no lesson.md in this folder: write one, or give the folder a name without a number.",
      ":1 warning no-lessons There is no lesson here: a lesson is a folder with a lesson.md.",
    ]);
  });

  it("offers the first of two lessons with one id", async () => {
    const folder = lessonsFolder({ ...lessonFiles("1-a"), ...lessonFiles("2-b") });
    const { ids, lessons, problems } = await load(folder);
    assert.deepEqual(ids, ["sums"]);
    assert.equal(basename(lessons[0]?.folder ?? ""), "1-a");
    assert.match(
      problems.join(),
      /^2-b\/lesson\.md:2 error duplicate-id The lesson has the id sums of .*1-a/,
    );
  });

  it("may have items that lead to labs of other lessons", async () => {
    const linked = (link: string) => edited(withId("more"), "link: adding", `link: ${link}`);
    const folder = (link: string) =>
      lessonsFolder({ ...lessonFiles("1-a"), ...lessonFiles("2-b", linked(link)) });
    assert.deepEqual((await load(folder("sums/adding"))).problems, []);
    const noLab = await load(folder("sums/gone"));
    assert.deepEqual(noLab.ids, ["sums", "more"]);
    assert.match(
      noLab.problems.join(),
      /^2-b\/lesson\.md:15 warning unknown-lab .*lesson sums has no such lab/,
    );
    assert.match(
      (await load(folder("gone/adding"))).problems.join(),
      /warning unknown-lab .*there is no lesson gone/,
    );
  });
});

describe("a lesson's text", () => {
  const links: readonly (readonly [text: string, says: RegExp | undefined])[] = [
    [
      "[page](https://example.org) [same](#sums) ![picture](pictures/a%20b.svg) [folder](labs) [lab](./labs/adding.py#L3)",
      undefined,
    ],
    ["<!-- a note -->", undefined],
    ["[x](gone.md)", /39 warning dead-link The link gone\.md leads to no file/],
    ["![x](gone.svg)", /39 warning dead-link The picture gone\.svg leads to no file/],
    ["![x](labs)", /warning dead-link The picture labs/],
    ["[x](#gone)", /warning dead-link The link #gone leads to no heading/],
    ["[x]()", /warning dead-link The link has no address/],
    ["[x](https://)", /warning dead-link The link https:\/\/ is no address/],
    [
      "[x](command:workbench.action.quit)",
      /error forbidden-link The link command:workbench\.action\.quit is not allowed/,
    ],
    ["[x](<java&Tab;script:alert(1)>)", /error forbidden-link/],
    ["![x](data:image/svg+xml,a)", /error forbidden-link/],
    ["[x](file:///etc/passwd)", /error forbidden-link/],
    ["[x](vscode://a.b/c)", /error forbidden-link/],
    ["[x](//example.org/a)", /error forbidden-link/],
    ["[x](/etc/passwd)", /error outside-pack The link \/etc\/passwd leaves/],
    ["![x](../../etc/passwd)", /error outside-pack/],
    ["[x](%2e%2e/%2e%2e/etc/passwd)", /error outside-pack/],
    ["[x](C:/windows)", /error outside-pack/],
    ["<script>alert(1)</script>", /error raw-html The page has raw HTML \(<script>alert/],
    ["a <img src=x onerror=alert(1)>", /39 error raw-html/],
    ["<!--> <script>alert(1)</script> -->", /error raw-html/],
  ];
  for (const [text, says] of links) {
    it(`${says ? `is checked: ${says.source.split(" ").slice(0, 3).join(" ")}` : "may have"} ${text}`, async () => {
      const folder = lessonsFolder(lessonFiles("1-sums", withText(text), { "pictures/a b.svg": "<svg/>" }));
      const { ids, problems } = await load(folder);
      if (says) assert.match(problems.join("\n"), says);
      else assert.deepEqual(problems, []);
      assert.deepEqual(ids, says?.source.includes("error") ? [] : ["sums"]);
    });
  }

  it("may be long and full of links", async () => {
    const folder = lessonsFolder(lessonFiles("1-sums", withText("[a](labs/adding.py) ".repeat(50_000))));
    assert.deepEqual((await load(folder)).problems, []);
  });

  it("hides no error behind many warnings", async () => {
    const dead = Array.from({ length: 300 }, (_, at) => `[a](gone${at}.md)`).join(" ");
    const { ids, problems } = await load(lessonsFolder(lessonFiles("1-sums", withText(`${dead} <script>`))));
    assert.deepEqual([ids, problems.length], [[], 101]);
  });

  it("may lead to other lessons of the folder", async () => {
    const text = withText("[next](../2-b/lesson.md)");
    const folder = lessonsFolder({ ...lessonFiles("1-a", text), ...lessonFiles("2-b", withId("more")) });
    assert.deepEqual((await load(folder)).problems, []);
  });

  it("that is missing is a warning", async () => {
    const folder = lessonsFolder(lessonFiles("1-sums", LESSON.slice(0, LESSON.indexOf("\n# Sums"))));
    const { ids, problems } = await load(folder);
    assert.deepEqual(ids, ["sums"]);
    assert.match(problems.join(), /warning no-text/);
  });
});

describe("a lesson's files", () => {
  const paths: readonly (readonly [path: string, says: RegExp])[] = [
    ["labs/gone.py", /20 error missing-file Lab 1's file is labs\/gone\.py, and there is no such file/],
    ["labs.py", /missing-file/],
    ["../2-b/adding.py", /20 error outside-pack Lab 1's file is \.\.\/2-b\/adding\.py: give a path inside/],
    ["labs/../../outside.py", /error outside-pack/],
    ["/etc/hosts.py", /error outside-pack/],
    ["C:/labs/adding.py", /error outside-pack/],
    ["labs\\\\adding.py", /error outside-pack/],
    ["solutions/adding.py", /21 error wrong-value Lab 1's solution and file are the same file/],
  ];
  for (const [path, says] of paths) {
    it(`are checked: ${path}`, async () => {
      const text = edited(LESSON, "file: labs/adding.py", `file: "${path}"`);
      const { ids, problems } = await load(lessonsFolder(lessonFiles("1-sums", text, { "labs.py/a": "" })));
      assert.deepEqual(ids, []);
      assert.match(problems.join("\n"), says);
    });
  }

  it("may not be links out of the folder, nor may its folders or the lesson", async () => {
    const outside = lessonsFolder({ ...lessonFiles("secret"), "secret.py": "1" });
    const file = lessonsFolder(lessonFiles("1-sums", LESSON, { "labs/adding.py": undefined, "labs/a": "" }));
    symlinkSync(join(outside, "secret.py"), join(file, "1-sums", "labs", "adding.py"));
    assert.match(
      (await load(file)).problems.join(),
      /error outside-pack Lab 1's file is labs\/adding\.py, a link out of/,
    );

    const subfolder = lessonsFolder(lessonFiles("1-sums", LESSON, { "labs/adding.py": undefined }));
    symlinkSync(join(outside, "secret", "labs"), join(subfolder, "1-sums", "labs"));
    assert.match((await load(subfolder)).problems.join(), /error outside-pack Lab 1's file/);

    const whole = lessonsFolder({});
    symlinkSync(join(outside, "secret"), join(whole, "1-sums"));
    assert.deepEqual((await load(whole)).ids, []);
    assert.match(
      (await load(whole)).problems.join(),
      /^1-sums\/lesson\.md:1 error outside-pack The lesson is a link/,
    );

    const text = lessonsFolder(lessonFiles("1-sums", LESSON, { "lesson.md": undefined }));
    symlinkSync(join(outside, "secret", "lesson.md"), join(text, "1-sums", "lesson.md"));
    assert.match((await load(text)).problems.join(), /error outside-pack The lesson is a link/);
  });

  it("may be links inside the folder", async () => {
    const folder = lessonsFolder({
      ...lessonFiles("1-sums", LESSON, { "labs/adding.py": undefined, "labs/a": "" }),
      "shared/adding.py": "1",
    });
    symlinkSync(join("..", "..", "shared", "adding.py"), join(folder, "1-sums", "labs", "adding.py"));
    assert.deepEqual((await load(folder)).problems, []);
  });

  it("have limits", async () => {
    const large = lessonsFolder(lessonFiles("1-sums"));
    truncateSync(join(large, "1-sums", "checks", "adding.py"), (1 << 20) + 1);
    assert.match((await load(large)).problems.join(), /22 error too-large Lab 1's check .* larger than 1 MB/);

    const long = lessonsFolder(lessonFiles("1-sums"));
    truncateSync(join(long, "1-sums", "lesson.md"), 2 ** 31);
    assert.match((await load(long)).problems.join(), /1 error too-large The lesson is larger than 1 MB/);

    const many = lessonsFolder(lessonFiles("1-sums"));
    for (let at = 0; at < MOST_FILES; at++) writeFileSync(join(many, "1-sums", `${at}.txt`), "");
    assert.match((await load(many)).problems.join(), /1 error too-many-files .* more than 2000 files/);
  });

  it("are UTF-8 text, and files", async () => {
    const latin = lessonsFolder({
      ...lessonFiles("1-sums"),
      "1-sums/lesson.md": Buffer.from("---\nid: \xe9\n---\n", "latin1"),
    });
    assert.match((await load(latin)).problems.join(), /error unreadable The lesson is not UTF-8 text/);
    const folder = lessonsFolder({ "1-sums/lesson.md/a": "" });
    assert.match((await load(folder)).problems.join(), /error unreadable There is no file lesson\.md/);
  });

  it("are never waited for", async function () {
    if (process.platform === "win32") skip(this, "Windows has no such files");
    const folder = lessonsFolder(lessonFiles("1-sums", LESSON, { "lesson.md": undefined }));
    execFileSync("mkfifo", [join(folder, "1-sums", "lesson.md")]);
    assert.match((await load(folder)).problems.join(), /error unreadable There is no file lesson\.md/);
  });
});
