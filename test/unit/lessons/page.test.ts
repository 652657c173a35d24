import assert from "node:assert/strict";
import { headingAnchors } from "../../../src/lessons/page/headingAnchors";
import { isComment } from "../../../src/lessons/page/isComment";
import { readPage } from "../../../src/lessons/page/readPage";

const told = (markdown: string, linesBefore = 0) =>
  readPage(markdown, linesBefore).parts.map(
    ({ kind, text, line, column }) => `${line}:${column} ${kind} ${text}`,
  );

describe("a lesson's page", () => {
  it("gives its links, pictures and HTML with their places", () => {
    const page = [
      "A [link](one.md) and",
      "  another [**bold** one](two.md).",
      "",
      "> - ![picture](three.svg) <https://example.org>",
      ">   and <b>HTML</b>",
      "",
      "<div>",
      "block</div>",
    ].join("\n");
    assert.deepEqual(told(page, 10), [
      "11:4 link one.md",
      "12:12 link two.md",
      "14:5 image three.svg",
      "14:27 link https://example.org",
      "15:9 html <b>",
      "15:16 html </b>",
      "17:1 html <div>\nblock</div>",
    ]);
  });

  it("gives links by reference where they are used, and pictures in links", () => {
    assert.deepEqual(told("[a][x] [![b](c.png)](d)\n\n[x]: command:quit\n"), [
      "1:2 link command:quit",
      "1:9 link d",
      "1:9 image c.png",
    ]);
  });

  it("gives links in tables and headings", () => {
    assert.deepEqual(told("# To [it](a)\n\n| b |\n|---|\n| [c](d) |\n"), ["1:7 link a", "5:4 link d"]);
  });

  it("leaves code alone", () => {
    assert.deepEqual(told("`[a](b)` `<script>`\n\n    <div>\n\n```html\n<script>[a](b)</script>\n```\n"), []);
  });

  it("keeps dangerous addresses as they are written", () => {
    assert.deepEqual(told("[a](javascript:alert(1)) [b](command:x) [c](file:///etc) [d](data:text/html,x)"), [
      "1:2 link javascript:alert(1)",
      "1:27 link command:x",
      "1:42 link file:///etc",
      "1:59 link data:text/html,x",
    ]);
  });

  it("takes no long time, whatever it is", () => {
    const size = 200_000;
    for (const part of [
      "[",
      "![",
      "*a_ ",
      "<",
      "> ",
      "- ",
      "1. ",
      "* ",
      "[a](",
      "[a](b) ",
      "a\n=\n",
      "<!-- ",
      "`",
    ]) {
      readPage(part.repeat(size / part.length));
    }
  });

  it("has anchors for its headings, as the preview has", () => {
    const { headings } = readPage("# One *two* `three`!\n\nOne\n===\n\n## One\n\n## Größe & Zeit\n");
    assert.deepEqual([...headingAnchors(headings)], ["one-two-three", "one", "one-1", "größe--zeit"]);
  });

  it("may have comments, if they are nothing else for a browser", () => {
    for (const comment of ["<!-- a -->", "<!---->", "  <!-- a\n-- b\n-->\n"])
      assert.ok(isComment(comment), comment);
    for (const html of [
      "<!--> <script>a</script> -->",
      "<!---> <script>a</script> -->",
      "<!-- a --!> <script>b</script> -->",
      "<!-- a --> <b> <!-- c -->",
      "<!-- a",
      "<b>",
    ]) {
      assert.ok(!isComment(html), html);
    }
  });
});
