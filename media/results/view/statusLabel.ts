import { html, type TemplateResult } from "lit/html.js";
import type { EngineStatus } from "../model/engineSummary";
import type { RunStatus } from "../model/runStatus";
import { icons } from "./icons";

const engineIcons = {
  waiting: icons.waiting,
  running: icons.running,
  ok: icons.ok,
  error: icons.error,
  timeout: icons.timeout,
  interrupted: icons.interrupted,
  died: icons.died,
  notRun: icons.waiting,
} as const satisfies Record<EngineStatus, unknown>;

const likeEngine = {
  starting: "running",
  running: "running",
  notRun: "notRun",
  done: "ok",
  failed: "error",
  jobFailed: "error",
  jobCancelled: "interrupted",
  timedOut: "timeout",
  interrupted: "interrupted",
  died: "died",
} as const satisfies Record<RunStatus["kind"], EngineStatus>;

/** A status as an icon and a word: colour never tells it alone. */
export function statusLabel(status: EngineStatus | RunStatus["kind"], word: string): TemplateResult {
  const name = status in likeEngine ? likeEngine[status as RunStatus["kind"]] : (status as EngineStatus);
  return html`<span class="status ${name}">${engineIcons[name]}<span>${word}</span></span>`;
}
