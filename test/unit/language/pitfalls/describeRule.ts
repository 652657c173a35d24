import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import { fixAll } from "../../../../src/language/pitfalls/fixAll";
import type { Pitfall, PitfallCode, PitfallFile } from "../../../../src/language/pitfalls/pitfall";
import { fileSuppressionFix, suppressionFix } from "../../../../src/language/pitfalls/suppressionFix";
import type { TextChange } from "../../../../src/language/syntax/syntaxText";
import { pitfallFile } from "../../../support/pitfalls";
import { skip } from "../../../support/skip";

/** Snippets by what they show. In those with a pitfall, `⟦` and `⟧` stand around its place. */
export type Snippets = Readonly<Record<string, string>>;

export interface RuleExamples {
  readonly code: PitfallCode;
  readonly grammar?: "python" | "javascript" | "tsx";
  readonly found: Snippets;
  readonly silent: Snippets;
  /** What a snippet of `found` is after all preferred fixes, where that is to be seen. */
  readonly fixed?: Snippets;
}

/** Ways in which the same program may be written in a file. */
const WRITINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "with line breaks of Windows": (text) => text.replaceAll("\n", "\r\n"),
  "with tabs": (text) => text.replaceAll(/^(?: {4})+/gm, (spaces) => "\t".repeat(spaces.length / 4)),
  "after other scripts": (text) => `# ä 漢字 🙂\n${text}`,
};

/** Tests of a rule: where it must find something, where it must not, and what its fixes make of it. */
export function describeRule({ code, grammar = "python", found, silent, fixed = {} }: RuleExamples): void {
  const compiled: string[] = [];
  for (const [title, marked] of Object.entries(found)) {
    for (const [writing, write] of Object.entries(WRITINGS)) {
      if (grammar !== "python" && writing === "after other scripts") continue;
      it(`finds ${title}, ${writing}`, async () => {
        const { text, places } = readMarks(write(marked));
        const pitfalls = await pitfallsOf(text, code, grammar);
        assert.deepEqual(
          pitfalls.map(({ from, to }) => text.slice(from, to)),
          places.map(([from, to]) => text.slice(from, to)),
          text,
        );
        assert.deepEqual(
          pitfalls.map(({ from, to }) => [from, to]),
          places,
        );
        for (const { message } of pitfalls) assert.match(message, /\S\.$/, message);
        await assertSuppressed(text, pitfalls, code, grammar);
        const after = applied(text, fixAll(pitfalls));
        if (title in fixed) assert.equal(after, write(fixed[title] as string));
        if (after === text) return;
        const rest = await pitfallsOf(after, code, grammar);
        const unfixed = pitfalls.filter(({ fixes }) => fixes.length === 0);
        assert.equal(
          rest.length,
          unfixed.length,
          `${after}\n${rest.map(({ message }) => message).join("\n")}`,
        );
        if (unfixed.length === 0 && grammar === "python" && !/^\s*%/m.test(after)) compiled.push(after);
      });
    }
  }
  for (const title of Object.keys(fixed)) assert.ok(title in found, `${title} is no snippet with a pitfall`);
  for (const [title, text] of Object.entries(silent)) {
    it(`says nothing of ${title}`, async () => {
      const pitfalls = await pitfallsOf(text, code, grammar);
      assert.deepEqual(
        pitfalls.map(({ message }) => message),
        [],
        text,
      );
    });
  }
  it("leaves programs that Python compiles", function () {
    if (compiled.length === 0) return;
    const program =
      "import json, sys\nfor text in json.load(sys.stdin):\n try: compile(text, 'fixed.py', 'exec')\n except SyntaxError as e: sys.exit(f'{e}\\n{text}')";
    const { status, stderr, error } = spawnSync("python3", ["-W", "ignore", "-c", program], {
      input: JSON.stringify(compiled),
      encoding: "utf8",
    });
    if (error) skip(this, "there is no python3 to compile what was repaired");
    assert.equal(status, 0, stderr);
  });
}

/** The pitfalls of one rule in a text. */
export async function pitfallsOf(
  text: string,
  code: PitfallCode,
  grammar: "python" | "javascript" | "tsx" = "python",
): Promise<Pitfall[]> {
  return await inspect(text, grammar, (file) => findPitfalls(file).filter((one) => one.code === code));
}

/** Looks at a text, and lets go of its tree. */
export async function inspect<T>(
  text: string,
  grammar: "python" | "javascript" | "tsx",
  look: (file: PitfallFile) => T,
): Promise<T> {
  const file = await pitfallFile(text, grammar);
  try {
    return look(file);
  } finally {
    file.syntax.dispose();
  }
}

/** A text after changes that are in its order. */
export function applied(text: string, changes: readonly TextChange[]): string {
  let at = 0;
  let after = "";
  for (const { from, to, text: put } of changes) {
    assert.ok(from >= at && to >= from, "changes are in order and do not overlap");
    after += text.slice(at, from) + put;
    at = to;
  }
  return after + text.slice(at);
}

/** Takes `⟦` and `⟧` out of a text, and tells what was between them. */
export function readMarks(marked: string): { text: string; places: [number, number][] } {
  const places: [number, number][] = [];
  let text = "";
  for (const part of marked.split(/([⟦⟧])/)) {
    if (part === "⟦") places.push([text.length, -1]);
    else if (part === "⟧") (places.at(-1) as [number, number])[1] = text.length;
    else text += part;
  }
  return { text, places };
}

async function assertSuppressed(
  text: string,
  pitfalls: readonly Pitfall[],
  code: PitfallCode,
  grammar: "python" | "javascript" | "tsx",
): Promise<void> {
  const [first] = pitfalls;
  if (!first) return;
  const [line, whole] = await inspect(text, grammar, (file) => [
    applied(text, suppressionFix(first, file).changes),
    applied(text, fileSuppressionFix(first, file).changes),
  ]);
  assert.ok((await pitfallsOf(line, code, grammar)).length < pitfalls.length, line);
  assert.deepEqual(await pitfallsOf(whole, code, grammar), [], whole);
}
