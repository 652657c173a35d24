import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { descendantsOf, isRunning, signal } from "../../support/processTree";
import { until } from "../../support/until";
import { edited, LESSON, lessonFiles } from "../../unit/lessons/lessonFiles";
import { discard, labs, open, openText, putBack, set } from "./labs";
import { removeWorkspaceLessons, workspaceFolder, writeFiles } from "./lessonParts";

const JOB = "def mapper(line):\n    yield line, 1\n\n\ndef reducer(key, values):\n    return sum(values)\n";
const CELLS = `# %% One [targets=0]\nfrom multiprocessing import Pool\nx = 1\n\n# %% Two\n${JOB}`;

const servers = () =>
  descendantsOf(process.pid).filter(({ command }) => /\bserver\.js --node-ipc/.test(command));

const run = <Answer>(command: string, ...args: unknown[]) =>
  vscode.commands.executeCommand<Answer>(command, ...args);

async function titles({ document }: vscode.TextEditor): Promise<string[]> {
  const lenses = await run<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 20);
  return lenses.map(({ command }) => command?.title ?? "");
}

const ours = ({ uri }: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === "Parallel Labs")
    .map(({ code, range }) => `${range.start.line + 1}: ${String(code)}`);

describe("The language server in the editor", () => {
  before(labs);
  after(() => putBack("codeLens.actions"));
  afterEach(discard);

  it("is one process, which programs and lessons start", async () => {
    await open("cells.py");
    await until("the server", () => servers().length === 1);
    await open("words.py");
    assert.equal(servers().length, 1);
  });

  it("gives symbols, foldings and selections of cells and jobs", async () => {
    const { document } = await openText(CELLS);
    const symbols = await until("the symbols", async () => {
      const found = await run<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
      return found?.some(({ name }) => name === "One") ? found : undefined;
    });
    const two = symbols.find(({ name }) => name === "Two");
    assert.deepEqual(
      two?.children.map(({ name }) => name),
      ["mapper → reducer"],
    );
    const foldings = await run<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
    assert(foldings.some(({ start, end }) => start === 0 && end === 2));
    const at = new vscode.Position(6, 10);
    const [selection] = await run<vscode.SelectionRange[]>(
      "vscode.executeSelectionRangeProvider",
      document.uri,
      [at],
    );
    let around = selection;
    while (around?.parent?.parent) around = around.parent;
    assert.equal(around?.range.start.line, 4);
  });

  it("explains jobs and terms, with a link into the lesson", async () => {
    const { document } = await openText(CELLS);
    const hover = async (line: number, character: number) => {
      const hovers = await run<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        new vscode.Position(line, character),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (content as vscode.MarkdownString).value)
        .join("\n");
    };
    await until("the job's hover", async () =>
      /records: mapper\(line\) gets one line/.test(await hover(5, 5)),
    );
    const term = await hover(1, 30);
    assert.match(term, /worker processes/);
    const [, argument = ""] = /\(command:parallelLabs\.openLesson\?([^)]*)\)/.exec(term) ?? [];
    assert.deepEqual(JSON.parse(decodeURIComponent(argument)), {
      lesson: "intro-to-parallelization",
      heading: "Processes: multiprocessing",
    });
  });

  it("proposes options and tells which are wrong, with a fix, and a fix of all", async () => {
    const editor = await openText("# %% One [tragets=0 block=maybe]\n1\n");
    const { document } = editor;
    await until("the diagnostics", () => ours(document).join() === "1: cell-option,1: cell-option-value");
    const { items } = await run<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      new vscode.Position(0, 31),
    );
    assert(items.some(({ label }) => label === "false"));
    const [action] = await run<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 10, 0, 12),
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.equal(action?.title, "Use targets");
    const [all] = await run<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      new vscode.Range(0, 0, 1, 0),
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert(all?.edit);
    await vscode.workspace.applyEdit(all.edit);
    assert.equal(document.lineAt(0).text, "# %% One [targets=0 block=true]");
    await until("no diagnostics", () => ours(document).length === 0);
  });

  it("colours headers, where nobody else colours the file", async () => {
    const { document } = await openText(CELLS);
    const tokens = await until("the tokens", async () =>
      run<vscode.SemanticTokens | undefined>("vscode.provideDocumentSemanticTokens", document.uri),
    );
    assert(tokens.data.length >= 10);
  });

  it("shows the lenses that were chosen", async () => {
    const editor = await openText(JOB);
    await until("three lenses", async () => (await titles(editor)).length === 3);
    await set("codeLens.actions", ["serially", "sweep"]);
    await until("the chosen ones", async () => (await titles(editor)).join() === "Run Serially,Sweep…");
    await set("codeLens.actions", undefined);
  });

  it("is started again when it crashes, and by the command", async () => {
    const editor = await openText(JOB);
    await until("three lenses", async () => (await titles(editor)).length === 3);
    const [first] = servers();
    assert(first);
    signal(first.pid, "SIGKILL");
    await until("another process", () => servers().some(({ pid }) => pid !== first.pid));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
    await until("three lenses again", async () => (await titles(editor)).length === 3);
    const [second] = servers();
    assert(second);
    await run(commands.restartLanguageServer);
    await until("the second to end", () => !isRunning(second));
    await until("three lenses once more", async () => (await titles(editor)).length === 3);
    assert.equal(servers().length, 1);
  });
});

describe("The language server in a lesson", () => {
  const file = () => join(workspaceFolder(), ".parallel-labs", "lessons", "01-sums", "lesson.md");
  const openLesson = async (text: string) => {
    writeFiles(join(workspaceFolder(), ".parallel-labs", "lessons"), lessonFiles("01-sums", text));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file()));
    return await vscode.window.showTextDocument(document);
  };

  before(labs);
  afterEach(async () => {
    await discard();
    removeWorkspaceLessons();
  });

  it("tells of a mistake while it is typed, once, and of the lesson's files when it is saved", async () => {
    await run(commands.refreshLessons);
    const editor = await openLesson(edited(LESSON, "link: adding", "link: ading"));
    const { document } = editor;
    const line = LESSON.split("\n").indexOf("    link: adding");
    await until("the mistake", () => ours(document).join() === `${line + 1}: unknown-lab`);
    await run(commands.refreshLessons);
    assert.deepEqual(ours(document), [`${line + 1}: unknown-lab`]);
    await editor.edit((edit) => edit.replace(document.lineAt(line).range, "    link: adding"));
    await until("no mistake, unsaved", () => ours(document).length === 0);
  });

  it("proposes fields and ids, and explains them", async () => {
    const editor = await openLesson(LESSON);
    const { document } = editor;
    const line = LESSON.split("\n").indexOf("    link: adding");
    const labels = await until("the lab's id", async () => {
      const at = new vscode.Position(line, 10);
      const list = await run<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at);
      const found = list.items.map(({ label }) => (typeof label === "string" ? label : label.label));
      return found.includes("adding") ? found : undefined;
    });
    assert(labels.length > 0);
    const at = new vscode.Position(line, 5);
    const hovers = await run<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
    const said = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (one as vscode.MarkdownString).value);
    assert.match(said.join(), /\*\*link\*\*: the lab's id/);
  });

  it("leaves other files of that name alone", async () => {
    writeFiles(workspaceFolder(), {
      ".parallel-labs/posts/lesson.md": "---\ntitle: A post\nlayout: page\n---\n",
    });
    const uri = vscode.Uri.file(join(workspaceFolder(), ".parallel-labs", "posts", "lesson.md"));
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    // The server has told all that it has to tell when it answers what is asked after it.
    await run("vscode.executeHoverProvider", uri, new vscode.Position(1, 1));
    assert.deepEqual(ours(document), []);
  });
});
