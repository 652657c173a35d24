import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type TextLink, textLinks } from "../../../../media/results/model/text/textLinks";

describe("Links in text", () => {
  it("lead to the places that programs name", () => {
    check('  File "x.py", line 3, in <module>', 'File "x.py", line 3 > x.py 3');
    check("path/to/file.py:12:5: E501 too long", "path/to/file.py:12:5 > path/to/file.py 12 5");
    check("see file.ts(3,4): error", "file.ts(3,4) > file.ts 3 4");
    check("at f (/a/b.mjs:3:5)", "/a/b.mjs:3:5 > /a/b.mjs 3 5");
    check("in /a/b.data:7.", "/a/b.data:7 > /a/b.data 7");
    check("C:\\a\\b.py:7 and count.py:9", "C:\\a\\b.py:7 > C:\\a\\b.py 7", "count.py:9 > count.py 9");
    check("at file:///a/b%20c.mjs:3:5", "file:///a/b%20c.mjs:3:5 > /a/b c.mjs 3 5");
  });

  it("lead to pages, without the stop after the address", () => {
    check("See https://a.example/b?c=1#d, or", "https://a.example/b?c=1#d > https://a.example/b?c=1#d");
    check("(http://a.example/b_(c)).", "http://a.example/b_(c) > http://a.example/b_(c)");
    check("<https://a.example:80/x.py:3>", "https://a.example:80/x.py:3 > https://a.example:80/x.py:3");
  });

  it("are nothing else", () => {
    for (const text of [
      "12:30:05",
      "10.0.0.1:8080 localhost:80 host.example:443",
      "total: 3, a.b:c, x[1:2]",
      'File "<stdin>", line 1',
      "at node:internal/modules/run_main.js:1:2",
      "ftp://a.example/x javascript://a.example command:x file://host/x.py:3",
      "\\\\host\\share\\x.py:3 //host/x.py:3",
      "f(3,4)",
    ])
      check(text);
  });

  it("are told with their offsets in the whole text, up to a number", () => {
    const text = "a\nx.py:1 y.py:2\n\nz.py:3\n";
    const links = textLinks(text);
    assert.deepEqual(
      links.map(({ start, end }) => text.slice(start, end)),
      ["x.py:1", "y.py:2", "z.py:3"],
    );
    assert.equal(textLinks(text, 2).length, 2);
  });

  it("are not looked for in lines that are data", () => {
    assert.deepEqual(textLinks(`${"x".repeat(3000)} x.py:1\nx.py:2`).length, 1);
  });

  it("take a time that grows with the text alone", () => {
    for (const part of ["/", "a.", 'File "', "https://", "x.py:", "a:1", "((", "\\", ".a/"])
      textLinks(`x.py:1 ${part.repeat(1900 / part.length)}\n`.repeat(2000));
  });
});

function check(text: string, ...expected: readonly string[]): void {
  assert.deepEqual(
    textLinks(text).map((link) => told(text, link)),
    expected,
    text,
  );
}

function told(text: string, { start, end, target }: TextLink): string {
  const place = "url" in target ? [target.url] : [target.filename, target.line, target.column];
  return `${text.slice(start, end)} > ${place.filter((part) => part !== undefined).join(" ")}`;
}
