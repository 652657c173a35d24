import type { Engine } from "../engines/engine";

/** Whether an engine does something of another run. */
export function isOccupied({ info: { state } }: Engine): boolean {
  return state === "busy" || state === "interrupting";
}
