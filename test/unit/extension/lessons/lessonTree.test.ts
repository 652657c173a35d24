import assert from "node:assert/strict";
import { shownBy } from "../../../../src/extension/lessons/lessonFilter";
import {
  asNode,
  childrenOf,
  type LessonNode,
  nodeId,
  parentOf,
} from "../../../../src/extension/lessons/lessonNode";
import type { OfferedLesson } from "../../../../src/extension/lessons/offeredLesson";
import { lessonState, whatIsLeft } from "../../../../src/extension/lessons/whatIsLeft";
import { noProgress } from "../../../../src/lessons/progress/entries";
import { answerQuestion, passLab, tickItem } from "../../../../src/lessons/progress/record";
import type { Lesson } from "../../../../src/protocol/lesson";
import type { Progress } from "../../../../src/protocol/progress";
import { sampleLesson } from "../../lessons/progress/sampleLesson";

const sample = sampleLesson();
const offered = (lesson: Lesson) =>
  ({
    lesson,
    file: "/lessons/lesson.md",
    folder: "/lessons",
    source: "builtIn",
    checks: new Map(),
  }) as Partial<OfferedLesson> as OfferedLesson;
const bare: Lesson = { ...sample, objectives: [], checklist: [], labs: [], quiz: [] };
const [question] = sample.quiz;
assert(question);
const lesson: LessonNode = { kind: "lesson", lesson: sample.id };

/** All that is required, done in the order of the lesson. */
function allDone(): Progress {
  const { id, checklist, labs, quiz } = sample;
  let progress: Progress = noProgress;
  for (const item of checklist) if (!item.optional) progress = tickItem(progress, id, item.id, true, 1);
  for (const lab of labs) progress = passLab(progress, id, lab.id, "check", 2);
  for (const one of quiz) {
    const right = one.choices.filter(({ correct }) => correct);
    progress = answerQuestion(progress, id, one, right, 3).progress;
  }
  return progress;
}

describe("the tree of lessons", () => {
  const everything = shownBy("all", noProgress);

  it("leaves out groups with nothing in them", () => {
    assert.deepEqual(childrenOf(lesson, offered(bare), everything), [{ kind: "page", lesson: bare.id }]);
  });

  it("knows each node's parent, and gives each an id of its own", () => {
    const seen = new Set<string>();
    const visit = (node: LessonNode) => {
      assert(!seen.has(nodeId(node)), nodeId(node));
      seen.add(nodeId(node));
      for (const child of childrenOf(node, offered(sample), everything)) {
        assert.deepEqual(parentOf(child), node);
        visit(child);
      }
    };
    visit(lesson);
    assert(seen.size > 10);
  });

  it("takes for a node only what is one", () => {
    assert.equal(asNode(lesson), lesson);
    for (const other of [undefined, null, "lesson", {}, { lesson: 7 }, { lesson: "x" }])
      assert.equal(asNode(other), undefined);
  });

  it("without what is done has the rest, and not a lesson that is done", () => {
    const shown = shownBy("notDone", allDone());
    assert.equal(shown.lesson(offered(sample)), false);
    assert.equal(shown.lesson(offered(bare)), true, "a text is never done");
    const required = sample.checklist.filter((item) => !item.optional);
    assert(required.every((item) => !shown.item(offered(sample), item)));
    assert.equal(shown.question(offered(sample), question), false);
  });

  it("with what is required alone has no optional item", () => {
    const shown = shownBy("required", noProgress);
    const kept = sample.checklist.filter((item) => shown.item(offered(sample), item));
    assert.deepEqual(
      kept,
      sample.checklist.filter(({ optional }) => !optional),
    );
  });
});

describe("what is left", () => {
  const left = (progress: Progress) => whatIsLeft([sample], progress);

  it("is nothing before a lesson is begun, nor after it was taken back", () => {
    const [item] = sample.checklist;
    assert(item);
    assert.equal(left(noProgress), undefined);
    const ticked = tickItem(noProgress, sample.id, item.id, true, 1);
    assert.equal(left(tickItem(ticked, sample.id, item.id, false, 2)), undefined);
  });

  it("counts the part that the learner is at, to the end", () => {
    const { id, checklist, labs } = sample;
    const required = checklist.filter(({ optional }) => !optional);
    let progress: Progress = noProgress;
    for (const item of required) progress = tickItem(progress, id, item.id, true, 1);
    assert.equal(left(progress)?.part, "labs");
    for (const lab of labs) progress = passLab(progress, id, lab.id, "check", 2);
    assert.equal(left(progress)?.part, "quiz");
    assert.equal(left(allDone()), undefined);
  });

  it("is a lesson's state as well", () => {
    assert.equal(lessonState(bare, noProgress), "text");
    assert.equal(lessonState(sample, noProgress), "new");
    assert.equal(lessonState(sample, allDone()), "done");
    const [item] = sample.checklist;
    assert.equal(lessonState(sample, tickItem(noProgress, sample.id, item?.id ?? "", true, 1)), "underWay");
  });
});
