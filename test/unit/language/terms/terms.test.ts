import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Grammars } from "../../../../src/language/syntax/grammars";
import { SyntaxText } from "../../../../src/language/syntax/syntaxText";
import { termAt } from "../../../../src/language/terms/termAt";
import { TERMS, TERMS_LESSON } from "../../../../src/language/terms/terms";
import { builtFolder, sourceFolder } from "../../../support/builtFolder";

const grammars = new Grammars(join(builtFolder(), "grammars"));

async function termIn(marked: string): Promise<string | undefined> {
  const offset = marked.indexOf("|");
  const syntax = new SyntaxText(await grammars.parser("python"), marked.replace("|", ""));
  const says = termAt(syntax, offset)?.term.says;
  syntax.dispose();
  return says;
}

describe("Terms that lessons teach", () => {
  it("stand in the lesson that they name, below the heading that they name", () => {
    const lessons = join(sourceFolder(), "lessons");
    const texts = readdirSync(lessons)
      .filter((name) => /^\d/.test(name))
      .map((name) => readFileSync(join(lessons, name, "lesson.md"), "utf8"));
    const text = texts.find((one) => one.includes(`\nid: ${TERMS_LESSON.id}\n`));
    assert.ok(text);
    assert.ok(text.includes(`title: ${TERMS_LESSON.title}\n`));
    for (const { heading } of TERMS)
      assert.match(text, new RegExp(`^#+ ${heading.replace("?", "\\?")}$`, "m"));
  });

  it("are explained at their names in code", async () => {
    assert.match((await termIn("from multiprocessing import Po|ol\n")) ?? "", /worker processes/);
    assert.match(
      (await termIn("import ipyparallel as ipp\nrc[:].map_sy|nc(f, xs)\n")) ?? "",
      /divided among/,
    );
    assert.match(
      (await termIn("import ipyparallel as ipp\nrc[:].scatter|('a', xs)\n")) ?? "",
      /Cuts a sequence/,
    );
    assert.match(
      (await termIn("import ipyparallel\n@view.remo|te(block=True)\ndef f(): pass\n")) ?? "",
      /every engine/,
    );
    assert.match((await termIn("print(engine_i|d)\n")) ?? "", /from 0/);
    assert.match((await termIn("import multiprocessing as mp\nmp.Poo|l(\n")) ?? "", /worker processes/);
  });

  it("are names of something else in files that have nothing to do with it", async () => {
    assert.equal(await termIn("class Po|ol: pass\n"), undefined);
    assert.equal(await termIn("# multiprocessing\nx = 'Po|ol'\n"), undefined);
    assert.equal(await termIn("import ipyparallel\nscat|ter = 1\n"), undefined);
    assert.equal(await termIn("repo.pus|h()\n"), undefined);
  });
});
