import assert from "node:assert/strict";
import german from "../../../media/l10n/bundle.l10n.de.json";
import { formatCount } from "../../../media/results/model/format";
import type { RunStatus } from "../../../media/results/model/runStatus";
import { speak } from "../../../media/results/strings/language";
import { strings } from "../../../media/results/strings/strings";

const failed: RunStatus = { kind: "failed", engines: 4, failed: 1, timedOut: 0, interrupted: 0, died: [2] };

describe("The panel in German", () => {
  before(() => speak("de", german));
  after(() => speak("en", {}));

  it("says one and several rightly", () => {
    assert.equal(strings.results(1), "1 Ergebnis");
    assert.equal(strings.results(2), "2 Ergebnisse");
    assert.equal(strings.silentSome([1]), "Engine 1 hat nichts ausgegeben.");
    assert.equal(strings.silentSome([1, 3]), "Engines 1, 3 haben nichts ausgegeben.");
  });

  it("orders the words its own way, and keeps nouns large", () => {
    assert.equal(strings.runStatus(failed), "Engine 2 abgestürzt; auf 1 von 4 Engines fehlgeschlagen");
    assert.equal(strings.someEngines([0, 1]), "Engines 0, 1");
    assert.equal(strings.sortBy("key"), "Nach Schlüssel sortieren");
  });

  it("tells the right side from what is right", () => {
    assert.equal(strings.inRight(), "rechts");
    assert.equal(german.right, "richtig");
  });

  it("sets thousands apart with what no German reads as a decimal comma", () => {
    assert.equal(formatCount(12_345), "12\u202f345");
  });

  it("is English again where nothing is translated", () => {
    speak("fr", {});
    assert.equal(strings.results(1), "1 result");
    speak("de", german);
  });
});
