import type { RunRecord, TaskRecord } from "../../protocol/run";

/** What a task is called in exports: its phase with its label, or with its number where it has none. */
export function taskName({ phase, label, id }: Pick<TaskRecord, "phase" | "label" | "id">): string {
  return `${phase} ${label ?? id}`;
}

/** The last part of a path written in any system's way: exports are passed on, and folders are nobody's business. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** What a run is called: the cell or the job and its file. */
export function titleOf({ source: { filename, title } }: RunRecord): string {
  const file = baseName(filename);
  return title === "" || title === file || title === filename ? file : `${title} · ${file}`;
}
