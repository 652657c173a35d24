import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import { PITFALLS, type PitfallCode } from "../../../../src/language/pitfalls/pitfall";
import { skip } from "../../../support/skip";
import { inspect } from "./describeRule";

/** Alarms that Python's own library may give: it has next to none, and each was looked at. */
const MOST = 3;
/** Programs that are wrong on purpose, and what is not of the library. */
const LEFT_OUT = /[\\/](?:test|tests|idle_test|lib2to3|site-packages|dist-packages|__pycache__)[\\/]/;
/** Larger files are tables. */
const LONGEST = 1_000_000;

/** The folder of the library of the Python that is found, if there is one. */
function libraryFolder(): string | undefined {
  const program = "import sysconfig; print(sysconfig.get_path('stdlib'))";
  const { stdout, status } = spawnSync("python3", ["-c", program], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Alarms by rule, and where the first ones are. */
async function census(folder: string, leaveOut?: RegExp) {
  const counts = new Map<PitfallCode, number>();
  const places: string[] = [];
  let files = 0;
  for (const file of readdirSync(folder, { recursive: true }).map(String)) {
    const path = join(folder, file);
    if (!path.endsWith(".py") || leaveOut?.test(path)) continue;
    const text = readFileSync(path, "utf8");
    if (text.length > LONGEST) continue;
    files++;
    for (const { code, from } of await inspect(text, "python", (one) => findPitfalls(one))) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
      places.push(`${code} ${file}:${text.slice(0, from).split("\n").length}`);
    }
  }
  return { counts, places, files };
}

describe("the rules on programs that work", function () {
  this.timeout(0);

  it("say next to nothing of Python's own library", async function () {
    const folder = libraryFolder() ?? skip(this, "no Python is found");
    const { counts, places, files } = await census(folder, LEFT_OUT);
    assert.ok(files > 100, `${files} files in ${folder}`);
    for (const code of PITFALLS) assert.ok((counts.get(code) ?? 0) <= MOST, places.join("\n"));
  });

  // `PITFALL_FOLDERS=/usr/lib/python3/dist-packages npx mocha …` counts the alarms of other programs.
  for (const folder of (process.env["PITFALL_FOLDERS"] ?? "").split(delimiter).filter(Boolean)) {
    it(`on ${folder}`, async () => {
      const { counts, places, files } = await census(folder);
      console.log(`${files} files in ${folder}`, Object.fromEntries(counts), places);
    });
  }
});
