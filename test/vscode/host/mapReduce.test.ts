import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import type { RunSnapshot } from "../../../src/protocol/run";
import { until } from "../../support/until";
import { discard, labs, open, openText, putBack, runCommand, set } from "./labs";

const JOB = `
INPUT = range(100)

def mapper(item):
    return [(item % 3, item)]

def reducer(key, values):
    return sum(values)
`;

describe("Map/reduce", () => {
  before(() => set("engines.count", 2));
  after(() => putBack("engines.count"));
  afterEach(discard);

  it("divides a file's job among the engines when asked to run on all of them", async () => {
    await openText(JOB);
    const { record } = await runCommand(commands.runOnAllEngines);
    assert.equal(record.kind, "mapreduce");
    assert.equal(record.job?.outcome, "done");
    assert.deepEqual([record.job?.counters?.records, record.job?.counters?.rows], [100, 3]);
    assert.deepEqual(enginesOf(record.tasks), [0, 1]);
    assert.deepEqual([...new Set(record.tasks.map(({ phase }) => phase))], ["map", "shuffle", "reduce"]);
  });

  it("runs serially on one engine", async () => {
    await openText(JOB);
    const { record } = await runCommand(commands.runMapReduceSerially);
    assert.equal(record.job?.outcome, "done");
    assert.deepEqual(enginesOf(record.tasks), [0]);
  });

  it("compares both, and says where they agree", async () => {
    await openText(JOB);
    const { record } = await runCommand(commands.compareMapReduce);
    assert.ok((record.job?.serial?.wall ?? 0) > 0);
    assert.equal(record.job?.serial?.difference, undefined);
  });

  it("compares both, and says where they differ", async () => {
    await openText(`${JOB.replace("sum(values)", "engine_count + engine_id")}\n# parallel-labs: combine\n`);
    const { record } = await runCommand(commands.compareMapReduce);
    assert.ok(record.job?.serial?.difference, "a reducer that tells on which engine it runs");
  });

  it("runs the job whose function the cursor is in", async () => {
    const two = `${JOB}\n\ndef map_last(item):\n    return [(item % 10, 1)]\n\ndef reduce_last(key, values):\n    return len(list(values))\n`;
    const editor = await openText(two);
    const line = two.split("\n").indexOf("def map_last(item):");
    editor.selection = new vscode.Selection(line, 0, line, 0);
    const { record } = await runCommand(commands.runMapReduce);
    assert.equal(record.source.title, "map_last");
    assert.equal(record.job?.counters?.rows, 10);
  });

  it("reads the files that the file itself names, and keeps a failure with its record in the run", async () => {
    await open("broken_job.py");
    const { record } = await runCommand(commands.runMapReduce);
    assert.equal(record.job?.outcome, "failed");
    assert.match(record.job?.failure ?? "", /ZeroDivisionError: division by zero \(.*txt, line \d+: /);
    assert.deepEqual(record.job?.input, ["stories/*.txt"]);
  });

  it("runs two jobs that are started at once one after the other, each with its own functions", async () => {
    const { onDidFinishRun } = await labs();
    const finished: RunSnapshot[] = [];
    const subscription = onDidFinishRun((run) => void finished.push(run));
    const start = async (name: string) => {
      const content = JOB.replace(
        "    return",
        `    time.sleep(0.01)\n    assert helper() == "${name}"\n    return`,
      );
      const helper = `import time\n\ndef helper():\n    return "${name}"\n`;
      const { document } = await openText(`${helper}${content}`);
      return () => vscode.commands.executeCommand(commands.runMapReduce, { uri: document.uri, line: 0 });
    };
    const jobs = [await start("a"), await start("b"), await start("c")];
    await Promise.all(jobs.map((run) => run()));
    subscription.dispose();
    assert.deepEqual(
      finished.map(({ record }) => [record.job?.outcome, record.job?.failure]),
      Array.from({ length: 3 }, () => ["done", undefined]),
    );
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("interrupts a job that waits for another one", async () => {
    const editor = await openText(
      JOB.replace("    return", "    time.sleep(60)\n    return").replace("INPUT", "import time\nINPUT"),
    );
    const { onDidFinishRun, lastRun } = await labs();
    const finished: RunSnapshot[] = [];
    const subscription = onDidFinishRun((run) => void finished.push(run));
    const place = { uri: editor.document.uri, line: 0 };
    const both = [0, 1].map(() => vscode.commands.executeCommand(commands.runMapReduce, place));
    await until("the second job to wait", async () => lastRun()?.record.job?.waits === true);
    await vscode.commands.executeCommand(commands.interrupt);
    await Promise.all(both);
    subscription.dispose();
    assert.deepEqual(
      finished.map(({ record }) => record.job?.outcome),
      ["cancelled", "cancelled"],
    );
  });

  it("runs a JavaScript job on Node engines", async () => {
    const content = JOB_IN_JAVASCRIPT;
    const document = await vscode.workspace.openTextDocument({ language: "javascript", content });
    await vscode.window.showTextDocument(document);
    const { record } = await runCommand(commands.runMapReduce);
    assert.equal(record.backend, "node");
    assert.equal(record.job?.counters?.rows, 3);
  });

  it("has lenses that tell the job's shape, and what is wrong with what is none", async () => {
    const editor = await openText(JOB);
    // A new document may have the name of one just closed, and for a moment its text.
    await until(
      "the lenses of the job",
      async () => (await titles(editor)).join() === "$(run-all) Run on All Engines,Compare,items: INPUT",
      () => titles(editor),
    );
    await discard();
    const lonely = await titles(await openText("def mapper(line):\n    yield line, 1\n"));
    assert.match(lonely.at(-1) ?? "", /^\$\(warning\) mapper looks like a mapper and has no reducer/);
    await discard();
  });
});

const JOB_IN_JAVASCRIPT = `
const INPUT = Array.from({ length: 100 }, (_, at) => at);
function mapper(item) {
  return [[item % 3, item]];
}
function reducer(key, values) {
  return values.reduce((sum, value) => sum + value, 0);
}
`;

function enginesOf(tasks: RunSnapshot["record"]["tasks"]): number[] {
  return [...new Set(tasks.map(({ engine }) => engine))].sort();
}

async function titles({ document }: vscode.TextEditor): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    "vscode.executeCodeLensProvider",
    document.uri,
    20,
  );
  return lenses.map(({ command }) => command?.title ?? "");
}
