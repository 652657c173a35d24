import type { EngineResult } from "../protocol/run";
import type { Run } from "../runs/run";
import type { DirectOutcome } from "./directView";

/** One entry an engine, as `--json` prints it. */
export function engineResults(run: Run, outcomes: readonly DirectOutcome[]): EngineResult[] {
  const outputs = new Map(run.snapshot().outputs.map((output) => [output.engine, output]));
  return outcomes.map(({ engine, status, result, error }) => {
    const output = outputs.get(engine);
    const text = (stream: "stdout" | "stderr") =>
      (output?.items ?? [])
        .map((item) => (item.kind === "text" && item.stream === stream ? item.text : ""))
        .join("");
    return {
      engine,
      status,
      stdout: text("stdout"),
      stderr: text("stderr"),
      value: result?.text ?? null,
      ...(error && { error }),
      ...(output?.notKept ? { notKept: output.notKept } : {}),
    };
  });
}
