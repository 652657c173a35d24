import assert from "node:assert/strict";
import { findChecks } from "../../../src/language/findChecks";

describe("checks in a check file", () => {
  it("of Python are functions called check_…, titled by their docstrings", () => {
    const text = `"""Checks."""
def helper(lab): pass

def check_points_add_up(lab):
    """The points add up

    More on that.
    """

@decorated
def check_quiet(lab): pass

def check_one_line(lab):
    'In one line'
class T:
    def check_method(self): pass
def checked(lab): pass
`;
    assert.deepEqual(findChecks(text, "python"), [
      { name: "check_points_add_up", title: "The points add up", line: 3 },
      { name: "check_quiet", title: "Quiet", line: 10 },
      { name: "check_one_line", title: "In one line", line: 12 },
    ]);
  });

  it("of JavaScript are functions called check…, titled by the comment above", () => {
    const text = `/** Checks of a lab. */
import assert from "node:assert/strict";
const same = () => {};
/** Seeds differ */
export async function checkSeedsDiffer(lab) {}
/**
 * Every point counts,
 * and so on.
 */
export const checkPoints = async (lab) => {};
// The whole
export function check_whole(lab) {}
export function checkNone(lab) {}
function checker() {}
`;
    assert.deepEqual(
      findChecks(text, "javascript").map(({ name, title }) => [name, title]),
      [
        ["checkSeedsDiffer", "Seeds differ"],
        ["checkPoints", "Every point counts,"],
        ["check_whole", "The whole"],
        ["checkNone", "None"],
      ],
    );
  });

  it("are each there once, as the one that is called", () => {
    const text = "def check_a(lab): pass\ndef check_a(lab):\n    'second'\n";
    assert.deepEqual(findChecks(text, "python"), [{ name: "check_a", title: "second", line: 1 }]);
    assert.deepEqual(findChecks("", "python"), []);
  });
});
