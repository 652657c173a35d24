import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { edited, LESSON, lessonFiles } from "../../unit/lessons/lessonFiles";
import { TestWindow } from "./testWindow";

const PROGRAM = `# %% Count words [tragets=0,1]
from multiprocessing import Pool


def mapper(line):
    for word in line.split():
        yield word, 1


def reducer(key, values):
    return sum(values)


# %% Show them
print("done")
`;

describe("Writing a program and a lesson", () => {
  const window = new TestWindow({});
  const write = (path: string, text: string) => {
    const file = join(window.server.workspace, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
  };

  it("marks a misspelt option, and repairs it", async () => {
    const { workbench } = window;
    write("typed.py", PROGRAM);
    await workbench.openFile("typed.py");
    await workbench.page.locator(".squiggly-warning").first().waitFor();
    await workbench.focusEditor();
    await until("the lenses of two cells", async () => (await workbench.codeLenses()).length === 6);
    await workbench.goTo(1, 19);
    const fix = workbench.page.getByText("Use targets", { exact: true });
    await workbench.pressUntil("Control+.", "the fix", () => fix.isVisible());
    await workbench.screenshot("language-fix");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator(".view-line", { hasText: "[targets=0,1]" }).first().waitFor();
    await until("no mark", async () => (await workbench.page.locator(".squiggly-warning").count()) === 0);
  });

  it("shows cells and jobs in the outline", async () => {
    const { workbench } = window;
    await workbench.command("Explorer: Focus on Outline View");
    await until("the job", async () =>
      (await workbench.treeItems("Outline")).some(({ label }) => label.startsWith("mapper → reducer")),
    );
  });

  it("explains a term, with a link to its place in the lesson", async () => {
    const { workbench } = window;
    await workbench.goTo(2, 31);
    await workbench.command("Show or Focus Hover");
    const hover = workbench.page.locator(".monaco-hover:visible");
    await hover.getByText("A number of worker processes").waitFor();
    await workbench.screenshot("language-hover");
    await hover.getByRole("link", { name: "Processes: multiprocessing" }).click();
    const page = await workbench.webview(/Intro to Parallelization/);
    const heading = page.getByRole("heading", { name: "Processes: multiprocessing" });
    await until("the page to be at the heading", async () => {
      const box = await heading.boundingBox();
      return box !== null && box.y >= 0 && box.y < 500;
    });
    await workbench.screenshot("language-lesson");
  });

  it("proposes what a lesson's field may be, and tells of a mistake at once", async () => {
    const { workbench } = window;
    const text = edited(LESSON, "link: adding", "link: ");
    for (const [path, content] of Object.entries(lessonFiles("01-sums", text)))
      write(join(".parallel-labs", "lessons", path), content);
    await workbench.openFile(join(".parallel-labs", "lessons", "01-sums", "lesson.md"));
    const line = text.split("\n").findIndex((one) => one.trim() === "link:") + 1;
    await workbench.goTo(line, 11);
    await workbench.page.locator(".squiggly-error").first().waitFor();
    await workbench.command("Trigger Suggest");
    const widget = workbench.page.locator(".suggest-widget.visible");
    await widget.getByText("adding", { exact: true }).first().waitFor();
    await workbench.screenshot("language-lesson-field");
    await workbench.page.keyboard.press("Enter");
    await until(
      "no mark, unsaved",
      async () => (await workbench.page.locator(".squiggly-error").count()) === 0,
    );
  });
});
