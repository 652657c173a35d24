import assert from "node:assert/strict";
import { labLine } from "../../../src/checks/labLine";

const LAB = `# Task 1: say it
x = 1
def count(words):
    return 0
# Task 12: more
x: int = 2
x == 3
`;

describe("the line of a lab that a check points at", () => {
  const at = (failing: Parameters<typeof labLine>[2], text = LAB) => labLine(text, "/lab.py", failing);

  it("is the lab's own line that raised", () => {
    const error = { filename: "/lab.py", line: 4 };
    assert.equal(at({ message: "Task 1: no", error, name: "x" }), 3);
    assert.equal(at({ message: "no", error: { filename: "/other.py", line: 4 } }), undefined);
  });

  it("is the code below the task that the message names", () => {
    assert.equal(at({ message: "Task 1: no", name: "count" }), 1);
    assert.equal(at({ message: "Tasks 12 and 1: no" }), 5);
    assert.equal(at({ message: "Task 1: no" }, "  // Task 1: a\n  // goes on\n\nlet a;\n"), 3);
    assert.equal(at({ message: "Task 1: no" }, "# Task 1: nothing follows\n"), 0);
    assert.equal(at({ message: "Task 2: no", name: "count" }), 2);
  });

  it("is where the name is defined last", () => {
    assert.equal(at({ message: "no", name: "x" }), 5);
    assert.equal(at({ message: "no", name: "y" }), undefined);
    assert.equal(at({ message: "no", name: "x.*" }), undefined);
    const code = "let a = 1;\nexport async function go() {}\nconst b = () => 1;\n";
    assert.deepEqual(
      ["a", "go", "b"].map((name) => at({ message: "no", name }, code)),
      [0, 1, 2],
    );
  });
});
