import assert from "node:assert/strict";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { until } from "../../support/until";
import { answering } from "./answers";
import { discard, labs, open, openText, putBack, runCommand, set, textOf } from "./labs";

const JOB = `
INPUT = range(100)

def mapper(item):
    return [(item % 3, item)]

def reducer(key, values):
    return sum(values)
`;
/** Another text each time, so that nothing is known of it. */
const job = () => `${JOB}# ${Math.random()}\n`;

describe("Speed-up", () => {
  before(async () => {
    await set("engines.count", 2);
    await set("run.showResults", "never"); // in the editor's own place it would hide what is to run again
  });
  after(() => putBack("engines.count", "run.showResults"));
  afterEach(discard);

  describe("against one engine", () => {
    it("is measured on request, and later runs of the same code have it", async () => {
      const { document } = await openText(job());
      const first = await runCommand(commands.runMapReduce);
      assert.equal(first.record.baseline, undefined);
      await vscode.commands.executeCommand(commands.measureOnOneEngine);
      const measured = (await labs()).lastRun();
      assert.equal(measured?.record.id, first.record.id, "the run that is shown is the same");
      assert.ok((measured?.record.baseline?.wall ?? 0) > 0);
      const again = await runCommand(commands.runMapReduce);
      assert.deepEqual(again.record.baseline, measured?.record.baseline);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "# changed\n");
      await vscode.workspace.applyEdit(edit);
      const changed = await runCommand(commands.runMapReduce);
      assert.equal(changed.record.baseline, undefined, "other code");
    });

    it("is learnt from Compare", async () => {
      await openText(job());
      const { record } = await runCommand(commands.compareMapReduce);
      const again = await runCommand(commands.runMapReduce);
      assert.equal(again.record.baseline?.wall, record.job?.serial?.wall);
    });

    it("is, of code that runs on every engine, the same on one after the other", async () => {
      const count = "count = globals().get('count', 0) + 1\nprint(engine_id, count)\n";
      await openText(`${count}# ${Math.random()}\n`);
      await vscode.commands.executeCommand(commands.resetNamespaces);
      await runCommand(commands.runOnAllEngines);
      await vscode.commands.executeCommand(commands.measureOnOneEngine);
      const last = (await labs()).lastRun();
      assert.ok((last?.record.baseline?.wall ?? 0) > 0);
      assert.equal(last?.record.tasks.length, 2, "what is measured is no part of the run");
      const again = await runCommand(commands.runOnAllEngines);
      assert.deepEqual(
        [0, 1].map((engine) => textOf(again, engine)),
        ["0 3\n", "1 3\n"],
      );
    });

    it("is not measured of code that fails", async () => {
      await openText(
        `import os\nos.environ.setdefault("TRIED", "0")\nos.environ["TRIED"] += "1"\nassert len(os.environ["TRIED"]) < 3 # ${Math.random()}\n`,
      );
      await runCommand(commands.runOnAllEngines);
      const asked = await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.measureOnOneEngine),
      );
      assert.match(asked[0]?.text ?? "", /On engine 0 alone the code did not end well/);
      assert.equal((await labs()).lastRun()?.record.baseline, undefined);
    });
  });

  describe("that is guessed first", () => {
    before(() => set("predict.enabled", true));
    after(() => set("predict.enabled", false)); // as for all tests

    it("stands in the run, and is asked once for a job", async () => {
      await openText(job().replaceAll("reducer", "reduce").replaceAll("mapper", "map"));
      let asked = await answering(
        ({ choices }) => choices.at(-2),
        () => runCommand(commands.runMapReduce),
      );
      assert.deepEqual(
        asked.map(({ text }) => text),
        ["How much faster will 2 engines be?"],
      );
      assert.equal((await labs()).lastRun()?.record.guess, 2);
      asked = await answering(
        () => undefined,
        () => runCommand(commands.runMapReduce),
      );
      assert.deepEqual(asked, []);
      assert.equal((await labs()).lastRun()?.record.guess, undefined);
    });

    it("is left out with Escape, and the job runs", async () => {
      await openText(JOB.replaceAll("mapper", "map_escape").replaceAll("reducer", "reduce_escape"));
      const asked = await answering(
        () => undefined,
        () => runCommand(commands.runMapReduce),
      );
      assert.equal(asked.length, 1);
      const { record } = (await labs()).lastRun() ?? assert.fail();
      assert.deepEqual([record.job?.outcome, record.guess], ["done", undefined]);
    });

    it("is asked once for a lab, whatever of it runs", async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder);
      const labs = vscode.Uri.joinPath(folder.uri, "parallel-labs");
      const lab = vscode.Uri.joinPath(labs, "lesson", "lab.py");
      await vscode.workspace.fs.writeFile(lab, Buffer.from("# %% a\n1\n# %% b\n2\n"));
      try {
        const run = (line: number) =>
          answering(
            () => undefined,
            () => runCommand(commands.runOnAllEngines, { uri: lab, line }),
          );
        assert.deepEqual([(await run(0)).length, (await run(2)).length], [1, 0]);
      } finally {
        await vscode.workspace.fs.delete(labs, { recursive: true });
      }
    });

    it("is asked of nobody outside labs and jobs, nor with one engine", async () => {
      await open("plain.py");
      assert.deepEqual(
        await answering(
          () => undefined,
          () => runCommand(commands.runOnAllEngines),
        ),
        [],
      );
      await discard();
      await openText(JOB.replaceAll("mapper", "map_alone").replaceAll("reducer", "reduce_alone"));
      const asked = await answering(
        () => undefined,
        () => runCommand(commands.runMapReduceSerially),
      );
      assert.deepEqual(asked, []);
    });

    it("is never asked again where the user says so", async () => {
      await openText(JOB.replaceAll("mapper", "map_never").replaceAll("reducer", "reduce_never"));
      await answering(
        ({ choices }) => choices.at(-1),
        () => runCommand(commands.runMapReduce),
      );
      assert.equal(vscode.workspace.getConfiguration("parallelLabs").get("predict.enabled"), false);
    });
  });

  describe("with other settings", () => {
    it("is swept, on engines of its own, and the sweep is kept", async () => {
      await openText(JOB);
      const before = (await labs()).engines().map(({ pid }) => pid);
      const asked = await answering(
        ({ choices, text }) => (text.startsWith("Sweep") ? choices[0] : undefined),
        () => vscode.commands.executeCommand(commands.sweep),
      );
      assert.deepEqual(
        asked.map(({ text, choices }) => [text, choices[0]]),
        [
          ["Sweep mapper", "Engines"],
          ["Sweep mapper", "3 times each"],
        ],
      );
      assert.deepEqual(
        (await labs()).engines().map(({ pid }) => pid),
        before,
      );
      const shown = await answering(
        ({ choices }) => choices[0],
        () => vscode.commands.executeCommand(commands.showSweep),
      );
      assert.deepEqual(shown[0]?.choices[0], "mapper");
    });

    it("is swept until it is interrupted; then nothing is kept", async () => {
      const kept = async () => {
        const asked = await answering(
          () => undefined,
          () => vscode.commands.executeCommand(commands.showSweep),
        );
        return asked[0]?.choices.length ?? 0;
      };
      const before = await kept();
      await openText(
        JOB.replace("    return", "    time.sleep(60)\n    return").replace("INPUT", "import time\nINPUT"),
      );
      const sweep = answering(
        ({ choices, text }) => (text.startsWith("Sweep") ? choices[0] : undefined),
        () => vscode.commands.executeCommand(commands.sweep),
      );
      let ended = false;
      void sweep.then(() => {
        ended = true;
      });
      await until("the sweep to stop", async () => {
        await vscode.commands.executeCommand(commands.interrupt);
        return ended;
      });
      assert.equal(await kept(), before);
    });
  });
});
