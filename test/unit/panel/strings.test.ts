import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { baseName, formatCount, formatRanges, formatTimeOfDay } from "../../../media/results/model/format";
import { strings } from "../../../media/results/strings/strings";

describe("The panel's words", () => {
  it("title a run with its file and its cell, without saying the same twice", () => {
    const title = (filename: string, title: string) =>
      strings.runTitle({ filename, title, language: "python" });
    assert.equal(title("/course/count.py", "Count the words"), "count.py · Count the words");
    assert.equal(title("C:\\course\\count.py", "count.py"), "count.py");
    assert.equal(title("/course/count.py", ""), "count.py");
  });

  it("say one engine and several rightly", () => {
    assert.equal(strings.speedupOf(1.93, 4), "1.9× of 4 engines");
    assert.equal(strings.sharedCores(4, 2), "4 engines share 2 cores, so at most 2× is possible.");
    assert.equal(strings.sharedCores(2, 1), "2 engines share 1 core, so at most 1× is possible.");
    assert.equal(strings.usedOf(4, 4), "4");
    assert.equal(strings.usedOf(3, 4), "3 of 4");
    assert.equal(strings.notKept(1_234_567_890), "… 1.2 GB more, not kept");
    assert.equal(strings.showEarlier(7000), "Show Earlier Output (7,000 lines not shown)");
  });
});

describe("The panel's formats", () => {
  it("set thousands apart", () => assert.equal(formatCount(1_234_567), "1,234,567"));

  it("give the time of day with two digits each", () => {
    assert.equal(formatTimeOfDay(new Date(2024, 0, 2, 3, 4, 5).getTime()), "03:04:05");
  });

  it("take the last part of any system's path", () => {
    assert.equal(baseName("/course/count.py"), "count.py");
    assert.equal(baseName("C:\\course\\count.py"), "count.py");
    assert.equal(baseName("Untitled-1"), "Untitled-1");
  });

  it("write ids as ranges", () => {
    assert.equal(formatRanges([0, 1, 2, 3]), "0–3");
    assert.equal(formatRanges([0, 1, 3, 5, 6, 7]), "0, 1, 3, 5–7");
    assert.equal(formatRanges([2]), "2");
  });
});
