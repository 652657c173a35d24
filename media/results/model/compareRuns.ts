import type { EngineOutput, OutputItem, RunSnapshot } from "../../../src/protocol/run";
import { cellStates } from "./cellStates";
import { engineSummaries } from "./engineSummary";
import { OutputBlocks } from "./outputBlocks";
import { sameOutput } from "./sameOutput";

/** What can be told of a run in one number. Durations in seconds. */
export interface ComparedFigure {
  readonly name: FigureName;
  readonly unit: "seconds" | "times" | "share" | "count";
  readonly left: number | null;
  readonly right: number | null;
}

export type FigureName =
  | "wall"
  | "serial"
  | "cpu"
  | "speedup"
  | "efficiency"
  | "imbalance"
  | "engines"
  | "tasks";

/** The first line in which two texts differ, counted from 1; absent where one ends before it. */
export interface TextDifference {
  readonly line: number;
  readonly left?: string;
  readonly right?: string;
}

/** What one engine put out in two runs; of two runs in which each cell ran once, what one cell did. */
export interface ComparedOutput {
  readonly engine: number;
  /** Title of the cell, which may have been on another engine in the other run. */
  readonly cell?: string;
  /** `left` and `right`: the engine, or the cell, took part in that run alone. */
  readonly kind: "same" | "silent" | "different" | "left" | "right";
  /** Absent also where only pictures, streams or what was not kept differ. */
  readonly first?: TextDifference;
  /** All that it put out in each run, as text. */
  readonly texts: readonly [left: string, right: string];
}

/** The figures of two runs, side by side. */
export function compareFigures(left: RunSnapshot, right: RunSnapshot): readonly ComparedFigure[] {
  const [a, b] = [figuresOf(left), figuresOf(right)];
  return units.map(([name, unit]) => ({ name, unit, left: a[name], right: b[name] }));
}

const units = [
  ["wall", "seconds"],
  ["serial", "seconds"],
  ["cpu", "seconds"],
  ["speedup", "times"],
  ["efficiency", "share"],
  ["imbalance", "times"],
  ["engines", "count"],
  ["tasks", "count"],
] as const satisfies readonly (readonly [FigureName, ComparedFigure["unit"]])[];

function figuresOf({
  record: { tasks, metrics, job },
}: RunSnapshot): Readonly<Record<FigureName, number | null>> {
  const { wall, serial, imbalance } = metrics;
  const alone = job?.serial?.wall;
  const engines = new Set(tasks.map(({ engine }) => engine)).size;
  // Where one engine has really done it, that is what counts.
  const speedup = alone === undefined || wall === 0 ? metrics.speedup : alone / wall;
  return {
    wall,
    serial,
    cpu: tasks.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) || null, // no engine measured it
    speedup,
    efficiency: speedup === null || engines === 0 ? null : speedup / engines,
    imbalance,
    engines,
    tasks: tasks.length,
  };
}

/**
 * What each engine put out in two runs, by engine, or what each cell did where both runs ran each cell once: whether that is the
 * same, and if not where it first differs.
 */
export function compareOutputs(left: RunSnapshot, right: RunSnapshot): readonly ComparedOutput[] {
  const isOfCells = left.record.cells !== undefined && right.record.cells !== undefined;
  const [a, b] = isOfCells ? [byCell(left), byCell(right)] : [byEngine(left), byEngine(right)];
  const keys = [...new Set([...a.keys(), ...b.keys()])];
  if (!isOfCells) keys.sort((one, other) => Number(one) - Number(other));
  return keys.map((key) => {
    const [one, other] = [a.get(key), b.get(key)];
    const { engine = 0, cell } = one ?? other ?? {};
    const part = { engine, ...(cell !== undefined && { cell }) };
    const texts = [textOf(one, left), textOf(other, right)] as const;
    if (!one || !other) return { ...part, kind: one ? "left" : "right", texts };
    if (!one.hasOutput && !other.hasOutput) return { ...part, kind: "silent", texts };
    const first = firstDifference(...texts);
    if (first) return { ...part, kind: "different", first, texts };
    const outputs = [one.output, other.output].map((output) => ({
      ...output,
      items: output.items.map(timeless),
    }));
    return { ...part, kind: sameOutput(outputs) ? "same" : "different", texts };
  });
}

/** The first line in which two texts differ; undefined where they are equal. */
export function firstDifference(left: string, right: string): TextDifference | undefined {
  if (left === right) return undefined;
  const [a, b] = [left.split("\n"), right.split("\n")];
  // A last line that is empty only says that the line before it has ended.
  for (const lines of [a, b]) if (lines.at(-1) === "") lines.pop();
  const at = Array.from({ length: Math.max(a.length, b.length) }).findIndex((_, line) => a[line] !== b[line]);
  if (at < 0) return undefined;
  const [one, other] = [a[at], b[at]];
  return {
    line: at + 1,
    ...(one !== undefined && { left: one }),
    ...(other !== undefined && { right: other }),
  };
}

/** An error is the same in two runs when its text is: what it stands at is in the traceback. */
function timeless(item: OutputItem): OutputItem {
  if (item.kind !== "error") return item;
  const { name, message, traceback } = item.error;
  return { task: item.task, kind: "text", stream: "stderr", text: [name, message, traceback].join("\n") };
}

/** What is compared of one run with the same of the other. */
interface Part {
  readonly engine: number;
  readonly cell?: string;
  readonly output: EngineOutput;
  readonly hasOutput: boolean;
}

function byEngine(run: RunSnapshot): ReadonlyMap<string, Part> {
  return new Map(
    engineSummaries(run)
      .filter(({ tasks, hasOutput }) => tasks.length > 0 || hasOutput)
      .map(({ id, output, hasOutput }) => [String(id), { engine: id, output, hasOutput }]),
  );
}

/** The cells that some engine took, by their titles; of several with one title each in turn. */
function byCell(run: RunSnapshot): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const { title, task } of cellStates(run)) {
    if (!task) continue;
    const { id, engine } = task;
    const all = run.outputs.find((output) => output.engine === engine)?.items ?? [];
    const items = all.filter((item) => item.task === id);
    const output = { engine, items, notKept: 0 };
    let at = 0;
    while (parts.has(`${at} ${title}`)) at += 1;
    parts.set(`${at} ${title}`, { engine, cell: title, output, hasOutput: items.length > 0 });
  }
  return parts;
}

function textOf(part: Part | undefined, { record }: RunSnapshot): string {
  if (!part) return "";
  const labels = new Map(record.tasks.map(({ id, label }) => [id, label]));
  const blocks = new OutputBlocks((task) => (part.cell === undefined ? labels.get(task) : undefined));
  blocks.append(part.output.items);
  return blocks.text();
}
