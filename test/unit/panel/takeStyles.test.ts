import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { takeStyles } from "../../../media/results/model/takeStyles";

describe("Styles of an HTML result", () => {
  it("are taken out of it, and attributes renamed", () => {
    assert.deepEqual(
      takeStyles(`<style scoped>a {}</style><p class="x" style="color: red">style = b</p>`, "data-s"),
      {
        bare: `<p class="x" data-s="color: red">style = b</p>`,
        sheets: ["a {}"],
      },
    );
  });

  it("stay where a sheet does not end: what is left is cleaned anyway", () => {
    assert.deepEqual(takeStyles("<p>a</p><style>b {}", "data-s"), {
      bare: "<p>a</p><style>b {}",
      sheets: [],
    });
  });

  it("take no longer where nothing ends", () => {
    assert.equal(takeStyles("<style>".repeat(100_000), "data-s").sheets.length, 0);
    assert.equal(takeStyles("<p style".repeat(100_000), "data-s").sheets.length, 0);
  });
});
