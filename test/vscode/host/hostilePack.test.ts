import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { commands } from "../../../src/protocol/ids";
import { temporaryFolder } from "../../support/cleanUp";
import { until } from "../../support/until";
import { answering } from "./answers";
import { labs } from "./labs";
import { inWorkspace, removeLesson } from "./lessonPack";

const BUILT_IN = "intro-to-parallelization";

const HEAD = (id: string) => `---\nid: ${id}\ntitle: Hostile\n`;
const LAB = (fields: string) => `labs:
  - id: lab
    title: Lab
    summary: A lab.
    file: labs/lab.py
    solution: solutions/lab.py
    check: checks/lab.py
${fields}`;
const LAB_FILES = {
  "labs/lab.py": "total = 0\n",
  "solutions/lab.py": "total = 1\n",
  "checks/lab.py": 'def check_total(lab):\n    """$(trash) [up](command:workbench.action.quit)"""\n',
};

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    [..."bcdefghi"].map(
      (name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefghi"[at]}`).join(", ")}]`,
    ),
  )
  .join("\n");

/** What is wrong with each, and what Problems is to say of it. The folder's name is also the lesson's id. */
const REFUSED: Readonly<Record<string, readonly [lesson: string, says: RegExp]>> = {
  dots: [
    `${HEAD("dots")}${LAB("    extras: [../secret.txt]\n")}---\n\n# Text\n`,
    /secret\.txt: give a path inside/,
  ],
  absolute: [
    `${HEAD("absolute")}${LAB("    extras: [/etc/passwd]\n")}---\n\n# Text\n`,
    /\/etc\/passwd: give a path inside/,
  ],
  linked: [`${HEAD("linked")}${LAB("    extras: [data/link.txt]\n")}---\n\n# Text\n`, /a link out of the/],
  picture: [`${HEAD("picture")}---\n\n![x](../../../notes.png)\n`, /leaves the lessons' folder/],
  command: [
    `${HEAD("command")}---\n\n[x](command:workbench.action.quit)\n`,
    /command:workbench\.action\.quit is not allowed/,
  ],
  script: [
    `${HEAD("script")}---\n\n[x](JavaScript:alert%281%29)\n\n[y](data:text/html,x)\n`,
    /is not allowed/,
  ],
  html: [`${HEAD("html")}---\n\n<script>alert(1)</script>\n\n<iframe src="x"></iframe>\n`, /raw HTML/],
  inline: [`${HEAD("inline")}---\n\nSome <b onclick="x()">text</b>.\n`, /raw HTML/],
  "field-link": [
    `${HEAD("field-link")}checklist:\n  - id: go\n    kind: read\n    title: Go\n    link: command:workbench.action.quit\n---\n\n# Text\n`,
    /link is "command:workbench\.action\.quit"/,
  ],
  bomb: [`---\n${bomb}\nid: bomb\ntitle: *i\n---\n\n# Text\n`, /aliases that cannot be followed/],
  large: [`${HEAD("large")}---\n\n${"word ".repeat(1 << 20)}\n`, /larger than 1 MB/],
  many: [`${HEAD("many")}---\n\n# Text\n`, /more than 2000 files/],
  turned: [
    `---\nid: turned\ntitle: "A \\u202ename"\n---\n\n# Text\n`,
    /a sign that cannot be seen \(U\+202E\)/,
  ],
  control: [`---\nid: control\ntitle: "A \\e[31mname"\n---\n\n# Text\n`, /title is/],
};

/** Texts that would be links, icons or HTML if anything took them for more than text. */
const INERT = `---
id: inert
title: "**T** $(trash) [up](command:workbench.action.quit) <img src=x>"
summary: "$(trash) [up](command:workbench.action.quit) <b>b</b>"
checklist:
  - id: read-it
    kind: read
    title: "$(trash) [up](command:workbench.action.quit)"
    link: https://example.org/
${LAB('    hints:\n      - "$(trash) [up](command:workbench.action.quit)"\n')}---

Text.
`;

const packFolder = () => inWorkspace(".parallel-labs", "lessons");

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const problemsOf = (id: string) =>
  vscode.languages
    .getDiagnostics(vscode.Uri.file(join(packFolder(), id, "lesson.md")))
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .map(({ message }) => message);

const page = async (id: string, folder: string) =>
  new TextDecoder().decode(
    await vscode.workspace.fs.readFile(
      vscode.Uri.from({ scheme: "parallel-lesson", authority: id, path: `/${folder}/lesson.md` }),
    ),
  );

describe("A hostile lesson pack", () => {
  const outside = temporaryFolder("parallel-labs-outside-");

  before(async () => {
    await labs();
    write(join(outside.path, "secret.txt"), "secret\n");
    write(join(outside.path, "lesson.md"), `${HEAD("elsewhere")}---\n\n# Text\n`);
    for (const [id, [lesson]] of Object.entries({ ...REFUSED, inert: [INERT] as const })) {
      write(join(packFolder(), id, "lesson.md"), lesson);
      for (const [path, text] of Object.entries(LAB_FILES)) write(join(packFolder(), id, path), text);
    }
    mkdirSync(join(packFolder(), "linked", "data"));
    symlinkSync(join(outside.path, "secret.txt"), join(packFolder(), "linked", "data", "link.txt"));
    symlinkSync(outside.path, join(packFolder(), "elsewhere"));
    for (let at = 0; at < 5000; at++) write(join(packFolder(), "many", "data", `${at}.txt`), "");
    await vscode.commands.executeCommand(commands.refreshLessons);
    await until("the pack to be read", () => problemsOf("dots").length > 0);
  });
  after(async () => {
    await removeLesson();
    outside.remove();
  });

  for (const [id, [, says]] of Object.entries(REFUSED)) {
    it(`is refused for what is wrong in ${id}`, async () => {
      assert.match(problemsOf(id).join("\n"), says);
      await assert.rejects(() => page(id, id));
    });
  }

  it("is refused where a lesson is a link out of it", async () => {
    assert.match(problemsOf("elsewhere").join(), /a link out of the lessons' folder/);
    await assert.rejects(() => page("elsewhere", "elsewhere"));
  });

  it("leaves the built-in lessons as they are", async () => {
    assert.match(await page(BUILT_IN, "01-intro-to-parallelization"), /^# Intro to Parallelization/);
  });

  it("shows text as text in its page", async () => {
    const html = await vscode.commands.executeCommand<string>(
      "markdown.api.render",
      await page("inert", "inert"),
    );
    assert.match(html, /\$\(trash\) \[up\]\(command:workbench\.action\.quit\)/);
    assert.doesNotMatch(html, /<(?:img|b)\b|href="command:/);
  });

  it("shows text as text in messages and in what is picked", async () => {
    const asked = [
      ...(await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.openLab),
      )),
      ...(await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.markDone),
      )),
      ...(await answering(
        ({ detail, choices }) => (detail === undefined ? undefined : choices[0]),
        () => vscode.commands.executeCommand(commands.resetLesson, { kind: "lesson", lesson: "inert" }),
      )),
      ...(await answering(
        () => undefined,
        () => vscode.commands.executeCommand(commands.showHint, { lesson: "inert", lab: "lab" }),
      )),
      ...(await answering(
        () => undefined,
        () =>
          vscode.commands.executeCommand(commands.openLesson, "[up](command:workbench.action.quit) $(trash)"),
      )),
    ];
    const said = asked.flatMap(({ text, choices }) => [text, ...choices]).join("\n");
    assert.match(said, /\$ \(trash\) \[up\] \(command:workbench\.action\.quit\)/);
    assert.doesNotMatch(said, /\]\(|\$\(/);
  });

  it("copies nothing from elsewhere when a file becomes a link after it was read", async () => {
    const lab = join(packFolder(), "inert", "labs", "lab.py");
    rmSync(lab);
    symlinkSync(join(outside.path, "secret.txt"), lab);
    const asked = await answering(
      () => undefined,
      () => vscode.commands.executeCommand(commands.openLab, { lesson: "inert", lab: "lab" }),
    );
    const [{ text } = assert.fail()] = asked;
    assert.match(text, /no file labs\/lab\.py any more|There is no lesson inert/);
    assert.doesNotMatch(text, /\]\(|\$\(/);
  });
});
