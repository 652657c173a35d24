/** What a new lesson is called, and the paths of its lab. */
export interface LessonNames {
  readonly id: string;
  readonly title: string;
  readonly lab: string;
  readonly solved: string;
  readonly checks: string;
}

/** The `lesson.md` of a new lesson. */
export function lessonText({ id, title, lab, solved, checks }: LessonNames): string {
  const quoted = JSON.stringify(title); // JSON's text is YAML's as well, whatever it holds
  return `---
id: ${id} # never change an id: the learners' progress is kept by it
title: ${quoted}
summary: Say in a sentence what the lesson is about.

objectives:
  - id: share-work
    text: Divide work among the engines.

checklist:
  - id: introduction
    kind: read # watch, read or do
    title: Using ipyparallel
    link: https://ipyparallel.readthedocs.io/en/latest/
    minutes: 10
    outcomes: [share-work]
  - id: do-first-lab
    kind: do
    title: Divide a sum among the engines
    link: first-lab # the id of a lab below

labs:
  - id: first-lab
    title: Divide a sum
    summary: Each engine adds up its own share of the numbers.
    file: ${lab}
    solution: ${solved}
    check: ${checks}
    engines: 2
    hints:
      - Every engine knows its number, engine_id, and how many there are, engine_count.

quiz:
  - id: who-works
    question: Where does a cell run when you press Run on All Engines?
    outcome: share-work
    choices:
      - text: On every engine
        correct: true
        why: Each engine runs the whole cell; its engine_id tells it which share is its own.
      - text: On the engine that is free first
        why: That is the load-balanced view, which gives each task to one engine.
---

# ${title.replaceAll(/[\\`*_[\]<>&#]/g, "\\$&")}

Write the lesson here, in Markdown. Link to [the lab](${lab}) by its file, and to pages by their address.
`;
}
