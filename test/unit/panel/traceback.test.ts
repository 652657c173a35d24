import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  errorHeadline,
  styledTracebackBody,
  tracebackBody,
  tracebackParts,
} from "../../../media/results/model/traceback";

describe("Traceback links", () => {
  it("find Python's frames, also in an exception group and without a function", () => {
    checkLinks(
      [
        "Traceback (most recent call last):",
        '  File "/course/count words.py", line 42, in <module>',
        "    total = count(part)",
        '  | File "C:\\course\\weights.py", line 8, in __getitem__',
        '  File "/course/broken.py", line 3',
      ],
      [
        ["/course/count words.py", 42, 'File "/course/count words.py", line 42'],
        ["C:\\course\\weights.py", 8, 'File "C:\\course\\weights.py", line 8'],
        ["/course/broken.py", 3, 'File "/course/broken.py", line 3'],
      ],
    );
  });

  it("find JavaScript's frames, named or not, and turn file addresses into paths", () => {
    checkLinks(
      [
        "TypeError: x is not a function",
        "    at count (/course/count.ts:12:21)",
        "    at Counter.<anonymous> (C:\\course\\count.js:3:5)",
        "    at async file:///my%20course/main.mjs?run=2:30:3",
        "    at async run (file:///D:/course/main.ts:1:2)",
        "    at /course (old)/a.js:7:1",
        "    at f (/course (old)/a.js:8:1)",
      ],
      [
        ["/course/count.ts", 12, "/course/count.ts:12:21"],
        ["C:\\course\\count.js", 3, "C:\\course\\count.js:3:5"],
        ["/my course/main.mjs", 30, "file:///my%20course/main.mjs?run=2:30:3"],
        ["D:/course/main.ts", 1, "file:///D:/course/main.ts:1:2"],
        ["/course (old)/a.js", 7, "/course (old)/a.js:7:1"],
        ["/course (old)/a.js", 8, "/course (old)/a.js:8:1"],
      ],
    );
  });

  it("find the place that Node prints above code that does not parse", () => {
    checkLinks(
      ["/course/count.ts:3", "let x = ;", "        ^"],
      [["/course/count.ts", 3, "/course/count.ts:3"]],
    );
  });

  it("leave alone what is no file of the user's", () => {
    checkLinks(
      [
        '  File "<frozen runpy>", line 198, in _run_module_as_main',
        '  File "<string>", line 1, in <module>',
        "    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)",
        "    at async Promise.all (index 0)",
        "    at eval (eval at run (/course/a.js:1:1), <anonymous>:1:1)",
        "    at <anonymous>:1:1",
        "    at f (file://%zz/a.js:1:1)",
        "look at it at 12:30:15",
      ],
      [],
    );
  });

  it("are found in time that grows with the text alone", () => {
    const hostile = `    at ${"f (".repeat(50_000)}\n${'File "'.repeat(50_000)}`;
    const begin = performance.now();
    assert.equal(tracebackParts(hostile).length, 1);
    assert.ok(performance.now() - begin < 1000);
  });
});

describe("The text of an error", () => {
  const headline = "KeyError: 'x'";
  const frames = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>';

  it("is one line above the traceback, not twice", () => {
    const python = { name: "KeyError", message: "'x'", traceback: `${frames}\n${headline}\n` };
    assert.equal(errorHeadline(python), headline);
    assert.equal(tracebackBody(python), frames);
    const script = { name: "Error", message: "two\nlines", traceback: "Error: two\nlines\n    at a.js:1:1" };
    assert.equal(tracebackBody(script), "    at a.js:1:1");
    assert.equal(tracebackBody({ name: "Error", message: "gone", traceback: "Error: gone" }), "");
  });

  it("stays whole where the traceback says more", () => {
    const noted = { name: "KeyError", message: "'x'", traceback: `${frames}\n${headline}\na note` };
    assert.equal(tracebackBody(noted), noted.traceback);
    assert.equal(
      errorHeadline({ name: "KeyboardInterrupt", message: "", traceback: "" }),
      "KeyboardInterrupt",
    );
  });
});

type Link = [filename: string, line: number, text: string];

function checkLinks(lines: readonly string[], expected: readonly Link[]): void {
  const traceback = lines.join("\n");
  const parts = tracebackParts(traceback);
  assert.equal(parts.map(({ text }) => text).join(""), traceback);
  const links = parts.filter(({ filename }) => filename !== undefined);
  assert.deepEqual(
    links.map(({ filename, line, text }) => [filename, line, text]),
    expected,
  );
}

describe("A traceback with colours", () => {
  const told = (traceback: string) => {
    const { text, stretches } = styledTracebackBody({ name: "ValueError", message: "no", traceback });
    return { text, coloured: stretches.map(({ start, end }) => text.slice(start, end)) };
  };

  it("has them at their places, whether its headline stands at its end or its beginning", () => {
    assert.deepEqual(
      told('\u001b[1mFile "a.py"\u001b[0m, \u001b[32mline 1\u001b[0m\n\u001b[31mValueError: no\u001b[0m'),
      {
        text: 'File "a.py", line 1',
        coloured: ['File "a.py"', "line 1"],
      },
    );
    assert.deepEqual(told("\u001b[31mValueError: no\u001b[0m\n  at \u001b[36ma.mjs:1:2\u001b[0m"), {
      text: "  at a.mjs:1:2",
      coloured: ["a.mjs:1:2"],
    });
  });
});
