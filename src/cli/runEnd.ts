import type { TaskStatus } from "../protocol/engineCalls";
import type { CellResult, EngineResult } from "../protocol/run";
import type { Run } from "../runs/run";
import { exitStatus } from "./exitStatus";
import { type ExportArguments, exportRun } from "./runExports";
import { printSaved, type RunPrinter } from "./runPrinter";

/** How code ran, to be told at the end. */
export interface EndedRun {
  readonly run: Run;
  /** Absent with `--json`. */
  readonly printer: RunPrinter | undefined;
  /** How each piece ended. */
  readonly statuses: readonly TaskStatus[];
  /** Whether the user called it off. */
  readonly isInterrupted: boolean;
  /** What `--json` tells as `result`. */
  results(): readonly (EngineResult | CellResult)[];
}

/** Ends a run of code: saves what is asked for and prints the table, or the JSON document. Answers the exit status. */
export async function endRun(
  { run, printer, statuses, isInterrupted, results }: EndedRun,
  args: ExportArguments,
): Promise<number> {
  run.finish();
  printer?.end();
  const { saved, failure } = await exportRun(args, run.snapshot());
  const ended = isInterrupted ? exitStatus.interrupted : exitStatus.ofTasks(statuses);
  const status = ended === exitStatus.done && failure ? exitStatus.of(failure) : ended;
  if (printer) printSaved(saved, failure);
  else {
    const document = {
      ok: status === exitStatus.done,
      result: results(),
      run: run.record(),
      ...(failure && { error: { code: failure.code, message: failure.message } }),
    };
    process.stdout.write(`${JSON.stringify(document)}\n`);
  }
  return status;
}
