import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { LessonNode } from "../../../src/extension/lessons/lessonNode";
import { noProgress } from "../../../src/lessons/progress/entries";
import { answerQuestion, passLab, tickItem } from "../../../src/lessons/progress/record";
import { until } from "../../support/until";
import { LessonParts } from "./lessonParts";

const LESSON = "intro-to-parallelization";
const lesson: LessonNode = { kind: "lesson", lesson: LESSON };
const checklist: LessonNode = { kind: "checklist", lesson: LESSON };
const video: LessonNode = { kind: "item", lesson: LESSON, item: "webinar-multiprocessing" };
const post: LessonNode = { kind: "item", lesson: LESSON, item: "blog-mapreduce" };
const lecture: LessonNode = { kind: "item", lesson: LESSON, item: "lecture-cloud-is-distributed" };
const { Checked, Unchecked } = vscode.TreeItemCheckboxState;

describe("The Lessons view", () => {
  let parts: LessonParts;
  beforeEach(() => {
    parts = new LessonParts();
  });
  afterEach(() => parts.dispose());

  const tick = (...nodes: LessonNode[]) =>
    parts.store.change((progress, now) =>
      nodes.reduce(
        (after, node) => (node.kind === "item" ? tickItem(after, LESSON, node.item, true, now) : after),
        progress,
      ),
    );

  it("reads no lessons before it is looked at", async () => {
    assert.deepEqual(parts.library.lessons, []);
    assert.equal((await parts.children()).length, 2);
  });

  it("shows each lesson with its tally, and the one to go on with open", async () => {
    const [first, second] = await parts.children();
    assert.deepEqual(first, lesson);
    const item = await parts.item(lesson);
    assert.equal(item.label, "Intro to Parallelization");
    assert.equal(item.description, "Watched 0/1 · Read 0/2");
    assert.equal(item.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
    assert(second);
    assert.equal((await parts.item(second)).collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.deepEqual(await parts.labels(lesson), [
      "Read the Lesson",
      "Objectives",
      "Checklist",
      "Labs",
      "Quiz",
    ]);
  });

  it("shows the checklist with boxes, minutes and what is optional", async () => {
    await parts.children();
    assert.equal((await parts.children(checklist)).length, 5);
    assert.equal((await parts.item(post)).description, "10 min");
    assert.equal((await parts.item(lecture)).description, "optional");
    const box = (await parts.item(video)).checkboxState as { state: vscode.TreeItemCheckboxState };
    assert.equal(box.state, Unchecked);
    assert.equal(
      (await parts.item(video)).accessibilityInformation?.label,
      "Watch: Multiprocessing with Python, not done",
    );
  });

  it("says something of every row to a screen reader, and trusts no lesson's text", async () => {
    const all: LessonNode[] = [];
    for (const queue = await parts.children(); queue.length > 0; ) {
      const node = queue.pop() as LessonNode;
      all.push(node);
      queue.push(...(await parts.children(node)));
    }
    assert(all.length > 50);
    const ids = new Set<string | undefined>();
    for (const node of all) {
      const item = await parts.item(node);
      ids.add(item.id);
      assert(item.accessibilityInformation?.label, JSON.stringify(node));
      assert(item.tooltip instanceof vscode.MarkdownString && !item.tooltip.isTrusted);
      const parent = await parts.tree.provider?.getParent?.(node);
      assert(!parent || (await parts.children(parent)).includes(node));
    }
    assert.equal(ids.size, all.length);
  });

  it("ticks what is checked, and counts it", async () => {
    await parts.children();
    parts.tree.checked.fire({ items: [[video, Checked]] });
    await until("the tally", async () => (await parts.item(lesson)).description === "Watched 1/1 · Read 0/2");
    assert.equal((await parts.item(video)).contextValue, "item.link.done");
    parts.tree.checked.fire({ items: [[video, Unchecked]] });
    await until("the tally", async () => (await parts.item(lesson)).description === "Watched 0/1 · Read 0/2");
  });

  it("tells with the badge what is left, from the first tick on", async () => {
    await parts.children();
    const badge = () => parts.tree.badge;
    assert.equal(badge(), undefined);
    await tick(video);
    assert.deepEqual(badge(), {
      value: 2,
      tooltip: "Intro to Parallelization: 2 of the checklist left",
    });
    await tick(post, { kind: "item", lesson: LESSON, item: "duke-ipyparallel" });
    assert.match(badge()?.tooltip ?? "", /^Intro to Parallelization: \d+ labs left$/);
    await parts.store.change(() => noProgress); // merging takes nothing away
    assert(badge());
  });

  it("shows labs as open, passed, or passed with other checks", async () => {
    await parts.children();
    const check = parts.library.find(LESSON)?.checks.get("engines");
    assert(check);
    const context = async (lab: string) =>
      (await parts.item({ kind: "lab", lesson: LESSON, lab })).contextValue;
    assert.equal(await context("engines"), "lab.open");
    await parts.store.change((progress, now) => passLab(progress, LESSON, "engines", check, now));
    await parts.store.change((progress, now) => passLab(progress, LESSON, "gil", "another", now));
    assert.equal(await context("engines"), "lab.passed");
    assert.equal(await context("gil"), "lab.changed");
    assert.equal((await parts.item({ kind: "labs", lesson: LESSON })).description, "2 of 10 passed");
  });

  it("shows how each question was answered", async () => {
    await parts.children();
    const [one, two] = parts.library.find(LESSON)?.lesson.quiz ?? [];
    assert(one && two);
    const right = one.choices.filter(({ correct }) => correct);
    const wrong = two.choices.filter(({ correct }) => !correct);
    await parts.store.change((progress, now) => {
      const { progress: after } = answerQuestion(progress, LESSON, one, right, now);
      return answerQuestion(after, LESSON, two, wrong, now).progress;
    });
    assert.match(
      String((await parts.item({ kind: "quiz", lesson: LESSON })).description),
      /^1 of \d+ right$/,
    );
    const nodes = (await parts.children({ kind: "quiz", lesson: LESSON })).slice(0, 3);
    const states = await Promise.all(nodes.map(async (node) => (await parts.item(node)).contextValue));
    assert.deepEqual(states, ["question.right", "question.wrong", "question.open"]);
  });

  it("hides what the filter leaves out, and remembers the filter", async () => {
    await parts.children();
    await tick(video);
    await parts.choice.choose("notDone");
    assert.deepEqual(await parts.labels(checklist), [
      "Parallel MapReduce in Python in Ten Minutes",
      "Using ipyparallel",
      "A cloud IS a distributed system",
      "What is a distributed system?",
    ]);
    assert.equal(parts.tree.description, "Not Done");
    await parts.choice.choose("required");
    assert.deepEqual(await parts.labels(checklist), [
      "Multiprocessing with Python",
      "Parallel MapReduce in Python in Ten Minutes",
      "Using ipyparallel",
    ]);
    assert.equal(parts.memento.get("lessons.filter"), "required");
  });

  it("reveals a node that another part means", async () => {
    await parts.children();
    await parts.view.reveal({ kind: "lab", lesson: LESSON, lab: "gil" });
    assert.deepEqual(parts.tree.revealed, [{ kind: "lab", lesson: LESSON, lab: "gil" }]);
  });
});
