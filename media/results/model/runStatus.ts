import type { EngineSummary } from "./engineSummary";

/** How a run stands. A finished run that was not `done` tells on how many engines it went wrong, and how. */
export type RunStatus =
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "notRun" }
  | {
      readonly kind: "died" | "failed" | "timedOut" | "interrupted";
      /** Ids of the engines that died. */
      readonly died: readonly number[];
      /** Numbers of engines. */
      readonly failed: number;
      readonly timedOut: number;
      readonly interrupted: number;
      readonly engines: number;
    };

/** Derives how a run stands from its engines; `kind` names the gravest of what happened. */
export function runStatus(engines: readonly EngineSummary[], finished: boolean): RunStatus {
  if (!finished) return { kind: engines.some(({ tasks }) => tasks.length > 0) ? "running" : "starting" };
  if (engines.every(({ status }) => status === "notRun")) return { kind: "notRun" };
  const count = (status: EngineSummary["status"]) =>
    engines.filter((engine) => engine.status === status).length;
  const outcome = {
    died: engines.filter((engine) => engine.status === "died").map(({ id }) => id),
    failed: count("error"),
    timedOut: count("timeout"),
    interrupted: count("interrupted"),
    engines: engines.length,
  };
  if (outcome.died.length > 0) return { kind: "died", ...outcome };
  if (outcome.failed > 0) return { kind: "failed", ...outcome };
  if (outcome.timedOut > 0) return { kind: "timedOut", ...outcome };
  if (outcome.interrupted > 0) return { kind: "interrupted", ...outcome };
  return { kind: "done" };
}
