import type { Lesson } from "../../../../src/protocol/lesson";

/** A lesson with two needed items, a lab that a third item leads to, an optional item and a question. */
export function sampleLesson(id = "one"): Lesson {
  return {
    id,
    title: `Lesson ${id}`,
    objectives: [],
    checklist: [
      { id: "video", kind: "watch", title: "Video", link: "https://example.org/1" },
      { id: "extra", kind: "watch", title: "Extra", link: "https://example.org/2", optional: true },
      { id: "blog", kind: "read", title: "Blog", link: "https://example.org/3" },
      { id: "practice", kind: "do", title: "Lab", link: "adding" },
    ],
    labs: [
      {
        id: "adding",
        title: "Adding",
        summary: "Add.",
        file: "labs/a.py",
        solution: "solutions/a.py",
        check: "checks/a.py",
        language: "python",
        extras: [],
        hints: [],
      },
    ],
    quiz: [
      {
        id: "which",
        question: "Which?",
        choices: [
          { text: "A", correct: true, why: "" },
          { text: "B", why: "" },
          { text: "C", correct: true, why: "" },
        ],
      },
    ],
  };
}
