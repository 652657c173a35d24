import * as vscode from "vscode";
import { errors } from "../base/errors";
import { findCells } from "../language/cells";
import { findJobs } from "../language/jobs/findJobs";
import type { JobSpec } from "../protocol/job";
import type { EditorSource } from "./editorSource";
import { setting } from "./settings";

/** Whether "Run on All Engines" means the file's job: nothing is selected, there are no cells, and there is a job. */
export function meansJob({ text, facts, where, uri }: EditorSource): boolean {
  if (where.selection && where.selection.text.trim() !== "") return false;
  if (findCells(text, facts, setting("cells.marker", uri)).length > 0) return false;
  return findJobs(text, facts).jobs.length > 0;
}

/**
 * The job whose function the user stands in or whose lens was used, the file's only one, or the one that the user
 * chooses; undefined when the user thinks better of it. Throws `wrong-usage` saying what a job is.
 */
export async function chooseJob(source: EditorSource): Promise<JobSpec | undefined> {
  const { jobs, problems } = findJobs(source.text, source.facts);
  const { cursorLine } = source.where;
  const [first] = jobs;
  const here = jobs.find(({ line, reducerLine }) => cursorLine === line || cursorLine === reducerLine);
  const problem = problems.find(({ line }) => line === cursorLine) ?? (first ? undefined : problems[0]);
  if (!first || (problem && !here)) {
    throw errors.wrongUsage(
      problem?.message ??
        vscode.l10n.t(
          "This file has no map/reduce job: define a mapper and a reducer, as mapper(line) and reducer(key, values).",
        ),
    );
  }
  if (here || jobs.length === 1) return here ?? first;
  const items = jobs.map((job) => ({ label: job.name, detail: job.reason, job }));
  const title = vscode.l10n.t("Choose a Map/Reduce Job");
  return (await vscode.window.showQuickPick(items, { title, matchOnDetail: true }))?.job;
}

/** A job of a file by its name. Throws `wrong-usage` when the file does not have it any more. */
export function findJobNamed({ text, facts }: EditorSource, name: string): JobSpec {
  const found = findJobs(text, facts).jobs.find((job) => job.name === name);
  if (!found) throw errors.wrongUsage(vscode.l10n.t("The file has no job {0} any more.", name));
  return found;
}
