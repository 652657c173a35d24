import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explanationOf, explanations } from "../../../../src/language/pitfalls/explanations";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import { PITFALLS } from "../../../../src/language/pitfalls/pitfall";
import { rules } from "../../../../src/language/pitfalls/rules";
import { headingAnchors } from "../../../../src/lessons/page/headingAnchors";
import { readPage } from "../../../../src/lessons/page/readPage";
import { sourceFolder } from "../../../support/builtFolder";
import { inspect } from "./describeRule";

describe("the chapter on pitfalls", () => {
  const [{ path } = explanationOf("python2")] = explanations;
  const page = readFileSync(join(sourceFolder(), "lessons", path), "utf8");
  const sections = page.split(/^## /m).slice(1);

  it("has a heading for each rule, where links lead", () => {
    assert.deepEqual(
      rules.map(({ code }) => code),
      [...PITFALLS],
    );
    const anchors = headingAnchors(readPage(page).headings);
    for (const { anchor, title } of explanations) assert.ok(anchors.has(anchor), `${anchor} of ${title}`);
  });

  for (const code of PITFALLS) {
    it(`shows ${code}, and how to do without`, async () => {
      const section = sections.find((one) => one.startsWith(explanationOf(code).title)) ?? "";
      assert.ok(section.includes(`*${code}*`));
      const [wrong, right, ...more] = [...section.matchAll(/```python\n(.*?)```/gs)].map(([, text]) => text);
      assert.ok(wrong && right && more.length === 0, section);
      const codesOf = async (text: string) =>
        await inspect(text, "python", (file) => [...new Set(findPitfalls(file).map((one) => one.code))]);
      assert.deepEqual(await codesOf(wrong), [code]);
      assert.deepEqual(await codesOf(right), []);
    });
  }
});
