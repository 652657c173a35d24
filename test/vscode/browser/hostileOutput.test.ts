import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import { Panel } from "./panel";
import { TestWindow } from "./testWindow";

/** Asks for something that no output may do; each has its own way to be noticed. */
const HOSTILE = `
<script>top.hacked = 1; parent.hacked = 1; alert(1); fetch("http://hostile.test/script")</script>
<img src="x" onerror="top.hacked = 1; alert(2)"><svg onload="alert(3)"><script>alert(4)</script><a href="javascript:alert(5)"><text>t</text></a></svg>
<a id="js" href="javascript:alert(6)">one</a> <a href="command:workbench.action.closeWindow">two</a>
<a href="vscode://x.y/z">three</a> <a href="https://hostile.test/link" target="_blank" ping="http://hostile.test/ping">four</a>
<meta http-equiv="refresh" content="0; url=http://hostile.test/refresh"><base href="http://hostile.test/">
<link rel="stylesheet" href="http://hostile.test/style.css"><img src="http://hostile.test/picture.png" srcset="http://hostile.test/2x.png 2x">
<style>@import "http://hostile.test/import.css"; body { background: url(http://hostile.test/background.png) }</style>
<p style="background: url(http://hostile.test/inline.png)">styled</p>
<form action="http://hostile.test/form"><input autofocus onfocus="alert(7)"><button>send</button></form>
<iframe src="http://hostile.test/frame" srcdoc="<script>alert(8)</script>"></iframe><object data="http://hostile.test/object"></object>
</script></style></iframe></textarea></title><script>alert(9)</script>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(10)&gt;"></mglyph></table></mtext></math>
<div>what is left</div>`;

const CONTROLS = [
  "\u001b]8;;command:workbench.action.closeWindow\u001b\\click\u001b]8;;\u001b\\",
  "\u001b]0;title\u0007\u001b[2J\u001b[31mred\u001b[0m",
  "nul\u0000 bidi\u202etxet back\bspace",
  '{"op": "done", "status": "ok"}',
].join(" ");

const PAGE = `class Page:
    def __init__(self, markup):
        self.markup = markup

    def __repr__(self):
        return "a page"

    def _repr_html_(self):
        return self.markup


`;

const FILES: Readonly<Record<string, string>> = {
  "markup.py": `${PAGE}HOSTILE = ${JSON.stringify(HOSTILE)}
display(Page(HOSTILE))
print(HOSTILE)
Page("<script>alert(11)</script>")
`,
  "controls.py": `import os
print(${JSON.stringify(CONTROLS)}, flush=True)
os.write(1, b"\\x00\\x01\\x02 00000000000000000000000000000000f\\n\\xff\\xfe\\n")
os.write(2, b"{\\"op\\":\\"done\\"}\\n")
print("after the controls")
`,
  "large.py": `${PAGE}display(Page("<p>hostile</p><script>alert(12)</script>" * 100_000))
Page("<b>x</b>" * 13_000_000)
`,
  "flood.py": `for n in range(100):
    print("<script>alert(13)</script></script></style>\\n" * 23_000)
`,
  "answers.py": `print("the panel still answers", engine_id)
`,
};

describe("Hostile output", () => {
  const window = new TestWindow({
    settings: { "parallelLabs.engines.count": 2, "parallelLabs.output.maxMegabytes": 30 },
  });
  const requests: string[] = [];
  const dialogs: string[] = [];

  before(async () => {
    for (const [name, text] of Object.entries(FILES)) {
      writeFileSync(join(window.server.workspace, name), text);
    }
    const { page } = window.workbench;
    page.on("request", (request) => {
      if (request.url().includes("hostile.test")) requests.push(request.url());
    });
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  });

  const run = async (file: string): Promise<Panel> => {
    await window.workbench.command("View: Close All Editors");
    await window.workbench.openFile(file);
    await window.workbench.command("Parallel Labs: Run on All Engines");
    const panel = await Panel.of(window.workbench);
    await panel.ended(new RegExp(`^${file.replace(".", "\\.")}`));
    return panel;
  };

  it("as HTML is drawn without what could run, load or lead anywhere", async () => {
    const panel = await run("markup.py");
    const frame = await window.workbench.webview("Engine Results");
    const drawn = frame.frameLocator("iframe.markup").first();
    await drawn.getByText("what is left").waitFor();
    assert.equal(
      await drawn.locator("script, form, input, iframe, object, meta[http-equiv], base, link").count(),
      0,
    );
    assert.equal(
      await drawn.locator("[href], [onerror], [onload], [onfocus], [srcset], img[src]").count(),
      0,
    );
    await drawn.getByText("one").click();
    await drawn.getByText("two").click();
    await drawn.getByText("four").click();
    // A frame without scripts passes no keys on.
    await frame.locator("h1").click();
    assert.match(await panel.text(), /<script>top\.hacked/, "what is printed is text");
    assert.match(await panel.text(), /Result\s*a page/, "of what is nothing but a script the text is shown");
    await nothingHappened(frame);
  });

  it("as control characters is text", async () => {
    const panel = await run("controls.py");
    await panel.says(/click red nul bidi[\s\S]*after the controls/);
    const frame = await window.workbench.webview("Engine Results");
    assert.equal(await frame.locator(".log a").count(), 0);
    const text = await panel.text();
    for (const control of ["\0", "\u001b", "\u202e"])
      assert.ok(!text.includes(control), JSON.stringify(control));
    await nothingHappened(frame);
  });

  it("of a hundred megabytes is shown by its beginning and its size", async () => {
    const panel = await run("large.py");
    await panel.says(/HTML of 4\.0 MB, too large to be drawn here/);
    await panel.says(/Result[\s\S]*a page/);
    const frame = await window.workbench.webview("Engine Results");
    await nothingHappened(frame);
    const flooded = await run("flood.py");
    await flooded.says(/more, not kept/);
    await nothingHappened(await window.workbench.webview("Engine Results"));
  });

  it("leaves a panel that answers", async () => {
    const panel = await run("answers.py");
    await panel.says(/the panel still answers 1/);
    await nothingHappened(await window.workbench.webview("Engine Results"));
    await panel.click("Run Again");
    await panel.says(/answers[\s\S]*Done[\s\S]*the panel still answers 1/);
    // What the policy keeps from running while HTML is cleaned is told there, and is no error of the panel's.
    const errors = window.workbench.consoleErrors();
    assert.deepEqual(
      errors.filter((error) => !/Content Security Policy[\s\S]*has been blocked/.test(error)),
      [],
    );
  });

  async function nothingHappened(frame: Frame): Promise<void> {
    const { page } = window.workbench;
    await until("the window to be there", () => page.locator(".monaco-workbench").isVisible());
    for (const one of page.frames()) {
      const hacked = await one.evaluate(() => "hacked" in globalThis).catch(() => false);
      assert.equal(hacked, false, one.url());
    }
    assert.equal(await frame.evaluate(() => document.querySelectorAll("#root script, #root form").length), 0);
    assert.deepEqual(dialogs, []);
    assert.deepEqual(requests, []);
  }
});
