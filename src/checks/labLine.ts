import type { TaskError } from "../protocol/engineCalls";

/** What is known of a check that did not pass. */
export interface Failing {
  readonly message: string;
  /** Error of the lab's own code. */
  readonly error?: Pick<TaskError, "filename" | "line">;
  /** Name of the lab that the check asked for last. */
  readonly name?: string;
}

/**
 * The line of a lab (from 0) that a learner is shown for a check that did not pass: where the lab's code raised; else
 * below the task that the message names ("Task 3: …"); else where the name is defined that the check asked for last.
 */
export function labLine(text: string, file: string, { message, error, name }: Failing): number | undefined {
  if (error?.filename === file && error.line !== undefined) return error.line - 1;
  const lines = text.split("\n");
  const task = /\bTasks? (\d+)/.exec(message)?.[1];
  const atTask =
    task === undefined ? -1 : lines.findIndex((line) => comments(line).includes(`Task ${task}:`));
  if (atTask >= 0) return codeAfter(lines, atTask);
  if (name === undefined || !/^\w+$/.test(name)) return undefined;
  const definition = new RegExp(
    `^\\s*(?:(?:export\\s+)?(?:async\\s+)?(?:def|class|function\\*?|const|let|var)\\s+${name}\\b|${name}\\s*(?::[^=]*)?=(?!=))`,
  );
  // The last one counts, as it does when the file runs.
  const at = lines.findLastIndex((line) => definition.test(line));
  return at < 0 ? undefined : at;
}

/** The first line of code below a comment, which is what the comment speaks of; else the comment itself. */
function codeAfter(lines: readonly string[], at: number): number {
  const below = lines.slice(at).findIndex((line) => line.trim() !== "" && !/^\s*(?:#|\/\/|\/?\*)/.test(line));
  return below < 0 ? at : at + below;
}

/** A line's comment, as far as a glance tells. */
function comments(line: string): string {
  return /(?:#|\/\/|\*).*$/.exec(line)?.[0] ?? "";
}
