import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** A program of the shape of the blog post's, as it is after copying it from a page. */
const PASTED = `text = "The owl said: Ann! Ann, the owl. Bob and Ann"

def sanitize(w):
    return w.strip(".,!:")

def titles(words):
    found = []
    for w in words:
        w = sanitize <img src="https://blog.example/smilies/icon_wink.gif" alt="(w)" class="wp-smiley" />
        if w.istitle():
            found.append(w)
    return found

counts = {}
for w in titles(text.split()):
    if not counts.has_key(w):
        counts[w] = 0
    counts[w] += 1
for w in sorted(counts):
    print w, counts[w]
`;

const SHARED = `from multiprocessing import Pool

total = 0

def add(n):
    global total
    total += n

if __name__ == "__main__":
    with Pool(2) as pool:
        pool.map(add, range(10))
    print(total)
`;

const CELLS = `# %% Settings
import math
LIMIT = 10

# %% Work
print(sum(math.sqrt(n) for n in range(LIMIT)))
`;

const HEADING = "A global is not shared";

describe("Pitfalls of parallel code", () => {
  const window = new TestWindow({ settings: { "parallelLabs.engines.count": 2 } });
  const open = async (name: string, text: string) => {
    writeFileSync(join(window.server.workspace, name), text);
    await window.workbench.openFile(name);
    await window.workbench.focusEditor();
  };
  const marks = () =>
    window.workbench.page.locator(".squiggly-warning, .squiggly-error, .squiggly-info").count();
  const actions = async (title: string) => {
    const action = window.workbench.page.locator(".action-widget").getByText(title, { exact: true });
    await window.workbench.pressUntil("Control+.", `the action ${title}`, () => action.isVisible());
    return action;
  };
  const isExplained = async () => {
    const page = await window.workbench.webview(/pitfalls/);
    const heading = page.getByRole("heading", { name: HEADING });
    await until("the page to be at the heading", async () => {
      const box = await heading.boundingBox();
      return box !== null && box.y >= -5 && box.y < 500;
    });
  };

  it("are repaired in a program that was copied from a page, which then runs", async () => {
    const { workbench } = window;
    await open("copied.py", PASTED);
    await until("marks", async () => (await marks()) > 0);
    await workbench.goTo(9, 25);
    const fix = await actions("Explain: What a web page makes of a program");
    await workbench.screenshot("pitfall-fix");
    await fix.waitFor();
    await workbench.page.keyboard.press("Enter"); // the first, which repairs it
    await workbench.page.locator(".view-line", { hasText: "w = sanitize(w)" }).waitFor();
    // Once more where the editor did not know yet that there is something to fix.
    await until("no mark", async () => {
      if ((await marks()) === 0) return true;
      await workbench.focusEditor();
      await workbench.command("Fix All");
      return false;
    });
    await workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(workbench);
    await panel.ended(/copied\.py/);
    await panel.says(/Ann 3\s+Bob 1\s+The 1/);
    await workbench.focusEditor();
    await workbench.command("File: Save");
  });

  it("are explained by the chapter of the lesson", async () => {
    const { workbench } = window;
    await open("shared.py", SHARED);
    await until("a mark", async () => (await marks()) > 0);
    await workbench.command("Go to Next Problem in Files (Error, Warning, Info)");
    await workbench.page.keyboard.press("Escape");
    await workbench.command("Show or Focus Hover");
    const hover = workbench.page.locator(".monaco-hover:visible");
    await hover.locator("a.code-link", { hasText: "shared-global" }).click();
    await isExplained();
    await workbench.screenshot("pitfall-explained");
    await workbench.command("View: Close Editor");
    await workbench.openFile("shared.py");
    await workbench.command("Go to Next Problem in Files (Error, Warning, Info)");
    await workbench.page.keyboard.press("Escape");
    await (await actions(`Explain: ${HEADING}`)).click();
    await isExplained();
    await workbench.command("View: Close Editor");
  });

  it("are not told where the file says so", async () => {
    const { workbench } = window;
    await workbench.openFile("shared.py");
    await until("a mark", async () => (await marks()) > 0);
    await workbench.command("Go to Next Problem in Files (Error, Warning, Info)");
    await workbench.page.keyboard.press("Escape");
    await (await actions("Ignore shared-global on this line")).click();
    await until("no mark", async () => (await marks()) === 0);
    await workbench.command("File: Save");
    await workbench.command("View: Close All Editors");
  });

  it("are asked about before a cell runs that needs what the engines do not have", async () => {
    const { workbench } = window;
    await open("needs.py", CELLS);
    await until("the lenses of two cells", async () => (await workbench.codeLenses()).length >= 4);
    await workbench.goTo(6, 1);
    await workbench.command("Parallel Labs: Run on All Engines");
    const question = "This needs names that the engines do not have: math (line 6), LIMIT (line 6).";
    await workbench.notification(question);
    await workbench.screenshot("preflight");
    await workbench.answer(question, "Run Lines 2–3 First");
    const panel = await Panel.of(workbench);
    await panel.ended(/needs\.py · Work/);
    await panel.says(/19\.30/);
    await workbench.focusEditor();
    await workbench.command("Parallel Labs: Run on All Engines");
    await panel.ended(/needs\.py · Work/);
    await until("no question", async () => (await workbench.notifications()).length === 0);
  });
});
