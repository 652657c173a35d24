import assert from "node:assert/strict";
import { LabsError } from "../../../src/base/errors";
import type { CheckReport } from "../../../src/protocol/checkReport";
import { testLabs } from "./testLab";

/** Each check as `status: message @line`. */
function told({ checks }: CheckReport): string[] {
  return checks.map(({ status, message = "", labLine }) =>
    `${status} ${message}${labLine === undefined ? "" : ` @${labLine + 1}`}`.trim(),
  );
}

describe("the checks of a Python lab", () => {
  const lab = testLabs("python");

  it("see what names stand for on each engine, whatever it is", async () => {
    const report = await lab(
      "me = (engine_id, {1, 2})\ncount = engine_count\nprint('hello', engine_id)\nengine_id * 10\n",
      `def check_values(lab):
    """Values"""
    assert lab.values("me") == [(0, {1, 2}), (1, {1, 2})], lab.values("me")
    assert lab.values("count") == [2, 2]

def check_results(lab):
    assert [(one["engine"], one["status"], one["stdout"], one["value"]) for one in lab.results] == [
        (0, "ok", "hello 0\\n", "0"), (1, "ok", "hello 1\\n", "10")
    ], lab.results

def check_run(lab):
    assert (lab.run.engines, lab.run.engines_used, lab.run.tasks, lab.run.tasks_done) == (2, 2, 2, 2), lab.run
    assert lab.run.wall > 0 and lab.run.overlap >= 0
    assert lab.run.engines_at_once == 2, lab.run
`,
    ).check();
    assert.deepEqual(told(report), ["passed", "passed", "passed"]);
    assert.deepEqual(
      report.checks.map(({ name, title, line }) => [name, title, line]),
      [
        ["check_values", "Values", 0],
        ["check_results", "Results", 5],
        ["check_run", "Run", 10],
      ],
    );
    assert.equal(report.passed, true);
    assert.deepEqual(
      report.run.engines.map(({ id }) => id),
      [0, 1],
    );
  });

  it("call the lab's functions on the engine that ran it", async () => {
    const report = await lab(
      `seen = []
def add(a, *rest, sign=1):
    seen.append(a)
    return (a + sum(rest)) * sign
def fail(x):
    return 1 / x
`,
      `def check_call(lab):
    assert lab.call("add", 1, 2, 3, sign=-1) == -6
    assert lab.call("add", 1 + 2j) == 1 + 2j
    assert lab.values("seen") == [[1, 1 + 2j], []]

def check_raises(lab):
    lab.call("fail", 0)

def check_missing(lab):
    lab.call("subtract", 1)

def check_missing_value(lab):
    lab.values("nothing")

def check_handles(lab):
    try:
        lab.call("fail", 0)
    except Exception as error:
        assert "ZeroDivisionError" in str(error)
`,
    ).check();
    assert.deepEqual(told(report), [
      "passed",
      "failed fail raised ZeroDivisionError: division by zero @6",
      "failed The lab defines no subtract.",
      "failed The lab defines no nothing.",
      "passed",
    ]);
  });

  it("do the lab's jobs, on all engines and on one", async () => {
    const one = lab(
      `def mapper(line):
    for word in line.split():
        yield word, 1
def reducer(word, counts):
    return sum(counts)
def map_parity(line):
    return [((len(line) % 2, "odd"), 1)]
def reduce_parity(key, values):
    return sum(values)
`,
      `def check_words(lab):
    job = lab.job("mapper", input="*.txt")
    assert job.rows == {"a": 2, "b": 1}, job.rows
    assert job.pairs == [("a", 2), ("b", 1)]
    assert job.counters["records"] == 2
    assert job.run.tasks > 0
    assert job.rows == job.serial()

def check_keys(lab):
    assert lab.job("map_parity", input=["words.txt"]).rows == {(1, "odd"): 2}

def check_unnamed(lab):
    lab.job()

def check_unknown(lab):
    lab.job("map_letters")

def check_no_input(lab):
    lab.job("mapper")

def check_no_file(lab):
    lab.job("mapper", input=["none.txt"])
`,
    );
    one.write("words.txt", "a b\na\n");
    assert.deepEqual(told(await one.check()), [
      "passed",
      "passed",
      "failed The lab has several map/reduce jobs (mapper, map_parity): the check has to name one.",
      "failed The lab has no map/reduce job map_letters, only mapper, map_parity.",
      "failed The job mapper needs input: give the check's lab.job an input. @1",
      "failed There is no file none.txt: give files or globs that exist. @1",
    ]);
  });

  it("name the record with which a job of the lab breaks, at the line of the lab", async () => {
    const one = lab(
      "def mapper(line):\n    yield line, int(line)\ndef reducer(key, values):\n    return sum(values)\n",
      "def check_job(lab):\n    lab.job(input='n.txt')\n",
    );
    one.write("n.txt", "1\nx\n");
    const [said] = told(await one.check());
    assert.match(said ?? "", /^failed mapper raised ValueError: .*'x' \(.*n\.txt, line 2: 'x'\) @2$/);
  });

  it("show the task that they speak of, or the name that they asked for last", async () => {
    const report = await lab(
      "# Task 1: one\na = 1\n# Task 2: two\nb = 2\nb = 3\ndef f():\n    pass\n",
      `def check_task(lab):
    assert lab.values("a") == 0, "Task 2: wrong"
def check_name(lab):
    assert lab.values("b") == 0, "wrong"
def check_function(lab):
    lab.call("f")
    raise AssertionError("wrong")
def check_none(lab):
    assert False, "wrong"
`,
    ).check();
    assert.deepEqual(told(report), [
      "failed Task 2: wrong @4",
      "failed wrong @5",
      "failed wrong @6",
      "failed wrong",
    ]);
  });

  it("cannot be given what only the lab knows", async () => {
    const report = await lab(
      "class Point:\n    pass\np = Point()\n",
      "def check_p(lab):\n    lab.values('p')\n",
    ).check();
    assert.match(
      told(report)[0] ?? "",
      /^failed p has a value of a kind that only the lab knows: .*'Point'.* @3$/,
    );
  });

  it("say what did not hold where the assertion says nothing", async () => {
    const report = await lab(
      "a = 1\n",
      'def check_a(lab):\n    """A is 2"""\n    assert lab.values("a") == [2, 2]\n',
    ).check();
    assert.deepEqual(told(report), [
      'failed A is 2: this is not so yet (assert lab.values("a") == [2, 2]). @1',
    ]);
  });

  it("are not run on a lab that does not run to its end, which is told at its line", async () => {
    const report = await lab(
      "a = 1\nb = c\n",
      "def check_a(lab):\n    pass\ndef check_b(lab):\n    pass\n",
    ).check();
    const said = "failed The lab did not run to its end: NameError: name 'c' is not defined (line 2) @2";
    assert.deepEqual(told(report), [said, said]);
    assert.equal(report.passed, false);
    const syntax = await lab("a = (\n", "def check_a(lab):\n    pass\n").check();
    assert.match(told(syntax)[0] ?? "", /SyntaxError: .*\(line 1\) @1$/);
  });

  it("have not passed when they are no ordinary functions, or do not work", async () => {
    const report = await lab(
      "a = 1\n",
      `async def check_async(lab):
    assert False
def check_generator(lab):
    yield 1
def check_broken(lab):
    print("so far")
    return missing
def check_dies(lab):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
def check_after(lab):
    assert lab.values("a") == [1, 1]
`,
    ).check();
    const said = told(report);
    assert.match(said[0] ?? "", /^errored The check itself did not work: TypeError: check_async is async: /);
    assert.match(said[1] ?? "", /^errored .*check_generator is a generator: /);
    assert.match(
      said[2] ?? "",
      /^errored .*NameError: name 'missing' is not defined \(line 7 of the check file\)$/,
    );
    assert.equal(report.checks[2]?.output, "so far\n");
    assert.match(said[3] ?? "", /^errored The check itself did not work: its engine died \(signal 9\)/);
    assert.equal(said[4], "passed", "a check after one whose engine died");
  });

  it("end when they, or the lab, take too long", async () => {
    const report = await lab(
      "import time\ndef wait():\n    time.sleep(600)\n",
      "import time\ndef check_wait(lab):\n    lab.call('wait')\ndef check_sleep(lab):\n    time.sleep(600)\ndef check_fine(lab):\n    lab.call('len', [])\n",
    ).check({ timeoutSeconds: 3 });
    assert.deepEqual(told(report), [
      "errored The check ran out of time after 3 seconds. @2",
      "errored The check ran out of time after 3 seconds.",
      "passed",
    ]);
    const endless = await lab("while True:\n    pass\n", "def check_a(lab):\n    pass\n").check({
      timeoutSeconds: 1,
    });
    assert.match(
      told(endless)[0] ?? "",
      /^failed The lab did not run to its end: it still ran after 1 seconds\./,
    );
  });

  it("can be cancelled, in the lab and in a question", async () => {
    for (const [text, check] of [
      ["import time\ntime.sleep(600)\n", "def check_a(lab):\n    pass\n"],
      ["import time\ndef wait():\n    time.sleep(600)\n", "def check_a(lab):\n    lab.call('wait')\n"],
    ] as const) {
      const stop = new AbortController();
      const checking = lab(text, check).check({
        signal: stop.signal,
        onRun: () => setTimeout(() => stop.abort(), 700),
      });
      await assert.rejects(checking, (error) => error instanceof LabsError && error.kind === "cancelled");
    }
  });

  it("are chosen by name, and must be there", async () => {
    const some = lab("a = 1\n", "def check_a(lab):\n    pass\ndef check_b(lab):\n    assert False\n");
    assert.deepEqual(told(await some.check({ only: ["check_a"] })), ["passed"]);
    await assert.rejects(
      lab("", "def helper():\n    pass\n").check(),
      /has no checks: define some, as def check_result\(lab\)\.$/,
    );
  });

  it("run a lab on as many engines as it needs", async () => {
    const one = lab("n = engine_count\n", "def check_n(lab):\n    assert lab.values('n') == [3, 3, 3]\n");
    Object.assign(one.files, { engines: 3 });
    assert.deepEqual(told(await one.check({ engines: 1 })), ["passed"]);
  });

  it("see the lab as the main program", async () => {
    const report = await lab(
      "done = False\nif __name__ == '__main__':\n    done = True\n",
      "def check_done(lab):\n    assert lab.values('done') == [True, True]\n    assert __name__ != '__main__'\n",
    ).check();
    assert.deepEqual(told(report), ["passed"]);
  });
});

describe("the checks of a JavaScript lab", () => {
  const lab = testLabs("javascript");
  const header = 'import assert from "node:assert/strict";\n';

  it("ask for values, calls and jobs", async () => {
    const one = lab(
      `const me = new Set([engine_id]);
console.log("hello", engine_id);
async function add(a, b) { return a + b; }
function fail() { throw new RangeError("too far"); }
function* mapper(line) { for (const word of line.split(" ")) yield [word, 1]; }
function reducer(word, counts) { return counts.length; }
`,
      `${header}
/** Values */
export async function checkValues(lab) {
  assert.deepEqual(await lab.values("me"), [new Set([0]), new Set([1])]);
  assert.equal(lab.run.engines_used, 2);
  assert.equal(lab.run.engines_at_once, 2);
  assert.deepEqual(lab.results.map((one) => one.stdout), ["hello 0\\n", "hello 1\\n"]);
}
export async function checkCall(lab) {
  assert.equal(await lab.call("add", 1, 2), 3);
}
export async function checkFails(lab) {
  await lab.call("fail");
}
export async function checkMissing(lab) {
  await lab.values("nothing");
}
export async function checkJob(lab) {
  const job = await lab.job({ input: "*.txt" });
  assert.deepEqual(job.rows, { a: 2, b: 1 });
  assert.deepEqual(job.pairs, [["a", 2], ["b", 1]]);
  assert.equal(job.counters.records, 2);
  assert.deepEqual(await job.serial(), job.rows);
}
/** Several at once */
export const checkTogether = async (lab) => {
  const [three, values] = await Promise.all([lab.call("add", 1, 2), lab.values("me")]);
  assert.equal(three + values.length, 5);
};
`,
    );
    one.write("words.txt", "a b\na\n");
    const report = await one.check();
    assert.deepEqual(told(report), [
      "passed",
      "passed",
      "failed fail raised RangeError: too far @4",
      "failed The lab defines no nothing.",
      "passed",
      "passed",
    ]);
    assert.deepEqual(
      report.checks.map(({ title }) => title),
      ["Values", "Call", "Fails", "Missing", "Job", "Several at once"],
    );
  });

  it("fail where they do not wait for what they ask", async () => {
    const report = await lab(
      "const a = 1;\n",
      `${header}export function checkA(lab) { void lab.values("a").then((values) => assert.deepEqual(values, [2, 2])); }
export async function checkB(lab) { assert.deepEqual(await lab.values("a"), [1, 1]); }
`,
    ).check();
    assert.equal(report.checks[1]?.status, "passed");
  });

  it("end when they take too long", async () => {
    const report = await lab(
      "async function wait() { await new Promise(() => {}); }\n",
      'export async function checkA(lab) { await lab.call("wait"); }\nexport async function checkB(lab) { await lab.values("wait"); }\n',
    ).check({ timeoutSeconds: 3 });
    assert.equal(told(report)[0], "errored The check ran out of time after 3 seconds. @1");
    assert.match(told(report)[1] ?? "", /^failed .*cannot be sent/);
  });
});
