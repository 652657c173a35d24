import assert from "node:assert/strict";
import { resultsHtml } from "../../../src/extension/resultsHtml";

describe("The results' page", () => {
  it("holds its words, whatever they are, in a script that they cannot end", () => {
    const words = { "</script><script>": "<!-- & \u2028" };
    const files = { script: "results.js", style: "results.css", styleSource: "https://here" };
    const page = resultsHtml({ title: "Results", ...files, nonce: "once", language: "de", words });
    assert.equal(page.match(/<\/script>/g)?.length, 2);
    const [, json = ""] = /<script type="application\/json" id="words">([^<]*)<\/script>\n/.exec(page) ?? [];
    assert.deepEqual(JSON.parse(json), words);
    assert.match(page, /^<!DOCTYPE html>\n<html lang="de">/);
  });
});
