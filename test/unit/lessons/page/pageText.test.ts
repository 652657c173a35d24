import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import type { LoadedLesson } from "../../../../src/lessons/loadLesson";
import { addressOfPage, type PagePlace, placeOf } from "../../../../src/lessons/page/pageAddress";
import { pageText } from "../../../../src/lessons/page/pageText";
import { readPage } from "../../../../src/lessons/page/readPage";
import { shadedPicture } from "../../../../src/lessons/page/shade";
import { noProgress } from "../../../../src/lessons/progress/entries";
import { answerQuestion, passLab, tickItem } from "../../../../src/lessons/progress/record";
import type { Progress } from "../../../../src/protocol/progress";
import { loaded, loadedOne } from "../loaded";
import { edited, LESSON, lessonFiles } from "../writeLessons";

const textOf = (lesson: LoadedLesson, progress: Progress = noProgress, lessons = [lesson]) =>
  pageText(lesson, progress, { lessons, shade: "dark" });

/** What a link of a page leads to, as VS Code resolves it. */
function follow(lesson: LoadedLesson, link: string, lessons = [lesson]): PagePlace | undefined {
  const { authority, path } = addressOfPage(lesson);
  const { pathname } = new URL(link, `x://x${encodeURI(path)}`);
  return placeOf({ authority, path: decodeURIComponent(pathname) }, lessons);
}

const linksOf = (text: string) =>
  readPage(text).parts.flatMap((part) => (part.kind === "link" ? [part.text] : []));

describe("a lesson's page for the learner", () => {
  it("has the heading, what there is to do, the text, and the way to the quiz", async () => {
    const lesson = await loadedOne(lessonFiles("01-sums"));
    const page = textOf(lesson);
    const at = ["# Sums", "Divide work", "Watched 0/1 · Done 0/1", "**Labs**", "Open [the lab]", "**Quiz**"];
    const places = at.map((part) => page.indexOf(part));
    assert.ok(
      places.every((place, index) => place > (places[index - 1] ?? -1)),
      page,
    );
    assert.equal(page.match(/^# /gm)?.length, 1);
  });

  it("has the title as its heading when the text has none", async () => {
    const lesson = await loadedOne(lessonFiles("01-sums", edited(LESSON, "# Sums", "## How to")));
    assert.match(textOf(lesson), /^# Sums\n/);
  });

  it("shows what is done", async () => {
    const lesson = await loadedOne(lessonFiles("01-sums"));
    const [question] = lesson.lesson.quiz;
    assert.ok(question);
    assert.equal(textOf(lesson).match(/☑/g), null);
    let progress = tickItem(noProgress, "sums", "video", true, 1);
    progress = passLab(progress, "sums", "adding", "", 1);
    progress = answerQuestion(progress, "sums", question, question.choices.slice(0, 1), 1).progress;
    const page = textOf(lesson, progress);
    assert.equal(page.match(/☐/g), null);
    assert.equal(page.match(/☑/g)?.length, 4);
    assert.match(page, /Watched 1\/1 · Done 1\/1/);
    assert.match(page, /1 question, 1 answered rightly/);
  });

  it("has links that lead to labs, to the quiz, and to files as they are", async () => {
    const lesson = await loadedOne(lessonFiles("01-sums"));
    const kinds = linksOf(textOf(lesson)).flatMap((link) =>
      /^https?:/.test(link) ? [] : [follow(lesson, link)?.kind],
    );
    assert.deepEqual(kinds, ["lab", "lab", "lab", "quiz"]);
    assert.equal(follow(lesson, "solutions/adding.py")?.kind, "file");
    assert.equal(follow(lesson, "../../../etc/passwd"), undefined);
    assert.equal(follow(lesson, ".parallel-labs/labs/sums/nothing"), undefined);
  });

  it("has links to other lessons that lead to their pages, called by their titles", async () => {
    const other = edited(LESSON, "id: sums", "id: more").replace("title: Sums", 'title: "More: sums/50%?"');
    const link =
      "[next](../02-more/lesson.md#sums) and `[x](../02-more/lesson.md)`, [r][ref]\n\n[ref]: ../02-more/lesson.md";
    const files = {
      ...lessonFiles(
        "01-sums",
        edited(LESSON, "Open [", `${link}\n\n    [y](../02-more/lesson.md)\n\nOpen [`),
      ),
      ...lessonFiles("02-more", other),
    };
    const lessons = await loaded(files);
    const [first, second] = lessons;
    assert.ok(first && second);
    const page = textOf(first, noProgress, lessons);
    const links = linksOf(page).filter((one) => one.startsWith("../"));
    assert.deepEqual(links, ["../02-more/More%20sums%2050.md#sums", "../02-more/lesson.md"]);
    for (const one of links) {
      const place = follow(first, one.replace("#sums", ""), lessons);
      assert.ok(place?.kind === "page" && place.lesson === second, one);
    }
    assert.match(page, /`\[x\]\(..\/02-more\/lesson\.md\)`/, "code stays as it is");
    assert.match(page, / {4}\[y\]\(..\/02-more\/lesson\.md\)/);
  });

  it("has the pictures of the editor's theme", async () => {
    const text = edited(
      LESSON,
      "Open [",
      "![one](media/a%20b.svg 'x') ![t [w] o](media/c.png) [![\\[x](<media/a%20b.svg>)](b) Open [",
    );
    const files = lessonFiles("01-sums", text, { "media/a b.svg": "<svg/>", "media/c.png": "" });
    const lesson = await loadedOne(files);
    const pictures = readPage(textOf(lesson)).parts.filter(({ kind }) => kind === "image");
    assert.deepEqual(
      pictures.map((one) => one.text),
      [".parallel-labs/dark/media/a%20b.svg", "media/c.png", ".parallel-labs/dark/media/a%20b.svg"],
    );
    const place = follow(lesson, pictures[0]?.text ?? "");
    assert.deepEqual(place, { kind: "file", lesson, path: "media/a b.svg", shade: "dark" });
    const svg = "@media (prefers-color-scheme: dark) {} @media (prefers-color-scheme:light) {}";
    assert.equal(shadedPicture(svg, "dark"), "@media (min-width: 0) {} @media (max-width: 0) {}");
    assert.equal(shadedPicture(svg, "light"), "@media (max-width: 0) {} @media (min-width: 0) {}");
  });

  it("shows what the front matter says as text, whatever it is", async () => {
    const evil =
      "<img src=x onerror=alert(1)> [a](command:quit) ![b](https://x.example/c.png) `d` *e* </h1> &lt; :smile: $x$";
    const quoted = JSON.stringify(evil);
    let text = LESSON.replaceAll(/(title|text|summary): (?!Here|There)[^\n]+/g, `$1: ${quoted}`);
    text = edited(text, `title: ${quoted}\n`, `title: ${quoted}\nsummary: ${quoted}\n`);
    text = edited(text, "# Sums\n", "## No heading\n");
    const lesson = await loadedOne(lessonFiles("01-sums", text));
    const page = textOf(lesson);
    const { parts } = readPage(page);
    assert.deepEqual(
      parts.filter(({ kind }) => kind !== "link"),
      [],
    );
    assert.ok(linksOf(page).every((link) => /^https:\/\/example\.org|^\.parallel-labs|^labs\//.test(link)));
    const shown = new MarkdownIt({ html: true }).render(page).replaceAll(/<[^>]*>/g, "");
    const escaped = evil.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    assert.equal(shown.split(escaped).length - 1, 7, shown);
  });

  it("escapes a number that would begin a list, and addresses that would end a link", async () => {
    const text = edited(LESSON, "Divide work.", '"1. work\\n\\n# two"').replace(
      "https://example.org/video",
      "https://example.org/a(b)?x=1&copy;y",
    );
    const page = textOf(await loadedOne(lessonFiles("01-sums", text)));
    assert.match(page, /- 1\\. work \\# two/);
    assert.ok(linksOf(page).includes("https://example.org/a(b)?x=1&copy;y"), page);
  });
});
