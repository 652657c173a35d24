import type { TaskError } from "../../../src/protocol/engineCalls";
import { cut, type StyledText, styledText, withoutCodes } from "./text/terminalText";

/** A stretch of a traceback; one with `filename` names a line (from 1) that can be opened. */
export interface TracebackPart {
  readonly text: string;
  readonly filename?: string;
  readonly line?: number;
}

/** `File "x.py", line 3` as Python prints it, also below the bars of an exception group. */
const PYTHON_FRAME = /File "(?<file>[^"\n]+)", line (?<line>\d+)/;
/** `at f (x.ts:3:5)` as V8 prints it. */
const STACK_FRAME = /^(?<before>\s*at .*? \()(?<file>.+):(?<line>\d+):\d+(?=\)\s*$)/;
/** `at x.ts:3:5`, where the function has no name. */
const BARE_STACK_FRAME = /^(?<before>\s*at (?:async )?)(?<file>.+):(?<line>\d+):\d+(?=\s*$)/;
/** `x.ts:3` alone on its line, as Node prints it above a line that does not parse. */
const NODE_HEADING = /^(?<file>\S.*\.[cm]?[jt]sx?):(?<line>\d+)\s*$/;

/** Longer lines name no place; not to look at them also bounds the time that matching takes. */
const LONGEST_FRAME = 2000;

/** Cuts a traceback into plain stretches and those that name a line of a file. Their texts add up to it. */
export function tracebackParts(traceback: string): TracebackPart[] {
  const parts: TracebackPart[] = [];
  let plain = "";
  for (const line of traceback.split(/(?<=\n)/)) {
    const match = frameOf(line);
    const filename = match ? openableFile(match.groups?.["file"] ?? "") : undefined;
    if (!match || filename === undefined) {
      plain += line;
      continue;
    }
    const before = match.groups?.["before"] ?? "";
    const start = match.index + before.length;
    const text = match[0].slice(before.length).trimEnd();
    parts.push({ text: plain + line.slice(0, start) });
    parts.push({ text, filename, line: Number(match.groups?.["line"]) });
    plain = line.slice(start + text.length);
  }
  parts.push({ text: plain });
  return parts.filter(({ text }) => text !== "");
}

function frameOf(line: string): RegExpExecArray | null {
  if (line.length > LONGEST_FRAME) return null;
  return (
    PYTHON_FRAME.exec(line) ??
    STACK_FRAME.exec(line) ??
    BARE_STACK_FRAME.exec(line) ??
    NODE_HEADING.exec(line)
  );
}

/** The file's path, or nothing for what is no file: `<string>`, `<frozen runpy>`, `node:internal/modules`. */
export function openableFile(name: string): string | undefined {
  if (name.startsWith("<") || name.startsWith("node:") || name.startsWith("eval at ")) return undefined;
  if (!name.startsWith("file:")) return name;
  try {
    const url = new URL(name);
    const path = decodeURIComponent(url.pathname);
    if (url.host !== "") return `//${url.host}${path}`;
    return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
  } catch {
    return undefined;
  }
}

/** What is said of an error in one line: `ValueError: no such word`. */
export function errorHeadline(error: TaskError): string {
  return error.message === "" ? error.name : `${error.name}: ${error.message}`;
}

/** The traceback without the headline, which Python prints at its end and JavaScript at its beginning. */
export function tracebackBody(error: TaskError): string {
  const headline = errorHeadline(error);
  const traceback = error.traceback.trimEnd();
  if (traceback.endsWith(`\n${headline}`)) return traceback.slice(0, -headline.length - 1);
  if (traceback.startsWith(`${headline}\n`)) return traceback.slice(headline.length + 1);
  return traceback === headline ? "" : traceback;
}

/** An error without the codes that its program wrote for a terminal. */
export function plainError(error: TaskError): TaskError {
  const { name, message, traceback } = error;
  if (![name, message, traceback].some((text) => text.includes("\u001b"))) return error;
  return {
    ...error,
    name: withoutCodes(name),
    message: withoutCodes(message),
    traceback: styledText(traceback).text,
  };
}

/** What {@link tracebackBody} gives, with the looks that its program gave to stretches of it. */
export function styledTracebackBody(error: TaskError): StyledText {
  const text = tracebackBody(plainError(error));
  const whole = styledText(error.traceback);
  const from = Math.max(0, whole.text.startsWith(text) ? 0 : whole.text.indexOf(`\n${text}`) + 1);
  const stretches = whole.stretches.flatMap((stretch) =>
    cut(stretch, from, from + text.length).map(({ start, end, look }) => ({
      start: start - from,
      end: end - from,
      look,
    })),
  );
  return { text, stretches };
}
