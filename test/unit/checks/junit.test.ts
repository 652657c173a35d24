import assert from "node:assert/strict";
import { junit } from "../../../src/checks/junit";
import type { CheckOutcome, CheckReport } from "../../../src/protocol/checkReport";

function report(...checks: readonly Partial<CheckOutcome>[]): CheckReport {
  const metrics = { wall: 1, serial: 1, speedup: 1, efficiency: 1, imbalance: 1, serialFraction: null };
  return {
    lab: { title: "Engines & <more>", language: "python", file: "/a/lab.py", check: "/a/check.py" },
    passed: false,
    checks: checks.map((check, at) => ({
      name: `check_${at}`,
      title: `Check ${at}`,
      line: at,
      status: "passed",
      output: "",
      seconds: 0.25,
      ...check,
    })),
    run: {
      id: "1",
      kind: "run",
      backend: "python",
      source: { filename: "/a/lab.py", title: "", language: "python" },
      engines: [],
      cores: 2,
      created: 0,
      tasks: [],
      metrics,
    },
  };
}

describe("a JUnit file", () => {
  it("has a suite a lab and a case a check, with counts and times", () => {
    const text = junit([
      report(
        {},
        { status: "failed", message: 'Task 1: "no"', traceback: "at line 3 <b>", labLine: 4 },
        { status: "errored", message: "broken", output: "said ]]> & so" },
      ),
    ]);
    assert.equal(
      text,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="1" time="0.750">
  <testsuite name="Engines &amp; &lt;more&gt;" file="/a/lab.py" timestamp="1970-01-01T00:00:00.000Z" tests="3" failures="1" errors="1" time="0.750">
    <testcase classname="Engines &amp; &lt;more&gt;" name="Check 0" file="/a/lab.py" time="0.250"/>
    <testcase classname="Engines &amp; &lt;more&gt;" name="Check 1" file="/a/lab.py" line="5" time="0.250">
      <failure type="failed" message="Task 1: &quot;no&quot;">at line 3 &lt;b&gt;</failure>
    </testcase>
    <testcase classname="Engines &amp; &lt;more&gt;" name="Check 2" file="/a/lab.py" time="0.250">
      <error type="errored" message="broken">broken</error>
      <system-out>said ]]&gt; &amp; so</system-out>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it("has no character that XML cannot write", () => {
    const text = junit([report({ status: "failed", message: "\u001b[31mred\u0000\ud800 \u{1f600}\ttab" })]);
    assert.ok(text.includes("\ufffd[31mred\ufffd\ufffd \u{1f600}"), text);
  });
});
