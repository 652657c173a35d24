import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** Lines of the long output, which is more than a page can lay out at once. */
const LINES = 200_000;
/** Frames over which scrolling is looked at. */
const FRAMES = 60;

const FILES: Readonly<Record<string, string>> = {
  "tree.py": `{
    "engine": engine_id,
    "words": {f"word {n}": n * n for n in range(12)},
    "lines": list(range(250)),
    "found": [{"file": f"story-{n}.txt", "share": n / 7, "last": n == 2, "needle": None} for n in range(3)],
}
`,
  "table.py": `class Table:
    def __repr__(self):
        return "Table"

    def _repr_html_(self):
        rows = "".join(f"<tr><th>engine {engine_id}</th><td>{n}</td><td style='color: rgb(255, 0, 0)'>{n * n}</td></tr>" for n in range(6))
        return "<style>.mine th { text-align: left }</style><table class='mine'><thead><tr><th></th><th>n</th><th>square</th></tr></thead><tr><td colspan='3'>squares</td></tr>" + rows + "</table>"


Table()
`,
  "odd.py": `for step in range(6):
    print("step", step, "of 6: total", 100 * step + (engine_id == 2 and step == 4))
`,
  "failing.py": `def share(total, parts):
    return total / parts


print("engine", engine_id, "begins")
if engine_id != 1:
    share(10, 0)
`,
  "long.py": `import sys
_ = sys.stdout.write("".join(f"line {n} of engine {engine_id}\\n" for n in range(${LINES})))
`,
  "colours.py": `import sys, time
esc = chr(27)
names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
for n, name in enumerate(names):
    print(f"{esc}[{30 + n}m{name}{esc}[0m {esc}[{90 + n}mbright {name}{esc}[0m {esc}[{40 + n}mon {name}{esc}[0m")
print(f"{esc}[1mbold{esc}[22m {esc}[2mdim{esc}[22m {esc}[3mitalic{esc}[23m {esc}[4munderline{esc}[24m {esc}[9mstrike{esc}[29m {esc}[7minverse{esc}[m")
print(f"{esc}[38;5;208mpalette{esc}[0m {esc}[38;2;18;52;86mnearly black{esc}[0m {esc}[38;2;250;250;250mnearly white{esc}[0m {esc}[38;2;1;1;1;48;2;2;2;2mhidden{esc}[0m")
print(f"{esc}]8;;http://a.example{esc}\\\\plain{esc}]8;;{esc}\\\\ {esc}[2J{esc}]0;title{chr(7)}end")
for part in [esc, "[3", "1mcut", esc + "[", "0m in pieces\\n"]:
    sys.stdout.write(part)
    sys.stdout.flush()
    time.sleep(0.05)
print("engine", engine_id, f"{esc}[32mleft on")
`,
  "links.py": `import os
print("odd.py:2:5: a warning of engine", engine_id)
print('  File "failing.py", line 2, in share')
print(os.path.abspath("tree.py") + ":3 and missing.py:7")
print("table.ts(3,4): and https://parallel.example/a?b=c.")
print("total 12:30:05")
`,
  "endlessLine.py": `print("x" * 4_000_000 + "end of the line")
`,
};

describe("As a user who reads what engines put out", () => {
  const window = new TestWindow({
    settings: { "parallelLabs.engines.count": 4, "parallelLabs.output.maxMegabytes": 20 },
  });
  const frame = () => window.workbench.webview("Engine Results");

  before(() => {
    for (const [name, text] of Object.entries(FILES)) {
      writeFileSync(join(window.server.workspace, name), text);
    }
  });

  const run = async (file: string): Promise<Panel> => {
    await window.workbench.command("View: Close All Editors");
    await window.workbench.openFile(file);
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.ended(new RegExp(`^${file.replace(".", "\\.")}`), /^(Done|Failed)/);
    return panel;
  };

  it("opens plain data as a tree, some entries at a time", async () => {
    await run("tree.py");
    const first = (await frame()).locator(".engine .json").first();
    await first.locator("summary", { hasText: "lines" }).click();
    await first.getByRole("button", { name: "… 150 more: show the next 100" }).click();
    await first.getByRole("button", { name: "… 50 more" }).waitFor();
    assert.equal(await first.locator("li", { hasText: /^199: 199$/ }).count(), 1);
    await first.locator("summary", { hasText: "lines" }).click();
    await first.locator("summary", { hasText: "found" }).click();
    await first.locator("summary", { hasText: "story-1.txt" }).click();
    const text = () => first.innerText();
    await until("what the entry has", async () => /share: 0\.142857/.test(await text()), text);
    await window.workbench.screenshot("outputs-tree");
  });

  it("draws an HTML table as its author styled it", async () => {
    await run("table.py");
    const table = (await frame()).frameLocator("iframe.markup").first();
    await table.locator("td[colspan]").waitFor();
    const styleOf = (selector: string, property: string) =>
      table
        .locator(selector)
        .first()
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    assert.equal(await styleOf("td[data-style]", "color"), "rgb(255, 0, 0)");
    assert.equal(await styleOf("tbody th", "text-align"), "left");
    await window.workbench.screenshot("outputs-table");
  });

  it("sees once what most engines put out, and which one differs in what", async () => {
    const panel = await run("odd.py");
    await panel.says(/Engines 0, 1, 3: identical output/);
    assert.match(
      await panel.engine(2),
      /first in line 5: “step 4 of 6: total 401”, where they have “step 4 of 6: total 400”/,
    );
    assert.doesNotMatch(await panel.engine(1), /step/);
    assert.deepEqual(await highlighted(await frame(), "odd-line"), ["step 4 of 6: total 401"]);
    await window.workbench.screenshot("outputs-odd");
  });

  it("sees an error that engines have in common once, with its engines", async () => {
    const panel = await run("failing.py");
    await panel.says(/3 of 4 engines, same line \(failing\.py, line 2\): Engines 0, 2, 3/);
    const shown = await frame();
    assert.equal(await shown.getByText("return total / parts").filter({ visible: true }).count(), 1);
    await window.workbench.screenshot("outputs-errors");
    await panel.link("line 2");
    await window.workbench.statusBarItem("Ln 2, Col 1");
  });

  it("finds text in every output, folded ones, too, and goes from match to match", async () => {
    await run("tree.py");
    const shown = await frame();
    await shown.locator(".engines").getByRole("button", { name: "Collapse All" }).click();
    await shown.getByRole("button", { name: "Find", exact: true }).click();
    await shown.getByRole("textbox", { name: "Find in output" }).fill("story-2");
    await says(shown, "1 of 4");
    assert.deepEqual(await highlighted(shown, "found-now"), ["story-2"]);
    assert.equal(
      await shown.locator(".engine .json").count(),
      1,
      "only the engine that has the match is unfolded",
    );
    await shown.getByRole("textbox", { name: "Find in output" }).press("Enter");
    await says(shown, "2 of 4");
    await shown.getByRole("textbox", { name: "Find in output" }).press("Shift+F3");
    await says(shown, "1 of 4");
    await shown.locator(".sr-only[role=status]", { hasText: /^1 of 4$/ }).waitFor({ state: "attached" });
    await window.workbench.screenshot("outputs-find");
    await shown.getByRole("textbox", { name: "Find in output" }).press("Escape");
    await shown.locator(".find").waitFor({ state: "detached" });
    assert.deepEqual(await highlighted(shown, "found"), []);
    await shown.locator("h1").click();
    await window.workbench.page.keyboard.press("Control+f");
    await shown.getByRole("textbox", { name: "Find in output" }).press("Escape");
    await shown.locator(".find").waitFor({ state: "detached" });
  });

  it("sees colours of the theme, and can read every one of them", async () => {
    for (const theme of ["Light Modern", "Dark Modern"] as const) {
      await window.workbench.setTheme(theme);
      await run("colours.py");
      const log = (await frame()).locator(".engine .log").first();
      const red = log.locator("span.ansi", { hasText: /^red$/ });
      assert.match(await red.evaluate((span) => span.style.color), /var\(--vscode-terminal-ansiRed\)/);
      assert.notEqual(
        await red.evaluate((span) => getComputedStyle(span).color),
        await log.evaluate((element) => getComputedStyle(element).color),
      );
      assert.equal(
        await log.locator("span.bold").evaluate((span) => getComputedStyle(span).fontWeight),
        "700",
      );
      assert.equal(await log.locator("span.ansi", { hasText: /^cut$/ }).count(), 1);
      const text = await log.innerText();
      assert.match(text, /plain end\ncut in pieces\nengine 0 left on/);
      await window.workbench.screenshot(`outputs-colours-${theme.includes("Light") ? "light" : "dark"}`);
    }
  });

  it("opens what output names at its line, with the mouse and the keyboard", async () => {
    const panel = await run("links.py");
    const shown = await frame();
    const links = shown.locator(".engine .log").first().locator("a.place");
    assert.deepEqual(
      (await links.allInnerTexts()).map((text) => text.replace(/^.*[\\/]/, "")),
      ["odd.py:2:5", 'File "failing.py", line 2', "tree.py:3", "missing.py:7", "table.ts(3,4)", "a?b=c"],
    );
    await window.workbench.screenshot("outputs-links");
    await panel.link("odd.py:2:5");
    await window.workbench.statusBarItem("Ln 2, Col 5");
    assert.equal(await links.and(shown.locator("[tabindex='0']")).count(), 1, "one stop for the keyboard");
    await links.first().focus();
    await window.workbench.page.keyboard.press("ArrowDown");
    await window.workbench.page.keyboard.press("ArrowDown");
    await window.workbench.page.keyboard.press("Enter");
    await window.workbench.statusBarItem("Ln 3, Col 1");
    await panel.link("missing.py:7");
    await window.workbench.notification("There is no file missing.py to open.");
    await links.last().click();
    await window.workbench.page.getByText("Do you want", { exact: false }).first().waitFor();
    await window.workbench.screenshot("outputs-link-asked");
    await window.workbench.page.keyboard.press("Escape");
  });

  it("scrolls through a very long output, finds in it and has all of it to copy", async () => {
    await run("long.py");
    const shown = await frame();
    const log = shown.locator(".engine .log").first();
    await until("the last line", async () => (await log.innerText()).includes(`line ${LINES - 1} of`));
    const times = await log.evaluate(async (element, frames) => {
      const took: number[] = [];
      for (let step = 0, last = performance.now(); step < frames; step++) {
        element.scrollTop = (element.scrollHeight * step) / frames;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        took.push(performance.now() - last);
        last = performance.now();
      }
      return took.sort((a, b) => a - b);
    }, FRAMES);
    console.info(`      scrolling: median ${times[FRAMES / 2]} ms, worst ${times.at(-1)} ms a frame`);
    const before = performance.now();
    await shown.getByRole("button", { name: "Find", exact: true }).click();
    await shown.getByRole("textbox", { name: "Find in output" }).fill("line 123456 of engine 3");
    await says(shown, "1 of 1");
    console.info(`      found after ${performance.now() - before} ms`);
    await window.workbench.screenshot("outputs-long");
    const place = await shown.evaluate(() => {
      const [range] = [...(CSS.highlights.get("found-now") ?? [])] as Range[];
      const box = range?.getBoundingClientRect();
      return box && { top: box.top, bottom: box.bottom, height: innerHeight };
    });
    assert.ok(place && place.top >= 0 && place.bottom <= place.height, JSON.stringify(place));
    await shown.getByRole("textbox", { name: "Find in output" }).press("Escape");
    const selected = await log.evaluate((element) => {
      getSelection()?.selectAllChildren(element.children[1] ?? element);
      return getSelection()?.toString() ?? "";
    });
    assert.equal(selected.trimEnd().split("\n").length, LINES);
  });

  it("is not held up by a line without an end", async () => {
    await run("endlessLine.py");
    const shown = await frame();
    const log = shown.locator(".shared .log");
    await until("the line's end", async () => (await log.innerText()).includes("end of the line"));
  });

  it("has put no error on the browser's console", () => {
    assert.deepEqual(window.workbench.consoleErrors(), []);
  });
});

/** The texts that a highlight colours. */
async function highlighted(frame: Frame, name: string): Promise<string[]> {
  return await frame.evaluate((highlight) => [...(CSS.highlights.get(highlight) ?? [])].map(String), name);
}

async function says(frame: Frame, count: string): Promise<void> {
  await until(
    `the find box to say ${count}`,
    async () => (await frame.locator(".find-count").innerText()) === count,
    () => frame.locator(".find-count").innerText(),
  );
}
