import type { JobRecord } from "../../../src/protocol/jobRecord";
import { CLIENT } from "../../../src/protocol/remote";
import { type EngineSummary, withoutClient } from "./engineSummary";

/** How a run stands. A finished run that was not `done` tells on how many engines it went wrong, and how. */
export type RunStatus =
  | { readonly kind: "starting" }
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "notRun" }
  /** A map/reduce job, on whichever engines. */
  | { readonly kind: "jobFailed" }
  | { readonly kind: "jobCancelled" }
  | {
      readonly kind: "died" | "failed" | "timedOut" | "interrupted";
      /** Ids of the engines that died. */
      readonly died: readonly number[];
      /** Numbers of engines. */
      readonly failed: number;
      readonly timedOut: number;
      readonly interrupted: number;
      readonly engines: number;
    }
  /** Cells that ran once each: their numbers tell more than the engines'. */
  | { readonly kind: "died" | "failed" | "timedOut" | "interrupted"; readonly cells: CellCounts };

/** How many of a run's cells ended in which way. */
export interface CellCounts {
  readonly died: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly interrupted: number;
  readonly notRun: number;
  readonly all: number;
}

const ofJob = { done: "done", failed: "jobFailed", cancelled: "jobCancelled" } as const;

/** Derives how a run stands from its engines; `kind` names the gravest of what happened. */
export function runStatus(
  engines: readonly EngineSummary[],
  finished: boolean,
  outcome?: JobRecord["outcome"],
): RunStatus {
  if (!finished) return { kind: engines.some(({ tasks }) => tasks.length > 0) ? "running" : "starting" };
  if (outcome !== undefined) return { kind: ofJob[outcome] }; // what failed on one engine may have gone well on another
  if (engines.every(({ status }) => status === "notRun")) return { kind: "notRun" };
  const own = withoutClient(engines);
  const count = (status: EngineSummary["status"]) => own.filter((engine) => engine.status === status).length;
  const outcomes = {
    died: own.filter((engine) => engine.status === "died").map(({ id }) => id),
    failed: count("error"),
    timedOut: count("timeout"),
    interrupted: count("interrupted"),
    engines: own.length,
  };
  if (outcomes.died.length > 0) return { kind: "died", ...outcomes };
  if (outcomes.failed > 0) return { kind: "failed", ...outcomes };
  if (outcomes.timedOut > 0) return { kind: "timedOut", ...outcomes };
  if (outcomes.interrupted > 0) return { kind: "interrupted", ...outcomes };
  // What goes wrong in the client alone is on no engine.
  const client = engines.find(({ id }) => id === CLIENT)?.status ?? "done";
  if (client === "interrupted" || client === "timeout") return { kind: "jobCancelled" };
  return { kind: client === "error" || client === "died" ? "jobFailed" : "done" };
}
