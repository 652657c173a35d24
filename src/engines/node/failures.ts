/** Errors of user code, as the host shows them. Stacks hold the user's own places (see stackTraces.ts). */
import type { TaskError } from "../../protocol/engineCalls";
import type { UserLine } from "./activity";
import { shortText, typeName } from "./display";
import { Interrupted } from "./interrupts";
import type { StoppedFrame } from "./mainThread";
import type { Sources } from "./sources";
import { isInternal } from "./stackTraces";

/** Causes and collected errors that are told below an error. */
const MOST_RELATED = 10;
const MOST_LEVELS = 5;

/**
 * The frame's `TaskError`: name, message and story of anything that was thrown, and the innermost line of the user's
 * files. `waitingAt` is where code was that only waited, for errors that come from elsewhere and know no line.
 */
export function describe(thrown: unknown, sources: Sources, waitingAt?: UserLine): TaskError {
  try {
    const { name, message } = title(thrown);
    return {
      name,
      message,
      ...withPlace(tell(thrown, MOST_LEVELS), placeOf(thrown, sources), sources, waitingAt),
    };
  } catch {
    return { name: typeName(thrown), message: "(it could not be read)", traceback: shortText(thrown) };
  }
}

/** How a call ends that was interrupted: where its code was stopped, or what it waited for. */
export function describeInterrupt(
  sources: Sources,
  stopped: readonly StoppedFrame[],
  waitingAt?: UserLine,
): TaskError {
  const { name, message } = new Interrupted();
  const frames = stopped.flatMap((frame) => {
    const { filename } = frame;
    const place = !filename || isInternal(filename) ? undefined : sources.toUser(filename, frame);
    return place ? [{ ...frame, ...place }] : [];
  });
  const lines = frames.map(({ name: called, filename, line, column }) => {
    const place = `${filename}:${line}:${column}`;
    return `\n    at ${called ? `${called} (${place})` : place}`;
  });
  const own = frames.find(({ filename }) => sources.has(filename));
  const story = `${name}: ${message}${lines.join("")}`;
  return { name, message, ...withPlace(story, own, sources, waitingAt) };
}

function withPlace(
  story: string,
  place: UserLine | undefined,
  sources: Sources,
  waitingAt: UserLine | undefined,
): Pick<TaskError, "traceback" | "filename" | "line"> {
  if (place) return { traceback: story, filename: place.filename, line: place.line };
  const waited = waitingAt && sources.toUser(waitingAt.filename, { line: waitingAt.line, column: 1 });
  if (!waited) return { traceback: story };
  const { filename } = waitingAt;
  return { traceback: `${story}\n    at ${filename}:${waited.line}`, filename, line: waited.line };
}

function title(thrown: unknown): { name: string; message: string } {
  if (!isError(thrown)) return { name: "Uncaught", message: shortText(thrown) };
  const { name, message } = thrown as { name?: unknown; message?: unknown };
  return { name: typeof name === "string" && name ? name : "Error", message: String(message ?? "") };
}

/** The stack, and below it those of the causes and of the errors that an AggregateError collects. */
function tell(thrown: unknown, levels: number): string {
  const { name, message } = title(thrown);
  if (!isError(thrown)) return `${name} ${message}`;
  const { cause, errors } = thrown as { cause?: unknown; errors?: unknown };
  const related: [string, unknown][] = cause === undefined ? [] : [["cause", cause]];
  if (Array.isArray(errors))
    for (const [at, error] of errors.slice(0, MOST_RELATED).entries()) related.push([`errors ${at}`, error]);
  const stack = typeof thrown.stack === "string" ? thrown.stack : `${name}: ${message}`;
  if (levels === 0) return stack;
  const below = related.map(([label, error]) => {
    return `\n  [${label}]: ${tell(error, levels - 1).replaceAll("\n", "\n  ")}`;
  });
  return stack + below.join("");
}

/** The first place in a stack that is in one of the texts that ran. */
function placeOf(thrown: unknown, sources: Sources): UserLine | undefined {
  const stack = isError(thrown) && typeof thrown.stack === "string" ? thrown.stack : "";
  // V8 puts the place of what it cannot compile before everything else.
  const [, unread, unreadLine] = (thrown instanceof SyntaxError && /^(.+):(\d+)\r?\n/.exec(stack)) || [];
  if (unread !== undefined && !unread.startsWith("SyntaxError"))
    return { filename: unread, line: Number(unreadLine) };
  for (const [, filename = "", line] of stack.matchAll(/^ {4}at (?:.*\(|async )?(.+):(\d+):\d+\)?$/gm))
    if (sources.has(filename)) return { filename, line: Number(line) };
  return undefined;
}

function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || (typeof thrown === "object" && thrown !== null && "stack" in thrown);
}
