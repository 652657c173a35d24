import { basename } from "node:path";
import { styleText } from "node:util";
import { LabsError, messageOf } from "../base/errors";
import type { RunRecord, TaskRecord } from "../protocol/run";
import { bytes, seconds, times } from "../runs/format";
import type { Run, RunChange } from "../runs/run";
import type { PieceOutcome } from "../views/cellsUnderWay";
import { exitStatus } from "./exitStatus";
import { Spinner } from "./spinner";
import { table } from "./table";

/** A line that has not ended: whose it is, and what there is of it. */
interface OpenLine {
  readonly from: string;
  readonly isError: boolean;
  readonly text: string;
}

/** Prints a run for a person: each engine's lines as they come, then a table of when each engine worked. */
export class RunPrinter {
  private readonly partial = new Map<string, OpenLine>();
  /** Titles of the cells that tasks run, by the tasks' ids. */
  private readonly labels = new Map<number, string>();
  private readonly notKept = new Map<number, number>();
  private readonly spinner = new Spinner();

  constructor(private readonly run: Run) {
    const { filename, title } = run.source;
    this.spinner.show(`Running ${basename(filename)}${title ? ` · ${title}` : ""}`);
    run.onDidChange((change) => this.onChange(change));
  }

  /** Prints what is left and the table. */
  end(): void {
    this.spinner.hide();
    for (const key of [...this.partial.keys()]) this.endLine(key);
    for (const [engine, count] of this.notKept)
      this.line(`engine ${engine}`, `… ${bytes(count)} more, not kept`, true);
    process.stdout.write(`\n${summary(this.run.record())}`);
  }

  /** Prints which cells no engine ran, and why where it is not that they were called off. */
  tellUnrun(cells: readonly PieceOutcome[]): void {
    for (const { title, error } of cells) this.line(title, error?.message ?? "did not run", true);
  }

  private onChange(change: RunChange): void {
    if (change.type === "notKept") this.notKept.set(change.engine, change.bytes);
    if (change.type === "task") this.onTask(change.task);
    if (change.type !== "item") return;
    const { engine, item } = change;
    const label = this.labels.get(item.task);
    const from = label === undefined ? `engine ${engine}` : `engine ${engine} · ${label}`;
    if (item.kind === "text")
      this.text(`${item.task} ${item.stream}`, from, item.stream === "stderr", item.text);
    else if (item.kind === "error") this.block(from, item.error.traceback || item.error.message, true);
    else this.block(from, item.kind === "result" ? `→ ${item.value.text}` : item.value.text, false);
  }

  private onTask({ id, label, status }: TaskRecord): void {
    if (label !== undefined) this.labels.set(id, label);
    if (status !== "pending") for (const stream of ["stdout", "stderr"]) this.endLine(`${id} ${stream}`);
  }

  /** Prints the line that somebody has begun. */
  private endLine(key: string): void {
    const { from, text, isError } = this.partial.get(key) ?? {};
    this.partial.delete(key);
    if (text && from !== undefined) this.line(from, text, isError ?? false);
  }

  private text(key: string, from: string, isError: boolean, text: string): void {
    const lines = ((this.partial.get(key)?.text ?? "") + text).split("\n");
    this.partial.set(key, { from, isError, text: lines.pop() ?? "" });
    for (const line of lines) this.line(from, line, isError);
  }

  private block(from: string, text: string, isError: boolean): void {
    for (const line of text.trimEnd().split("\n")) this.line(from, line, isError);
  }

  private line(from: string, text: string, isError: boolean): void {
    this.spinner.hide();
    const stream = isError ? process.stderr : process.stdout;
    stream.write(`${styleText(isError ? "red" : "cyan", from, { stream })} │ ${text}\n`);
  }
}

/** Says which files were written of a run, and why another could not be. */
export function printSaved(saved: readonly string[], failure?: LabsError): void {
  for (const file of saved) process.stderr.write(`Saved ${file}.\n`);
  if (failure) process.stderr.write(`${failure.message}\n`);
}

/** Says why a command could not be done, on stderr or in the JSON document; answers the exit status. */
export function printFailure(error: unknown, json: boolean): number {
  const code = error instanceof LabsError ? error.code : "internal";
  if (json) {
    const document = { ok: false, result: null, run: null, error: { code, message: messageOf(error) } };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  } else process.stderr.write(`${messageOf(error)}\n`);
  return error instanceof LabsError ? exitStatus.of(error) : exitStatus.engineFailed;
}

function summary(record: RunRecord): string {
  const { tasks, metrics, engines, cores } = record;
  const origin = Math.min(...tasks.map(({ submitted }) => submitted));
  const hasCells = record.cells !== undefined;
  const rows = tasks.map((task) => [...(hasCells ? [task.label ?? ""] : []), ...row(task, origin)]);
  const columns = [...(hasCells ? ["cell"] : []), "engine", "status", "started", "finished", "took", "CPU"];
  const lines = table([columns, ...rows]);
  const parts = [
    `${engines.length} engine${engines.length === 1 ? "" : "s"} on ${cores} core${cores === 1 ? "" : "s"}`,
    `wall ${seconds(metrics.wall)}`,
    `serial ${seconds(metrics.serial)}`,
    ...(metrics.speedup === null ? [] : [`speed-up ${times(metrics.speedup)}`]),
  ];
  return `${lines.join("\n")}\n${parts.join(" · ")}\n`;
}

function row(task: TaskRecord, origin: number): string[] {
  const { engine, status, started, completed, cpuSeconds } = task;
  const since = (time: number | undefined) => (time === undefined ? "" : seconds((time - origin) / 1000));
  const took = started === undefined || completed === undefined ? "" : seconds((completed - started) / 1000);
  return [String(engine), status, since(started), since(completed), took, seconds(cpuSeconds)];
}
