import type { CallEvent, CallOutcome, EngineTiming } from "../../protocol/engineCalls";

/** Times of an engine whose clock is `ahead` ms ahead, in this machine's time, so that hosts fit into one timeline. */
export function inHostTime(event: CallEvent, ahead: number): CallEvent {
  if (ahead === 0 || event.type !== "chunks") return event;
  return { ...event, chunks: event.chunks.map((chunk) => moved(chunk, ahead)) };
}

/** As {@link inHostTime}, of a call's end; a call that never reached its engine has the host's times. */
export function inHostTimeOutcome(outcome: CallOutcome, ahead: number): CallOutcome {
  return ahead === 0 || outcome.status === "died" ? outcome : moved(outcome, ahead);
}

function moved<T extends EngineTiming>(timing: T, ahead: number): T {
  return { ...timing, started: timing.started - ahead, completed: timing.completed - ahead };
}
