import assert from "node:assert/strict";
import { fingerprint } from "../../../../src/lessons/fingerprint";
import { noProgress } from "../../../../src/lessons/progress/entries";
import { nextStep } from "../../../../src/lessons/progress/nextStep";
import { answerQuestion, passLab, tickItem } from "../../../../src/lessons/progress/record";
import { resetProgress, undoReset } from "../../../../src/lessons/progress/resetProgress";
import { answerTo, isItemDone, isLessonDone, labStatus } from "../../../../src/lessons/progress/status";
import { tally } from "../../../../src/lessons/progress/tally";
import type { Lesson } from "../../../../src/protocol/lesson";
import type { Progress } from "../../../../src/protocol/progress";
import { sampleLesson } from "./sampleLesson";

const lesson = sampleLesson();
const [question = assert.fail()] = lesson.quiz;
const [lab = assert.fail()] = lesson.labs;
const ticked = (...ids: string[]) =>
  ids.reduce((state, id, at) => tickItem(state, "one", id, true, at), noProgress as Progress);
const answered = (state: Progress, texts: string) =>
  answerQuestion(
    state,
    "one",
    question,
    question.choices.filter(({ text }) => texts.includes(text)),
    50,
  ).progress;
const done = answered(passLab(ticked("video", "blog"), "one", "adding", "abc", 40), "AC");

describe("a lesson's tally", () => {
  it("counts each kind in the lesson's words, optional items only when they were done", () => {
    assert.equal(tally(lesson, noProgress).text, "Watched 0/1 · Read 0/1 · Done 0/1");
    assert.equal(
      tally(lesson, ticked("video", "extra")).text,
      "Watched 1/1 · Read 0/1 · Done 0/1 · +1 optional",
    );
    const { done: count, total, optional } = tally(lesson, ticked("video", "extra"));
    assert.deepEqual([count, total, optional], [1, 3, 1]);
  });

  it("names no kind that the lesson has not", () => {
    const two = { ...lesson, checklist: lesson.checklist.filter(({ kind }) => kind === "watch") };
    assert.equal(tally(two, noProgress).text, "Watched 0/1");
    assert.equal(tally({ ...lesson, checklist: [] }, noProgress).text, "");
  });

  it("survives a new title, another order, items that go and come", () => {
    const state = ticked("video", "blog", "gone");
    const changed: Lesson = {
      ...lesson,
      title: "Another",
      checklist: [...lesson.checklist].reverse().map((item) => ({ ...item, title: `New ${item.title}` })),
    };
    assert.equal(tally(changed, state).text, "Watched 1/1 · Read 1/1 · Done 0/1");
    const without = { ...lesson, checklist: lesson.checklist.filter(({ id }) => id !== "blog") };
    assert.equal(tally(without, tickItem(state, "one", "video", true, 99)).text, "Watched 1/1 · Done 0/1");
    assert.equal(
      tally(lesson, tickItem(state, "one", "video", true, 99)).text,
      "Watched 1/1 · Read 1/1 · Done 0/1",
    );
  });
});

describe("an item that leads to a lab", () => {
  const [, , , item = assert.fail()] = lesson.checklist;

  it("is done when the lab passed, until the tick is taken back", () => {
    const passed = passLab(noProgress, "one", "adding", "abc", 10);
    assert.ok(!isItemDone(noProgress, "one", item));
    assert.ok(isItemDone(passed, "one", item));
    const back = tickItem(passed, "one", "practice", false, 20);
    assert.ok(!isItemDone(back, "one", item));
    assert.ok(isItemDone(passLab(back, "one", "adding", "abc", 30), "one", item));
  });

  it("may lead to a lab of another lesson", () => {
    const other = { ...item, link: "two/adding" };
    assert.ok(!isItemDone(passLab(noProgress, "one", "adding", "abc", 1), "one", other));
    assert.ok(isItemDone(passLab(noProgress, "two", "adding", "abc", 1), "one", other));
  });
});

describe("a lab that passed", () => {
  it("says when its checks are others now", () => {
    const check = fingerprint("def check(lab):\n  pass\n");
    assert.equal(check, fingerprint("def check(lab):\r\n  pass\r\n"));
    const state = passLab(noProgress, "one", "adding", check, 1);
    assert.equal(labStatus(noProgress, "one", lab, check), "open");
    assert.equal(labStatus(state, "one", lab, check), "passed");
    assert.equal(labStatus(state, "one", lab), "passed");
    assert.equal(labStatus(state, "one", lab, fingerprint("other")), "changed");
  });
});

describe("an answer", () => {
  it("is right when all correct choices were chosen and no other", () => {
    for (const [chosen, right] of [
      ["AC", true],
      ["A", false],
      ["ABC", false],
      ["B", false],
      ["", false],
    ] as const) {
      assert.equal(answerTo(answered(noProgress, chosen), "one", question)?.correct, right, chosen);
    }
  });

  it("stays when choices change their order, and goes when a chosen one is gone", () => {
    const state = answered(noProgress, "AC");
    const turned = { ...question, choices: [...question.choices].reverse() };
    assert.deepEqual(answerTo(state, "one", turned), { chosen: ["A", "C"], correct: true });
    assert.equal(answerTo(state, "one", { ...question, choices: question.choices.slice(0, 2) }), undefined);
  });
});

describe("where the learner left off", () => {
  const two = sampleLesson("two");
  const next = (state: Progress, lessons = [lesson, two]) => {
    const step = nextStep(lessons, state);
    if (!step) return "nothing";
    const id = step.kind === "item" ? step.item.id : step.kind === "lab" ? step.lab.id : step.question.id;
    return `${step.lesson.id} ${step.kind} ${id}`;
  };

  it("is the first thing not done, optional items left aside", () => {
    assert.equal(next(noProgress), "one item video");
    assert.equal(next(ticked("video")), "one item blog");
    assert.equal(next(ticked("video", "blog")), "one lab adding");
    assert.equal(next(ticked("video", "blog", "practice")), "one lab adding");
    assert.equal(next(passLab(ticked("video", "blog"), "one", "adding", "abc", 9)), "one question which");
    assert.equal(
      next(answered(passLab(ticked("video", "blog"), "one", "adding", "abc", 9), "B")),
      "one question which",
    );
    assert.ok(isLessonDone(done, lesson) && !isLessonDone(ticked("video", "blog"), lesson));
  });

  it("is in the lesson that was worked in last, then in those after it and before it", () => {
    assert.equal(next(tickItem(ticked("video"), "two", "video", true, 100)), "two item blog");
    assert.equal(next(done), "two item video");
    assert.equal(next(done, [two, lesson]), "two item video");
    assert.equal(next(done, [lesson]), "nothing");
    assert.equal(next(noProgress, []), "nothing");
  });
});

describe("a reset", () => {
  it("takes back one lesson or all, and can be taken back itself", () => {
    const both = tickItem(done, "two", "video", true, 60);
    const one = resetProgress(both, 100, "one");
    assert.equal(tally(lesson, one.progress).text, "Watched 0/1 · Read 0/1 · Done 0/1");
    assert.equal(labStatus(one.progress, "one", lab), "open");
    assert.equal(answerTo(one.progress, "one", question), undefined);
    assert.equal(tally(sampleLesson("two"), one.progress).done, 1);
    assert.equal(tally(sampleLesson("two"), resetProgress(both, 100).progress).done, 0);

    const stored = JSON.parse(JSON.stringify(one.inverse)) as typeof one.inverse;
    assert.ok(isLessonDone(undoReset(one.progress, stored, 200), lesson));
  });

  it("that is taken back leaves what was done since", () => {
    const { progress, inverse } = resetProgress(done, 100);
    const again = answered(progress, "B");
    const undone = undoReset(again, inverse, 200);
    assert.equal(answerTo(undone, "one", question)?.correct, false);
    assert.equal(tally(lesson, undone).done, 3);
  });

  it("of nothing changes nothing", () => {
    const { progress, inverse } = resetProgress(done, 100);
    assert.deepEqual(resetProgress(progress, 200), { progress, inverse: [] });
    assert.equal(inverse.length, 4);
  });
});
