import type { CellResult } from "../protocol/run";
import type { Run } from "../runs/run";
import type { PieceOutcome } from "./cellsUnderWay";

/**
 * One entry a cell, as `run --balanced --json` prints it.
 * @param outcomes in the order of the file's cells
 * @param first number of the first of them
 */
export function cellResults(run: Run, outcomes: readonly PieceOutcome[], first = 1): CellResult[] {
  const { outputs } = run.snapshot();
  return outcomes.map(({ title, engine, task, status, result, error }, at) => {
    const output = outputs.find((one) => one.engine === engine);
    const text = (stream: "stdout" | "stderr") =>
      (output?.items ?? [])
        .map((item) =>
          item.kind === "text" && item.task === task && item.stream === stream ? item.text : "",
        )
        .join("");
    return {
      cell: first + at,
      title,
      engine: engine ?? null,
      status,
      stdout: text("stdout"),
      stderr: text("stderr"),
      value: result?.text ?? null,
      ...(error && { error }),
      ...(output?.notKept ? { notKept: output.notKept } : {}),
    };
  });
}
