import type { RunSnapshot, TaskRecord } from "../../protocol/run";

/** Columns in their order. Times are in ms from `run_created`, which is a whole ms, so that both can be added up. */
const columns: Readonly<Record<string, (task: TaskRecord, created: number) => string | number | undefined>> =
  {
    task: ({ id }) => id,
    engine: ({ engine }) => engine,
    phase: ({ phase }) => phase,
    label: ({ label }) => label,
    attempt: ({ attempt }) => attempt,
    status: ({ status }) => status,
    submitted_ms: ({ submitted }, created) => since(created, submitted),
    started_ms: ({ started }, created) => since(created, started),
    completed_ms: ({ completed }, created) => since(created, completed),
    received_ms: ({ received }, created) => since(created, received),
    cpu_seconds: ({ cpuSeconds }) => cpuSeconds,
    wait_seconds: ({ waitSeconds }) => waitSeconds,
    bytes_in: ({ bytesIn }) => bytesIn,
    bytes_out: ({ bytesOut }) => bytesOut,
    records: ({ records }) => records,
    run_created: (_, created) => new Date(created).toISOString(),
  };

/**
 * A run's tasks as CSV of RFC 4180: a header, then a row a task in the order of their numbers, all that is recorded of
 * it. The run's creation stands in each row, because the format has no comments. A spreadsheet takes no text in it for
 * a formula.
 */
export function tasksCsv({ record }: RunSnapshot): string {
  const created = Math.floor(record.created);
  const rows = record.tasks.map((task) => Object.values(columns).map((value) => cell(value(task, created))));
  return [Object.keys(columns), ...rows].map((cells) => `${cells.join(",")}\r\n`).join("");
}

function since(created: number, time: number | undefined): string | undefined {
  return time === undefined ? undefined : (time - created).toFixed(3);
}

function cell(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const text = isNumber(value) ? value : harmless(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What {@link since} wrote, the only text of ours that may begin with a minus. A label like it is a number too. */
function isNumber(value: string): boolean {
  return /^-?\d+\.\d{3}$/.test(value);
}

/**
 * Text that begins as a formula, the wide signs of East Asian keyboards included, gets an apostrophe before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless(text: string): string {
  return /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
