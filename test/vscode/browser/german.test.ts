import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import german from "../../../media/l10n/bundle.l10n.de.json";
import { resultsHtml } from "../../../src/extension/resultsHtml";
import { launchChromium } from "../../support/browser";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { testCache } from "../../support/repository";
import { until } from "../../support/until";
import { panelStates } from "./panelStates";
import { NARROW, tooWide } from "./tooWide";
import { unfold } from "./unfold";

/** What each state says, and the one before it does not. */
const SAYS: Readonly<Record<string, RegExp>> = {
  empty: /Noch ist nichts gelaufen/,
  live: /Läuft…[\s\S]*hat nicht innerhalb einer Sekunde angehalten/,
  finished: /Fertig[\s\S]*hello from engine 2/,
  failing: /Engine 2 abgestürzt; auf 1 von 3 Engines fehlgeschlagen/,
  cells: /Fehlgeschlagen: 1 von 4 Zellen; nicht gelaufen: 1 von 4 Zellen/,
  liveCells: /2 von 4 Zellen/,
  job: /4\u202f000 Ergebnisse[\s\S]*word99/,
  sweep: /Empfohlen: [\s\S]*Amdahls Gesetz passt am besten/,
  splits: /Split-Größe/,
  comparison: /Ausgabe je Engine/,
  comparedCells: /Ausgabe je Zelle/,
  jobs: /300 Schlüssel mit einem anderen Wert/,
  unreadable: /Dieser Lauf lässt sich nicht zeigen/,
};

// VS Code speaks German with a language pack alone, so that the page is given its words here as VS Code gives them.
describe("The results' page in German", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  before(async () => {
    folder = temporaryFolder("parallel-labs-german-");
    browser = await launchChromium(folder.path);
    page = await browser.newPage({ viewport: { width: 900, height: 1000 }, reducedMotion: "reduce" });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.addInitScript(() => {
      let state: unknown;
      const api = {
        postMessage: () => {},
        getState: () => state,
        setState: (next: unknown) => {
          state = next;
        },
      };
      Object.assign(globalThis, { acquireVsCodeApi: () => api });
    });
    const file = join(folder.path, "results.html");
    const built = (name: string) => pathToFileURL(join(builtFolder(), name)).href;
    const content = resultsHtml({
      ...{ title: "Ergebnisse", language: "de", words: german, nonce: "once", styleSource: "file:" },
      ...{ script: built("results.js"), style: built("results.css") },
    });
    writeFileSync(file, content);
    await page.goto(pathToFileURL(file).href);
  });
  after(async () => {
    await browser?.close();
    folder?.remove();
  });

  for (const [name, { messages, says }] of Object.entries(panelStates)) {
    it(`says nothing in English, and fits into ${NARROW} pixels: ${name}`, async () => {
      for (const message of messages) {
        await page.evaluate((data) => globalThis.postMessage(data), message as unknown);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
      }
      const text = () => page.locator("body").innerText();
      await until(`the state ${name}`, async () => (SAYS[name] ?? says).test(await text()), text);
      await unfold(page.mainFrame());
      const markup = await page.locator("#root").innerHTML();
      assert.deepEqual(english.filter((sentence) => sentence.test(markup)).map(String), []);
      const kept = join(testCache, "screenshots");
      mkdirSync(kept, { recursive: true });
      await page.screenshot({ path: join(kept, `german-${name}.png`), fullPage: true });
      await page.setViewportSize({ width: NARROW, height: 1000 });
      await page.evaluate(async () => {
        for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
      });
      assert.deepEqual(await tooWide(page.mainFrame()), []);
      await page.setViewportSize({ width: 900, height: 1000 });
    });
  }

  it("has put no error on the browser's console", () => assert.deepEqual(complaints, []));
});

/** English sentences, with whatever values, that are others in German; short ones may be words of a program. */
const english = Object.entries(german)
  .map(([key, text]) => ({ sentence: key.replace(/\/the [\w ]+$/, ""), text }))
  .filter(({ sentence, text }) => sentence !== text && sentence.replace(/\{\d\}/g, "").length >= 12)
  .map(({ sentence }) => {
    const escaped = sentence.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "[^<>\\n]{1,80}?");
    return new RegExp(/^\w/.test(sentence) ? `\\b${escaped}` : escaped, "u");
  });
