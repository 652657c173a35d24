import { join } from "node:path";
import type { LoadedLesson } from "../lessons/loadLesson";
import type { CheckReport, LabFiles } from "../protocol/checkReport";
import type { Lab } from "../protocol/lesson";

/** A lab of a lesson, as it is checked. @param file what to check, absolute; absent, the starter as the pack has it */
export function labFiles({ folder }: Pick<LoadedLesson, "folder">, lab: Lab, file?: string): LabFiles {
  return {
    title: lab.title,
    language: lab.language,
    file: file ?? join(folder, lab.file),
    check: join(folder, lab.check),
    ...(lab.engines !== undefined && { engines: lab.engines }),
  };
}

/** The checks that did not pass, each in a line, for a sentence about them. */
export function failing({ checks }: CheckReport): string {
  return checks
    .filter(({ status }) => status !== "passed")
    .map(({ title, message }) => `${title} (${message})`)
    .join("; ");
}
