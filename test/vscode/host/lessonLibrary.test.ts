import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { LessonDiagnostics } from "../../../src/extension/lessons/lessonDiagnostics";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { edited, LESSON, lessonFiles } from "../../unit/lessons/lessonFiles";
import { set } from "./labs";
import { LessonParts, removeWorkspaceLessons, workspaceFolder, writeFiles } from "./lessonParts";

const BUILT_IN = ["intro-to-parallelization", "scaling-out-to-multiple-nodes"];
const named = (id: string) => edited(LESSON, "id: sums", `id: ${id}`);

describe("The library of lessons", () => {
  let parts: LessonParts;
  let diagnostics: LessonDiagnostics;
  let folder: ReturnType<typeof temporaryFolder>;
  const lessonsFolder = () => join(workspaceFolder(), ".parallel-labs", "lessons");

  beforeEach(() => {
    parts = new LessonParts();
    diagnostics = new LessonDiagnostics(parts.library);
    folder = temporaryFolder("parallel-labs-lessons-");
  });
  afterEach(async () => {
    diagnostics.dispose();
    parts.dispose();
    folder.remove();
    removeWorkspaceLessons();
    await set("lessons.folders", undefined);
  });

  const ids = () => parts.library.lessons.map(({ lesson }) => lesson.id);
  const shown = (file: string) => vscode.languages.getDiagnostics(vscode.Uri.file(file));
  /** Waits for lessons. VS Code begins to watch some time after it was asked to: `change` is done until it is seen. */
  const eventually = (wanted: readonly string[], change?: () => void) =>
    until(
      `the lessons ${wanted}`,
      () => {
        if (wanted.join() === ids().join()) return true;
        change?.();
        return false;
      },
      ids,
    );

  it("has the lessons that come with the product, which are right", async () => {
    await parts.library.ready();
    assert.deepEqual(ids(), BUILT_IN);
    assert.deepEqual(parts.library.problems, []);
    assert.equal(parts.library.find("intro-to-parallelization")?.source, "builtIn");
    assert.equal(parts.library.find("none"), undefined);
  });

  it("tells of mistakes in an open lesson whose change its editor has overlooked", async () => {
    // A folder of its own: VS Code keeps a document for minutes after its editor was closed.
    const file = join(lessonsFolder(), "07-overlooked", "lesson.md");
    writeFiles(lessonsFolder(), lessonFiles("07-overlooked"));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const mistake = {
      file,
      line: 1,
      column: 1,
      severity: "error",
      message: "no lab ading",
      code: "unknown-lab",
    };
    const changed = new vscode.EventEmitter<void>();
    const library = { authorProblems: [{ ...mistake, inText: true }] as never, onDidChange: changed.event };
    const server = { state: "running" as const, onDidChangeState: () => new vscode.Disposable(() => {}) };
    let onDisk = edited(LESSON, "link: adding", "link: ading");
    const beside = new LessonDiagnostics(library, server, async () => onDisk);
    try {
      assert.equal(document.getText(), LESSON);
      changed.fire();
      await until("the mistake", () => shown(file).some(({ message }) => message === mistake.message));
      onDisk = LESSON.replaceAll("\n", "\r\n");
      changed.fire();
      await until("the server alone to tell it", () => shown(file).length === 0);
    } finally {
      beside.dispose();
      changed.dispose();
    }
  });

  it("follows the workspace's lessons: written, changed, removed", async () => {
    await parts.library.ready();
    await eventually([...BUILT_IN, "sums"], () => writeFiles(lessonsFolder(), lessonFiles("01-sums")));
    assert.equal(parts.library.find("sums")?.source, "workspace");
    writeFileSync(join(lessonsFolder(), "01-sums", "lesson.md"), named("more-sums"));
    await eventually([...BUILT_IN, "more-sums"]);
    rmSync(join(lessonsFolder(), "01-sums"), { recursive: true });
    await eventually(BUILT_IN);
  });

  it("follows the setting, with paths of three kinds", async () => {
    writeFiles(folder.path, lessonFiles("01-sums"));
    writeFiles(workspaceFolder(), lessonFiles(".parallel-labs/more/01-near", named("near")));
    await parts.library.ready();
    await set("lessons.folders", [folder.path, ".parallel-labs/more", 7, ""]);
    await eventually([...BUILT_IN, "sums", "near"]);
    assert.equal(parts.library.find("near")?.source, "folder");
    await eventually([...BUILT_IN, "sums", "late", "near"], () =>
      writeFiles(folder.path, lessonFiles("02-late", named("late"))),
    );
    await set("lessons.folders", undefined);
    await eventually(BUILT_IN);
  });

  it("offers an id once: the lesson that comes with the product, and names the other", async () => {
    writeFiles(lessonsFolder(), lessonFiles("01-sums", named("intro-to-parallelization")));
    await parts.library.ready();
    assert.deepEqual(ids(), BUILT_IN);
    assert.equal(parts.library.find("intro-to-parallelization")?.source, "builtIn");
    const file = join(lessonsFolder(), "01-sums", "lesson.md");
    const [problem] = shown(file);
    assert.equal(problem?.code, "duplicate-id");
    assert.match(problem.message, /intro-to-parallelization of .*lesson\.md: give it another/);
    assert.deepEqual([problem.range.start.line, problem.severity], [1, vscode.DiagnosticSeverity.Error]);
  });

  it("shows a mistake at its place until it is mended", async () => {
    const file = join(lessonsFolder(), "01-sums", "lesson.md");
    writeFiles(lessonsFolder(), lessonFiles("01-sums", edited(LESSON, "link: adding", "link: nothing")));
    await parts.library.ready();
    const [problem] = shown(file);
    assert.equal(problem?.source, "Parallel Labs");
    assert.equal(problem.code, "unknown-lab");
    assert.equal(problem.range.start.line, LESSON.split("\n").indexOf("    link: adding"));
    writeFileSync(file, LESSON);
    await until("the mistake to go", () => shown(file).length === 0);
    assert.deepEqual(ids(), [...BUILT_IN, "sums"]);
  });

  it("knows labs of lessons from another source", async () => {
    const text = edited(LESSON, "link: adding", "link: intro-to-parallelization/gil");
    writeFiles(lessonsFolder(), lessonFiles("01-sums", text));
    await parts.library.ready();
    assert.deepEqual(parts.library.problems, []);
  });

  it("reads a folder once that is named twice", async () => {
    writeFiles(lessonsFolder(), lessonFiles("01-sums"));
    await set("lessons.folders", [".parallel-labs/lessons", lessonsFolder()]);
    await parts.library.ready();
    assert.deepEqual(ids(), [...BUILT_IN, "sums"]);
    assert.deepEqual(parts.library.problems, []);
  });

  it("tells of a folder that is not there", async () => {
    await set("lessons.folders", [join(folder.path, "nowhere")]);
    await parts.library.ready();
    assert.deepEqual(
      parts.library.problems.map(({ code }) => code),
      ["unreadable"],
    );
  });

  describe("of other extensions", () => {
    let before: PropertyDescriptor | undefined;
    const contribute = (contributes: unknown) => {
      const other = { id: "some.other", extensionPath: folder.path, packageJSON: { contributes } };
      const all = [...vscode.extensions.all, other];
      before = Object.getOwnPropertyDescriptor(vscode.extensions, "all");
      Object.defineProperty(vscode.extensions, "all", { get: () => all, configurable: true });
    };
    afterEach(() => {
      if (before) Object.defineProperty(vscode.extensions, "all", before);
    });

    it("has what they contribute, whatever else they write there", async () => {
      writeFiles(folder.path, lessonFiles("lessons/01-sums"));
      contribute({ "parallelLabs.lessons": [{ path: "./lessons" }, { path: 7 }, "lessons", null] });
      await parts.library.ready();
      assert.deepEqual(ids(), [...BUILT_IN, "sums"]);
      assert.equal(parts.library.find("sums")?.source, "extension");
    });

    it("leaves no extension's folder, be it by name or by a link", async () => {
      const outside = temporaryFolder("parallel-labs-outside-");
      try {
        writeFiles(outside.path, lessonFiles("01-sums"));
        mkdirSync(join(folder.path, "sub"));
        symlinkSync(outside.path, join(folder.path, "link"));
        const paths = ["../", outside.path, "./link", "sub/../../x"];
        contribute({ "parallelLabs.lessons": paths.map((path) => ({ path })) });
        await parts.library.ready();
        assert.deepEqual(ids(), BUILT_IN);
        assert.deepEqual(
          parts.library.problems.map(({ code }) => code),
          paths.map(() => "outside-pack"),
        );
      } finally {
        outside.remove();
      }
    });
  });
});
