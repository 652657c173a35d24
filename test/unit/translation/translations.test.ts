import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { l10n } from "../../../package.json";
import { sourceFolder } from "../../support/builtFolder";
import { usedKeys } from "./usedKeys";

const folder = join(sourceFolder(), l10n);

/** The places for values in a sentence, each once. */
const places = (text: string) => [...new Set(text.match(/\{\d+\}/g))].sort();

describe("Every sentence of the code", () => {
  it("is a literal, so that it can be found and translated", async () => {
    assert.deepEqual((await usedKeys()).unreadable, []);
  });

  it("is translated into German", () => assert.ok(readdirSync(folder).includes("bundle.l10n.de.json")));

  for (const file of readdirSync(folder)) {
    describe(`in ${file}`, () => {
      const words = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, string>;

      it("is there, and no other", async () => {
        const { keys } = await usedKeys();
        const missing = [...keys].filter(([key]) => !Object.hasOwn(words, key));
        assert.deepEqual(missing, [], `translate these in ${file}`);
        const stale = Object.keys(words).filter((key) => !keys.has(key));
        assert.deepEqual(stale, [], `no code says these: take them out of ${file}`);
      });

      it("has a place for each value, and is not empty", () => {
        const wrong = Object.entries(words).filter(
          ([key, text]) => `${places(key)}` !== `${places(text)}` || text.trim() === "",
        );
        assert.deepEqual(wrong, []);
      });
    });
  }
});
