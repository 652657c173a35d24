import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noProgress, settingOf } from "../../../../src/lessons/progress/entries";
import { tickItem } from "../../../../src/lessons/progress/record";
import { sameProgress } from "../../../../src/lessons/progress/sameProgress";
import { ProgressFile } from "../../../../src/lessons/store/progressFile";
import { temporaryFolder } from "../../../support/cleanUp";
import { until } from "../../../support/until";

const ticked = (...ids: string[]) =>
  ids.reduce((progress, id, at) => tickItem(progress, "sums", id, true, 1000 + at), noProgress);

describe("The file of progress", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-progress-");
  });
  afterEach(() => folder.remove());

  const store = () => new ProgressFile(folder.path);
  const names = () => readdirSync(folder.path).sort();

  it("keeps what one window knows for the next", async () => {
    await store().merge(ticked("video"));
    const { state, aside } = await store().merge(noProgress);
    assert(sameProgress(state, ticked("video")));
    assert.equal(aside, undefined);
    assert.deepEqual(names(), ["progress.json"]);
  });

  it("loses nothing when many windows write at once", async () => {
    const ids = Array.from({ length: 40 }, (_, at) => `item-${at}`);
    const stores = [store(), store(), store()];
    await Promise.all(ids.map((id, at) => stores[at % 3]?.merge(ticked(id))));
    const { state } = await store().merge(noProgress);
    assert.deepEqual(
      ids.filter((id) => !settingOf(state, { lesson: "sums", part: "ticks", id })),
      [],
    );
    assert.deepEqual(names(), ["progress.json"]);
  });

  it("goes on after a window died under its lock", async () => {
    writeFileSync(join(folder.path, "progress.json.lock"), "");
    const { state } = await store().merge(ticked("video"));
    assert(sameProgress(state, ticked("video")));
    assert.deepEqual(names(), ["progress.json"]);
  });

  it("tells when another window wrote", async () => {
    let told = 0;
    const watching = await store().watch(() => told++);
    try {
      await store().merge(ticked("video"));
      await until("the other window's writing to be told", () => told > 0);
    } finally {
      watching.dispose();
    }
  });

  for (const [what, text] of [
    ["is no JSON", '{"version":1,"less'],
    ["is of a newer version", '{"version":2,"lessons":{"sums":[]}}'],
    ["is something else", "[]"],
  ] as const) {
    it(`keeps aside, once, what ${what}`, async () => {
      writeFileSync(join(folder.path, "progress.json"), text);
      const { state, aside } = await store().merge(ticked("video"));
      assert(sameProgress(state, ticked("video")));
      assert(aside);
      assert.equal(readFileSync(aside, "utf8"), text);
      assert.equal((await store().merge(noProgress)).aside, undefined);
      assert.equal(names().length, 2);
    });
  }

  it("uses the rest of what is damaged in part", async () => {
    const damaged = { version: 1, lessons: { ...ticked("video").lessons, other: 7 } };
    writeFileSync(join(folder.path, "progress.json"), JSON.stringify(damaged));
    const { state, aside } = await store().merge(ticked("post"));
    assert(settingOf(state, { lesson: "sums", part: "ticks", id: "video" }));
    assert(settingOf(state, { lesson: "sums", part: "ticks", id: "post" }));
    assert.deepEqual(JSON.parse(readFileSync(aside ?? "", "utf8")), damaged);
  });

  it("leaves nothing half written when it cannot write", async () => {
    mkdirSync(join(folder.path, "progress.json"));
    await assert.rejects(store().merge(ticked("video")));
    assert.deepEqual(names(), ["progress.json"]);
  });
});
