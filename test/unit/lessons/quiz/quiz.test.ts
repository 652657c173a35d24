import assert from "node:assert/strict";
import { noProgress } from "../../../../src/lessons/progress/entries";
import { answerQuestion } from "../../../../src/lessons/progress/record";
import { choiceOrder } from "../../../../src/lessons/quiz/choiceOrder";
import { judge, questionOrder, quizScore } from "../../../../src/lessons/quiz/quizRound";
import type { Lesson, Question } from "../../../../src/protocol/lesson";

const question = (id: string, right: readonly string[], wrong: readonly string[]): Question => ({
  id,
  question: `${id}?`,
  choices: [
    ...right.map((text) => ({ text, correct: true, why: `${text} is right` })),
    ...wrong.map((text) => ({ text, why: `${text} is wrong` })),
  ],
});

const two = question("two", ["a", "b"], ["c", "d"]);

const lesson: Lesson = {
  id: "sums",
  title: "Sums",
  objectives: [],
  checklist: [],
  labs: [],
  quiz: [question("one", ["yes"], ["no"]), two, question("three", ["yes"], ["no"])],
};

const texts = (one: Question) => choiceOrder(one).map(({ text }) => text);

function answered(id: string, chosen: string, progress = noProgress) {
  const one = lesson.quiz.find((other) => other.id === id);
  assert.ok(one);
  const choices = one.choices.filter(({ text }) => text === chosen);
  return answerQuestion(progress, lesson.id, one, choices, 1).progress;
}

describe("the choices of a question", () => {
  it("are all shown, always in the same order, whatever the author's", () => {
    const other = { ...two, choices: [...two.choices].reverse() };
    assert.deepEqual(texts(two), texts(other));
    assert.deepEqual([...texts(two)].sort(), ["a", "b", "c", "d"]);
  });

  it("keep their order when one is added", () => {
    const more = question("two", ["a", "b"], ["c", "d", "e"]);
    assert.deepEqual(
      texts(more).filter((text) => text !== "e"),
      texts(two),
    );
  });

  it("do not tell the right one by its place", () => {
    const places = Array.from({ length: 300 }, (_, n) =>
      texts(question(`q${n}`, ["right"], ["wrong", "worse"])).indexOf("right"),
    );
    for (const place of [0, 1, 2]) {
      const times = places.filter((one) => one === place).length;
      assert.ok(times > 60 && times < 140, `${times} of 300 are in place ${place}`);
    }
  });
});

describe("a round of the quiz", () => {
  const order = (progress = noProgress, first?: string) =>
    questionOrder(lesson, progress, first).map(({ id }) => id);

  it("begins with what was not answered rightly", () => {
    assert.deepEqual(order(), ["one", "two", "three"]);
    assert.deepEqual(order(answered("one", "yes")), ["two", "three", "one"]);
    assert.deepEqual(order(answered("one", "no")), ["one", "two", "three"]);
  });

  it("begins with the question that is asked for", () => {
    assert.deepEqual(order(answered("three", "yes"), "three"), ["three", "one", "two"]);
  });

  it("counts what is right", () => {
    assert.deepEqual(quizScore(lesson, answered("three", "no", answered("one", "yes"))), {
      right: 1,
      total: 3,
    });
  });
});

describe("an answer", () => {
  const verdict = (...chosen: string[]) =>
    judge(
      two,
      two.choices.filter(({ text }) => chosen.includes(text)),
    );

  it("is right when all right choices are chosen, and no other", () => {
    assert.equal(verdict("a", "b").kind, "right");
    assert.equal(verdict("a").kind, "incomplete");
    assert.equal(verdict("a", "b", "c").kind, "wrong");
    assert.equal(verdict("d").kind, "wrong");
  });

  it("is explained choice by choice", () => {
    assert.deepEqual(verdict("a", "c").reasons, [
      { choice: "a", correct: true, why: "a is right" },
      { choice: "c", correct: false, why: "c is wrong" },
    ]);
  });
});
