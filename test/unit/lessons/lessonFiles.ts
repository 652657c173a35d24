import { join } from "node:path";

/** A lesson with something in every list. Its lines are counted by tests: `id` stands in line 2. */
export const LESSON = `---
id: sums
title: Sums
objectives:
  - id: share
    text: Divide work.
checklist:
  - id: video
    kind: watch
    title: A video
    link: https://example.org/video
  - id: practice
    kind: do
    title: The lab
    link: adding
labs:
  - id: adding
    title: Adding
    summary: Add numbers.
    file: labs/adding.py
    solution: solutions/adding.py
    check: checks/adding.py
quiz:
  - id: where
    question: Where?
    outcome: share
    choices:
      - text: Here
        correct: true
        why: It is.
      - text: There
        why: It is not.
---

# Sums

Open [the lab](labs/adding.py).
`;

/** The lesson, by its path below a folder of lessons; \`files\` come on top, and \`undefined\` takes one away. */
export function lessonFiles(
  folder: string,
  text = LESSON,
  files: Readonly<Record<string, string | undefined>> = {},
): Record<string, string> {
  const all: Record<string, string | undefined> = {
    "lesson.md": text,
    "labs/adding.py": "total = 0\n",
    "solutions/adding.py": "total = 1\n",
    "checks/adding.py": "def check_total(lab): pass\n",
    ...files,
  };
  const kept = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  return Object.fromEntries(kept.map(([path, content]) => [join(folder, path), content]));
}

/** Replaces text that must be there. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`There is no ${from} to replace.`);
  return text.replace(from, () => to);
}
