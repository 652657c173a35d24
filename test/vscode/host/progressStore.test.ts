import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { noProgress, settingOf } from "../../../src/lessons/progress/entries";
import { tickItem } from "../../../src/lessons/progress/record";
import type { Progress } from "../../../src/protocol/progress";
import { until } from "../../support/until";
import { Answers, LessonParts, TestMemento } from "./lessonParts";

const KEY = "lessons.progress";

describe("Stored progress", () => {
  let parts: LessonParts;
  const answers = new Answers();
  let warnings: string[];
  beforeEach(() => {
    parts = new LessonParts();
    warnings = [];
    answers.replace(vscode.window, "showWarningMessage", async (message: string) => {
      warnings.push(message);
      return undefined;
    });
  });
  afterEach(() => {
    answers.putBack();
    parts.dispose();
  });

  const tick = (id: string) => (progress: Progress, now: number) => tickItem(progress, "sums", id, true, now);
  const has = (progress: Progress, id: string) =>
    settingOf(progress, { lesson: "sums", part: "ticks", id }) === true;
  const file = () => join(parts.storage.fsPath, "progress.json");
  const asides = () => readdirSync(parts.storage.fsPath).filter((name) => name.includes("unreadable"));

  it("is synced by Settings Sync", async () => {
    assert.deepEqual(parts.memento.synced, [KEY]);
    await parts.store.change(tick("video"));
    assert(has(parts.memento.get<Progress>(KEY) ?? noProgress, "video"));
  });

  it("of two windows that tick at once has both", async () => {
    const memento = new TestMemento(); // one for both, which each writes whole
    const [one, other] = [parts.otherStore(memento), parts.otherStore(memento)];
    await Promise.all([one.ready(), other.ready()]);
    const ids = Array.from({ length: 20 }, (_, at) => `item-${at}`);
    await Promise.all(ids.map((id, at) => (at % 2 ? one : other).change(tick(id))));
    for (const store of [one, other])
      await until("both to know all", () => ids.every((id) => has(store.progress, id)));
    const stored = JSON.parse(readFileSync(file(), "utf8")) as Progress;
    assert.deepEqual(
      ids.filter((id) => !has(stored, id)),
      [],
    );
  });

  it("is told to other windows as it changes", async () => {
    const other = parts.otherStore();
    await other.ready();
    let told = 0;
    other.onDidChange(() => told++);
    await parts.store.change(tick("video"));
    await until("the other window to know", () => has(other.progress, "video") && told > 0);
  });

  it("is there for the next window, from the file or from the memento alone", async () => {
    await parts.store.change(tick("video"));
    const fromFile = parts.otherStore();
    await fromFile.ready();
    assert(has(fromFile.progress, "video"));
    writeFileSync(file(), "");
    const fromMemento = parts.otherStore(parts.memento);
    await fromMemento.ready();
    assert(has(fromMemento.progress, "video"));
  });

  it("that is damaged is kept aside and told once; the rest is used", async () => {
    const damaged = { version: 1, lessons: { ...tick("video")(noProgress, 1).lessons, other: 7 } };
    await parts.memento.update(KEY, damaged);
    await parts.store.ready();
    assert(has(parts.store.progress, "video"));
    assert.equal(warnings.length, 1);
    const [aside] = asides();
    assert(aside && warnings[0]?.includes(aside));
    assert.deepEqual(JSON.parse(readFileSync(join(parts.storage.fsPath, aside), "utf8")), damaged);
    await parts.store.change(tick("post"));
    await parts.otherStore(parts.memento).ready();
    assert.equal(warnings.length, 1);
    assert.equal(asides().length, 1);
  });

  it("of a newer version is never replaced where Settings Sync takes it from", async () => {
    const newer = { version: 2, lessons: { sums: "all of it" } };
    await parts.memento.update(KEY, newer);
    await parts.store.change(tick("video"));
    assert.deepEqual(parts.memento.get(KEY), newer);
    assert.equal(warnings.length, 1);
    const next = parts.otherStore(parts.memento);
    await next.ready();
    assert(has(next.progress, "video"), "the file has it");
    assert.equal(warnings.length, 1);
  });
});
