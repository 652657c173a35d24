import assert from "node:assert/strict";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newLesson } from "../../../src/lessons/scaffold/newLesson";
import { temporaryFolder } from "../../support/cleanUp";
import { repositoryRoot } from "../../support/repository";
import { runCommand } from "./commandLine";

const LESSON = join(repositoryRoot, "lessons", "01-intro-to-parallelization");

describe("parallel-labs check", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-check-");
  });
  afterEach(() => folder.remove());

  const check = (...args: string[]) => runCommand(["check", ...args], folder.path);
  const put = (from: string, to: string) => {
    mkdirSync(join(folder.path, to, ".."), { recursive: true });
    cpSync(join(LESSON, from), join(folder.path, to));
  };

  it("tells what is still wrong with a learner's file, and at which line", async () => {
    put("labs/engines.py", "engines.py");
    const { status, stdout, stderr } = await check("engines.py");
    assert.equal(status, 1, stderr);
    assert.match(stdout, /^Engines \(engines\.py\)\n {2}✔ The file ran on more than one engine\n/);
    assert.match(stdout, / {2}✘ .*\n {6}Task 1: engine 1 says .*\n {6}engines\.py:22\n/);
    assert.match(stdout, /\n1 of 5 checks pass \(.*\)\.\n$/);
  });

  it("finds the copy that the editor makes by the lab's id, and passes when all is right", async () => {
    put("solutions/engines.py", "parallel-labs/intro-to-parallelization/labs/engines.py");
    for (const id of ["engines", "intro-to-parallelization/engines"]) {
      const { status, stdout } = await check(id);
      assert.equal(status, 0, stdout);
      assert.match(stdout, /5 of 5 checks pass/);
    }
  });

  it("writes one JSON document, and a JUnit file of all labs", async () => {
    put("labs/engines.js", "engines.js");
    const { status, stdout } = await check("engines.js", "--json", "--junit", "result.xml", "--engines", "3");
    assert.equal(status, 1);
    assert.match(stdout, /^\{[^\n]*\}\n$/);
    const { ok, result, run } = JSON.parse(stdout) as {
      ok: boolean;
      result: {
        lab: string;
        passed: boolean;
        checks: { name: string; status: string; labLine?: number }[];
      }[];
      run: { engines: unknown[] };
    };
    assert.equal(ok, false);
    assert.equal(run.engines.length, 3);
    assert.equal(result[0]?.lab, "intro-to-parallelization/engines-js");
    assert.deepEqual(
      result[0]?.checks.map((one) => one.status),
      ["passed", "failed", "failed", "failed", "failed"],
    );
    const text = readFileSync(join(folder.path, "result.xml"), "utf8");
    assert.equal(text.match(/<testcase /g)?.length, 5);
    assert.equal(text.match(/<failure /g)?.length, 4);
  });

  it("saves the lab's run as a trace and as a report, whether or not it passes", async () => {
    put("labs/engines.js", "engines.js");
    const { status, stdout } = await check("engines.js", "--trace", "t.json", "--report", "r.html", "--json");
    assert.equal(status, 1, stdout);
    const { run } = JSON.parse(stdout) as { run: { tasks: unknown[] } };
    const { traceEvents } = JSON.parse(readFileSync(join(folder.path, "t.json"), "utf8")) as {
      traceEvents: { ph: string; cat?: string }[];
    };
    const slices = traceEvents.filter(({ ph, cat = "" }) => ph === "X" && !/waiting|transfer/.test(cat));
    assert.equal(slices.length, run.tasks.length);
    assert.match(readFileSync(join(folder.path, "r.html"), "utf8"), /engines\.js/);
    put("solutions/engines.js", "engines.js");
    const passed = await check("engines.js", "--report", "r.html");
    assert.equal(passed.status, 0, passed.stdout);
    assert.match(passed.stdout + passed.stderr, /checks pass[\s\S]*r\.html/);
  });

  it("refuses before it runs what cannot be saved", async () => {
    put("labs/engines.js", "engines.js");
    for (const [args, message] of [
      [["engines", "engines-js", "--solution", "--trace", "t.json"], /--trace: .*check one lab at a time/],
      [["engines.js", "--report", "r.txt"], /end it in \.html/],
      [["engines.js", "--trace", "engines.js"], /would overwrite/],
      [["engines.js", "--trace", "r.html", "--report", "r.html"], /name the same file/],
      [["engines.js", "--junit", "none/r.xml"], /cannot be written/],
    ] as const) {
      const { status, stdout, stderr } = await check(...args);
      assert.equal(status, 2, stdout);
      assert.match(stderr, message);
      assert.doesNotMatch(stdout, /✘/);
    }
    assert.deepEqual(readdirSync(folder.path), ["engines.js"]);
  });

  it("checks several labs, and solutions", async () => {
    const { status, stdout } = await check("engines", "engines-js", "--solution", "--json");
    assert.equal(status, 0, stdout);
    const { result, run } = JSON.parse(stdout) as { result: { lab: string; run: object }[]; run: null };
    assert.deepEqual(
      result.map(({ lab }) => lab),
      ["intro-to-parallelization/engines", "intro-to-parallelization/engines-js"],
    );
    assert.equal(run, null);
  });

  it("says what to name when it cannot tell the lab", async () => {
    writeFileSync(join(folder.path, "mine.py"), "");
    for (const [args, said] of [
      [
        ["mine.py"],
        /^No lab has a file mine\.py: choose with --lab one of intro-to-parallelization\/engines, /,
      ],
      [["mine.py", "--lab", "none"], /^There is neither a file nor a lab none; the labs are /],
      [["nothing.py"], /^There is neither a file nor a lab nothing\.py; /],
      [["engines"], /^There is no copy of intro-to-parallelization\/engines here \(.*\): name the file, /],
      [["mine.py", "mine.py", "--lab", "engines"], /one file at a time/],
    ] as const) {
      const { status, stderr } = await check(...args);
      assert.equal(status, 2, stderr);
      assert.match(stderr, said);
    }
    const { status, stdout } = await check("mine.py", "--lab", "engines");
    assert.equal(status, 1);
    assert.match(stdout, /The lab defines no me\./);
  });

  it("finds a teacher's own lessons", async () => {
    const lesson = newLesson({ title: "Sums", language: "python", existing: [] });
    for (const { path, text } of lesson.files) {
      const at = join(folder.path, "packs", lesson.folder, path);
      mkdirSync(join(at, ".."), { recursive: true });
      writeFileSync(at, text);
    }
    const { status, stdout } = await check("first-lab", "--solution", "--lessons", "packs");
    assert.equal(status, 0, stdout);
    const tried = await runCommand(["lessons", "validate", "packs"], folder.path);
    assert.deepEqual([tried.status, tried.stdout], [0, "No problems.\n"], tried.stderr);

    const { path, text } = lesson.files.find((one) => one.path.startsWith("solutions")) ?? {
      path: "",
      text: "",
    };
    const starter = lesson.files.find((one) => one.path.startsWith("labs")) ?? { path: "", text: "" };
    writeFileSync(join(folder.path, "packs", lesson.folder, path), starter.text);
    const wrong = await runCommand(["lessons", "validate", "packs"], folder.path);
    assert.equal(wrong.status, 2);
    assert.match(
      wrong.stdout,
      /lesson\.md:\d+:\d+: error: The solution of lab first-lab does not pass its checks: .* \[solution-fails\]\n$/,
    );
    writeFileSync(join(folder.path, "packs", lesson.folder, path), `${text}\n`);
    writeFileSync(join(folder.path, "packs", lesson.folder, starter.path), text);
    const easy = await runCommand(["lessons", "validate", "packs", "--json"], folder.path);
    const { result } = JSON.parse(easy.stdout) as { result: { code: string; field: string }[] };
    assert.deepEqual(
      result.map(({ code, field }) => [code, field]),
      [["starter-passes", "labs[0].check"]],
    );
    const unrun = await runCommand(["lessons", "validate", "packs", "--no-run"], folder.path);
    assert.equal(unrun.stdout, "No problems.\n");
  });
});

describe("the built-in lessons", function () {
  this.timeout(600_000);

  it("have labs whose starters fail and whose solutions pass their checks", async () => {
    const { status, stdout, stderr } = await runCommand(
      ["lessons", "validate", join(repositoryRoot, "lessons")],
      repositoryRoot,
    );
    assert.deepEqual([status, stdout], [0, "No problems.\n"], stderr);
    const files = readdirSync(join(repositoryRoot, "lessons"), { recursive: true, encoding: "utf8" });
    assert.deepEqual(
      files.filter((file) => /corpus|\.png$|\.txt$/.test(file)),
      [],
      "what labs write does not come into the lessons",
    );
  });
});
