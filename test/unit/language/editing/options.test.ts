import assert from "node:assert/strict";
import { explanationAt } from "../../../../src/language/editing/explanationAt";
import { optionFindings } from "../../../../src/language/editing/optionFindings";
import { optionProposals } from "../../../../src/language/editing/optionProposals";
import { findParts } from "../../../../src/language/fileParts";
import { JOB_OPTIONS, optionsBegin, readOptions } from "../../../../src/language/jobs/options";
import { languages } from "../../../../src/language/languages";

const [python, javascript] = languages;
assert.ok(python && javascript);
const JOB = "def mapper(line):\n    yield line, 1\n\n\ndef reducer(key, values):\n    return sum(values)\n";

/** A text with the mark `|` taken out, and where it was. */
function marked(text: string): { text: string; line: number; character: number } {
  const [before = "", after = ""] = text.split("|");
  const lines = before.split("\n");
  return { text: before + after, line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function proposed(markedText: string, facts = python): string[] {
  assert.ok(facts);
  const { text, line, character } = marked(markedText);
  const { cells, jobs } = findParts(text, facts);
  const isHeader = cells.some((cell) => cell.line === line && cell.header !== undefined);
  const content = text.split("\n")[line] ?? "";
  const context = { facts, isHeader, jobs: jobs.map(({ name }) => name) };
  return optionProposals(content, character, context).map(
    (one) => content.slice(0, one.from) + one.text + content.slice(one.to),
  );
}

function found(text: string) {
  assert.ok(python);
  const lines = text.split("\n");
  const start = (line: number) => lines.slice(0, line).join("\n").length + (line > 0 ? 1 : 0);
  return optionFindings(findParts(text, python), { line: (at) => lines[at] ?? "", start }).map(
    ({ code, from, to, fixes }) => [code, text.slice(from, to), ...fixes.map(({ title }) => title)],
  );
}

function explained(markedText: string): string | undefined {
  assert.ok(python);
  const { text, line, character } = marked(markedText);
  const at = { line, character, text: text.split("\n")[line] ?? "" };
  return explanationAt(findParts(text, python), python, at)?.says;
}

describe("Proposals of options", () => {
  it("are names in a header's brackets, those that are not there yet", () => {
    assert.deepEqual(proposed("# %% One [|"), ["# %% One [targets=", "# %% One [block="]);
    assert.deepEqual(proposed("# %% One [targets=0 b|]"), ["# %% One [targets=0 block=]"]);
    assert.deepEqual(proposed("# %% One [tar|gets=0]"), ["# %% One [targets=0]", "# %% One [block=0]"]);
    assert.deepEqual(proposed("# %% One | [block=true]"), []);
    assert.deepEqual(proposed("# %% One [block=true] |"), []);
  });

  it("are values behind a name", () => {
    assert.deepEqual(proposed("# %% One [block=|]"), ["# %% One [block=true]", "# %% One [block=false]"]);
    assert.deepEqual(proposed("# %% One [nothing=|]"), []);
  });

  it("are a job's options in comments, and the jobs", () => {
    assert.ok(proposed(`# parallel-labs: |\n${JOB}`).includes("# parallel-labs: input="));
    assert.ok(proposed("# parallel-labs: shape=c|\n").includes("# parallel-labs: shape=chunk"));
    assert.deepEqual(proposed(`# parallel-labs: job=|\n${JOB}`), ["# parallel-labs: job=mapper"]);
    assert.ok(
      proposed("// parallel-labs: combine or|", javascript).includes("// parallel-labs: combine order="),
    );
    assert.deepEqual(proposed("# parallel|"), []);
    assert.deepEqual(proposed("x = [|]"), []);
  });

  it("are pitfalls behind ignore", () => {
    assert.ok(
      proposed("x = 1  # parallel-labs: ignore |").includes("x = 1  # parallel-labs: ignore same-seed"),
    );
  });
});

describe("Options", () => {
  it("that are proposed are understood", () => {
    for (const [name, { values }] of Object.entries(JOB_OPTIONS)) {
      for (const value of values) {
        const text = `# parallel-labs: ${name}=${value}`;
        assert.deepEqual(readOptions([{ text, line: 0, lastLine: 0, first: true }]).problems, [], text);
      }
    }
    assert.equal(optionsBegin("# parallel-labs: a"), 16);
    assert.equal(optionsBegin("# parallel labs"), undefined);
  });

  it("of cells that are wrong are found where they stand", () => {
    assert.deepEqual(found("# %% One [tragets=0 block=no targets=]\n1\n"), [
      ["cell-option", "tragets", "Use targets"],
      ["cell-option-value", "no", "Use false"],
      ["cell-option-value", "", "Use all"],
    ]);
    assert.deepEqual(found("# %% One [targets=all block=false] \n1\n# %% [markdown]\n# In[3]:\n"), []);
  });

  it("of jobs that are wrong are found where they stand", () => {
    assert.deepEqual(found(`# parallel-labs: combine shpe=chunk\n${JOB}`), [
      ["option-unknown", "shpe=chunk", "Use shape"],
    ]);
    assert.deepEqual(found(`# parallel-labs: shape=chunks\n${JOB}`), [
      ["option-unknown", "shape=chunks", "Use chunk"],
    ]);
    assert.deepEqual(found(`${JOB}\n  # parallel-labs: combine\nprint(1)\n`), [
      ["option-misplaced", "# parallel-labs: combine"],
    ]);
    assert.deepEqual(found("def mapper(line):\n    yield line, 1\n"), [
      ["missing-reducer", "def mapper(line):"],
    ]);
  });

  it("are not comments that suppress a pitfall", () => {
    assert.deepEqual(
      found(`# parallel-labs: ignore-file same-seed\n${JOB}x = 1  # parallel-labs: ignore tiny-tasks\n`),
      [],
    );
  });
});

describe("Explanations of a place", () => {
  it("tell a job's shape and its reason at the names of its functions", () => {
    for (const text of [JOB.replace("mapper", "map|per"), JOB.replace("reducer", "reducer|")])
      assert.match(explained(text) ?? "", /records: mapper\(line\) gets one line at a time and yields pairs/);
    assert.equal(explained(JOB.replace("sum", "s|um")), undefined);
    assert.equal(explained(JOB.replace("line)", "li|ne)")), undefined);
  });

  it("tell where a cell runs, and what its options are", () => {
    assert.match(explained("# %% O|ne\n1\n") ?? "", /on every engine/);
    assert.match(
      explained("# |%% One [targets=0,2 block=false]\n1\n") ?? "",
      /on engines 0, 2, without waiting/,
    );
    assert.match(explained("# %% One [tar|gets=0]\n1\n") ?? "", /by number/);
  });

  it("tell what an option of a job is", () => {
    assert.match(explained(`# parallel-labs: comb|ine\n${JOB}`) ?? "", /less is sent/);
    assert.equal(explained(`# paral|lel-labs: combine\n${JOB}`), undefined);
  });
});
