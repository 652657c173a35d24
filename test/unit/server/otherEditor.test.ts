import assert from "node:assert/strict";
import {
  type Diagnostic,
  LanguageServerProcess,
  type Range,
  type TextEdit,
  withEdits,
} from "../../support/languageServer";

interface Lens {
  readonly range: Range;
  readonly command: { readonly title: string; readonly command: string; readonly arguments: unknown[] };
}
interface Action {
  readonly title: string;
  readonly kind: string;
  readonly edit: { readonly changes: Readonly<Record<string, TextEdit[]>> };
  readonly command?: { readonly title: string; readonly command: string; readonly arguments: unknown[] };
}

const PYTHON = "file:///course/words.py";
const CELLS = "# %% One [target=0,2]\nx = 1\n\n# %% Two [block=maybe]\ny = 2\n";
const JOB = "def mapper(line):\n    yield line, 1\n\n\ndef reducer(key, values):\n    return sum(values)\n";
const LESSON = "file:///course/.parallel-labs/lessons/01-sums/lesson.md";
const LESSON_TEXT = `---
id: sums
titel: Sums
labs:
  - id: adding
    title: Adding
    summary: Add.
    file: labs/a.py
    solution: solutions/a.py
    check: checks/a.py
checklist:
  - id: do-it
    kind: doo
    title: Add
    link: ading
---

Text.
`;

describe("The language server, with another editor", () => {
  let server: LanguageServerProcess;
  beforeEach(async () => {
    server = new LanguageServerProcess("--stdio");
    await server.initialize({ diagnosticsDelay: 1 });
  });
  afterEach(async () => {
    server.process.kill("SIGKILL");
    await server.exited;
  });

  const lenses = (uri: string) => server.request<Lens[]>("textDocument/codeLens", { textDocument: { uri } });
  const fixes = (uri: string, { range }: Diagnostic) =>
    server.request<Action[]>("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
  /** Applies the first fix until there is no problem, and gives the text. */
  const repair = async (uri: string, languageId: string, text: string): Promise<string> => {
    server.open(uri, languageId, text);
    let fixed = text;
    for (let version = 1; ; version++) {
      const found = await server.diagnostics(uri, version);
      if (found.length === 0) return fixed;
      const offered = await Promise.all(found.map((one) => fixes(uri, one)));
      const [fix] = offered.flat();
      assert.ok(fix, found[0]?.message);
      const before = fixed;
      fixed = withEdits(fixed, fix.edit.changes[uri] ?? []);
      assert.notEqual(fixed, before);
      server.change(uri, version + 1, { text: fixed });
    }
  };

  it("gives lenses with plain commands", async () => {
    server.open(PYTHON, "python", CELLS);
    const ofCells = await lenses(PYTHON);
    assert.deepEqual(
      ofCells.map(({ range, command }) => [range.start.line, command.title, command.command]),
      [0, 3].flatMap((line) => [
        [line, "Run on All Engines", "parallelLabs.runOnAllEngines"],
        [line, "Run Serially", "parallelLabs.runSerially"],
        [line, "Run on Engines…", "parallelLabs.runOnEngines"],
      ]),
    );
    assert.deepEqual(ofCells[3]?.command.arguments, [{ uri: PYTHON, line: 3 }]);
    server.change(PYTHON, 2, { text: JOB });
    assert.deepEqual(
      (await lenses(PYTHON)).map(({ command }) => command.title),
      ["Run on All Engines", "Compare", "records: choose input…"],
    );
  });

  it("finds mistakes in cells' options, and repairs them", async () => {
    server.open(PYTHON, "python", CELLS);
    const found = await server.diagnostics(PYTHON, 1);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range.start.line, range.start.character, range.end.character]),
      [
        ["cell-option", 0, 10, 16],
        ["cell-option-value", 3, 16, 21],
      ],
    );
    server.notify("textDocument/didClose", { textDocument: { uri: PYTHON } });
    assert.equal(
      await repair(PYTHON, "python", CELLS),
      "# %% One [targets=0,2]\nx = 1\n\n# %% Two [block=true]\ny = 2\n",
    );
  });

  it("repairs all that needs no choice at once", async () => {
    server.open(PYTHON, "python", CELLS);
    const [all] = await server.request<Action[]>("textDocument/codeAction", {
      textDocument: { uri: PYTHON },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ["source.fixAll"] },
    });
    assert.equal(all?.kind, "source.fixAll.parallelLabs");
    assert.equal(
      withEdits(CELLS, all.edit.changes[PYTHON] ?? []),
      "# %% One [targets=0,2]\nx = 1\n\n# %% Two [block=true]\ny = 2\n",
    );
  });

  it("explains pitfalls where the client says how, and has no links elsewhere", async () => {
    const code = { kind: "quickfix", title: "Explain: A program for Python 2" };
    server.open(PYTHON, "python", "print 1\n");
    const [plain] = await server.diagnostics(PYTHON, 1);
    assert.ok(plain);
    assert.equal(plain.codeDescription, undefined);
    const explains = (actions: Action[]) => actions.filter(({ title }) => title === code.title);
    assert.deepEqual(explains(await fixes(PYTHON, plain)), []);

    const own = new LanguageServerProcess("--stdio");
    try {
      const explanations = { python2: "parallel-lesson://somewhere" };
      await own.initialize({ diagnosticsDelay: 1, lessonCommand: "open.lesson", explanations });
      own.open(PYTHON, "python", "print 1\n");
      const [linked] = await own.diagnostics(PYTHON, 1);
      assert.ok(linked);
      assert.deepEqual(linked.codeDescription, { href: explanations.python2 });
      const context = { diagnostics: [] };
      const params = { textDocument: { uri: PYTHON }, range: linked.range, context };
      const [explain] = explains(await own.request<Action[]>("textDocument/codeAction", params));
      assert.deepEqual(explain?.command, {
        title: code.title,
        command: "open.lesson",
        arguments: [
          { lesson: "intro-to-parallelization", page: "pitfalls.md", heading: "A program for Python 2" },
        ],
      });
      assert.equal(await own.end(), 0);
    } finally {
      own.process.kill("SIGKILL");
      await own.exited;
    }
  });

  it("tells what engines lack before a part of a file runs, and which lines give it to them", async () => {
    const text = "# %% One\r\nimport math\r\nLIMIT = 3\r\n\r\n# %% Two\r\nprint(math.pi, LIMIT)\r\n";
    server.open(PYTHON, "python", text);
    const ask = (engineNames: readonly string[]) =>
      server.request("parallelLabs/preflight", {
        textDocument: { uri: PYTHON },
        from: text.indexOf("print"),
        to: text.length,
        engineNames,
      });
    const [math, limit] = [
      { name: "math", isModule: true, line: 5 },
      { name: "LIMIT", isModule: false, line: 5 },
    ];
    assert.deepEqual(await ask([]), { needs: [math, limit], first: [{ from: 1, to: 2 }] });
    assert.deepEqual(await ask(["LIMIT"]), { needs: [math], first: [{ from: 1, to: 1 }] });
    assert.deepEqual(await ask(["LIMIT", "math"]), { needs: [], first: [] });
  });

  it("finds mistakes in a lesson, and repairs them", async () => {
    const fixed = await repair(LESSON, "markdown", LESSON_TEXT);
    const wanted = LESSON_TEXT.replace("titel", "title").replace("doo", "do").replace("ading\n", "adding\n");
    assert.equal(fixed, wanted);
  });

  it("says nothing of other files called lesson.md", async () => {
    const uri = "file:///blog/lesson.md";
    server.open(uri, "markdown", "---\ntitle: A post\nlayout: page\n---\n\nText.\n");
    assert.deepEqual(await server.diagnostics(uri, 1), []);
  });

  it("takes settings of editors that have them", async () => {
    await server.end();
    server = new LanguageServerProcess("--stdio");
    server.answers.set("workspace/configuration", () => [
      { cells: { marker: "^# ---" }, codeLens: { actions: ["serially"] } },
    ]);
    await server.initialize({}, { workspace: { configuration: true } });
    server.open(PYTHON, "python", "# --- one\n1\n# --- two\n2\n");
    assert.deepEqual(
      (await lenses(PYTHON)).map(({ range, command }) => [range.start.line, command.title]),
      [
        [0, "Run Serially"],
        [2, "Run Serially"],
      ],
    );
  });

  it("gives diagnostics when it is asked for them, if that is wanted", async () => {
    await server.end();
    server = new LanguageServerProcess("--stdio");
    await server.initialize({ diagnostics: "pull" });
    server.open(PYTHON, "python", CELLS);
    const params = { textDocument: { uri: PYTHON } };
    const { items } = await server.request<{ items: Diagnostic[] }>("textDocument/diagnostic", params);
    assert.deepEqual(
      items.map(({ code }) => code),
      ["cell-option", "cell-option-value"],
    );
  });

  it("gives up a request that is cancelled", async () => {
    await server.end();
    server = new LanguageServerProcess("--stdio");
    await server.initialize({ diagnosticsDelay: 60_000 }, { workspace: { configuration: true } });
    server.open(PYTHON, "python", JOB);
    const request = server.begin("textDocument/codeLens", { textDocument: { uri: PYTHON } });
    request.cancel();
    await assert.rejects(request.answer, { code: -32800 });
    assert.equal((await lenses(PYTHON)).length, 3);
  });

  it("ends as it is told, with status 0", async () => {
    server.open(PYTHON, "python", JOB);
    assert.equal(await server.end(), 0);
  });

  it("ends when its editor is gone", async () => {
    server.open(PYTHON, "python", JOB);
    await lenses(PYTHON);
    server.process.stdin.end();
    assert.equal(await server.exited, 1);
  });

  it("opens no port, and says how to start it", async () => {
    const other = new LanguageServerProcess("--socket=0");
    assert.equal(await other.exited, 2);
  });
});
