import { basename } from "node:path";
import { styleText } from "node:util";
import { LabsError, messageOf } from "../base/errors";
import type { RunRecord, TaskRecord } from "../protocol/run";
import { bytes, seconds, times } from "../runs/format";
import type { Run, RunChange } from "../runs/run";
import { exitStatus } from "./exitStatus";
import { Spinner } from "./spinner";
import { table } from "./table";

/** Prints a run for a person: each engine's lines as they come, then a table of when each engine worked. */
export class RunPrinter {
  private readonly partial = new Map<string, string>();
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
    for (const [key, text] of this.partial) {
      const [engine, stream] = key.split(" ");
      if (text) this.line(Number(engine), text, stream === "stderr");
    }
    for (const [engine, count] of this.notKept) this.line(engine, `… ${bytes(count)} more, not kept`, true);
    process.stdout.write(`\n${summary(this.run.record())}`);
  }

  private onChange(change: RunChange): void {
    if (change.type === "notKept") this.notKept.set(change.engine, change.bytes);
    if (change.type !== "item") return;
    const { engine, item } = change;
    if (item.kind === "text") this.text(engine, item.stream, item.text);
    else if (item.kind === "error") this.block(engine, item.error.traceback || item.error.message, true);
    else this.block(engine, item.kind === "result" ? `→ ${item.value.text}` : item.value.text, false);
  }

  private text(engine: number, stream: string, text: string): void {
    const key = `${engine} ${stream}`;
    const lines = ((this.partial.get(key) ?? "") + text).split("\n");
    this.partial.set(key, lines.pop() ?? "");
    for (const line of lines) this.line(engine, line, stream === "stderr");
  }

  private block(engine: number, text: string, isError: boolean): void {
    for (const line of text.trimEnd().split("\n")) this.line(engine, line, isError);
  }

  private line(engine: number, text: string, isError: boolean): void {
    this.spinner.hide();
    const stream = isError ? process.stderr : process.stdout;
    stream.write(`${styleText(isError ? "red" : "cyan", `engine ${engine}`, { stream })} │ ${text}\n`);
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
  const rows = tasks.map((task) => row(task, origin));
  const lines = table([["engine", "status", "started", "finished", "took", "CPU"], ...rows]);
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
