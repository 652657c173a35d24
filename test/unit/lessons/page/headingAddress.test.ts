import assert from "node:assert/strict";
import { addressOfFile, headingAddress, placeOf } from "../../../../src/lessons/page/pageAddress";
import { lessonFiles } from "../lessonFiles";
import { loadedOne } from "../loaded";

describe("The address of a heading", () => {
  const placeIn = async (address: string) => {
    const lesson = await loadedOne(lessonFiles("01-sums"));
    return { lesson, place: placeOf(addressOfFile(lesson, address), [lesson]) };
  };

  it("means a page of the lesson, and the heading in it", async () => {
    const { lesson, place } = await placeIn(headingAddress("more/pitfalls.md", "a-heading"));
    assert.deepEqual(place, {
      kind: "heading",
      lesson,
      page: "more/pitfalls.md",
      heading: "a-heading",
    });
  });

  it("means nothing where there is no page to read", async () => {
    for (const page of ["labs/a.py", "", "../b.md", ".hidden/a.md", "a//b.md"])
      assert.equal((await placeIn(headingAddress(page, "a-heading"))).place, undefined, page);
  });
});
