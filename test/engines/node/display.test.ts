import { equal, match, ok } from "node:assert/strict";
import { rich, shortText } from "../../../src/engines/node/display";

describe("how JavaScript values are shown", () => {
  it("bounds the text of any value", () => {
    const square = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => [1, 2, 3]));
    const wide = Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`key${key}`, key]));
    const values = ["x".repeat(1e7), square, wide, { wide }, new Map([[1, square]]), Buffer.alloc(1e6)];
    for (const value of values) ok(shortText(value).length < 25_000);
    match(shortText(wide), /…': '99,800 more'/);
  });

  it("survives hostile values", () => {
    const fail = () => {
      throw new Error("no");
    };
    equal(shortText({ get a() { return fail(); } }), "{ a: [Getter] }"); // biome-ignore format: one value
    for (const value of [
      new Proxy({}, { get: fail, ownKeys: fail, getPrototypeOf: fail }),
      { constructor: null },
    ])
      equal(typeof shortText(value), "string");
    equal(rich({ _repr_html_: fail }).shown.html, undefined);
  });

  it("asks for markup and pictures as Jupyter and Deno do", () => {
    const { shown, pieces } = rich({ _repr_html_: () => "<b>1</b>", _repr_png_: () => Buffer.from("png") });
    equal(shown.html, "<b>1</b>");
    equal(shown.png, 0);
    equal(String(pieces[0]), "png");
    const bundle = { "text/plain": "short", "image/svg+xml": "<svg/>" };
    const other = rich({ [Symbol.for("Jupyter.display")]: () => bundle }).shown;
    equal(other.text, "short");
    equal(other.svg, "<svg/>");
  });
});
