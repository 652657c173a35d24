import type { ChunkOutcome, EngineCall, EngineTiming, TaskError } from "../protocol/engineCalls";
import type { TaskRecord } from "../protocol/run";
import type { Json } from "../protocol/values";
import type { Run } from "../runs/run";
import type { Chunk } from "./chunkQueue";
import { EngineTaskError } from "./failure";
import { parseResults } from "./parseResults";

interface ItemError {
  readonly index: number;
  readonly engine: number;
  readonly error: TaskError;
}

/** What came of a map so far: results in the items' order, and the items that failed. */
export class MapResults {
  /** In the items' order, null for those that are not done. */
  readonly done: Json[];
  private readonly failed: ItemError[] = [];
  private count = 0;

  constructor(
    total: number,
    private readonly run: Run,
    private readonly options: {
      readonly errors?: "first" | "all";
      readonly onProgress?: (done: number, total: number) => void;
    },
  ) {
    this.done = new Array<Json>(total).fill(null);
  }

  get hasFailed(): boolean {
    return this.failed.length > 0;
  }

  /** Takes a chunk that is done, and ends its task; `times` are others than the chunk's own. */
  take(
    chunk: Chunk,
    task: TaskRecord,
    outcome: ChunkOutcome,
    times: Pick<EngineTiming, "started" | "completed"> = outcome,
  ): void {
    const { started, completed } = times;
    const { cpuSeconds, waitSeconds, results } = outcome;
    parseResults(outcome).forEach((value, at) => {
      this.done[chunk.start + at] = value;
    });
    for (const { item, error } of outcome.errors) {
      this.failed.push({ index: chunk.start + item, engine: task.engine, error });
    }
    const [bad] = outcome.errors;
    const bytes = { bytesOut: results.byteLength };
    const status = bad ? "error" : "ok";
    this.run.endTask(task, {
      status,
      started,
      completed,
      cpuSeconds,
      waitSeconds,
      ...bytes,
      ...(bad && { error: bad.error }),
    });
    this.count += chunk.items.length;
    this.options.onProgress?.(this.count, this.done.length);
  }

  /** What to throw for the items that failed. */
  failure(): Error {
    const described = this.failed
      .sort((a, b) => a.index - b.index)
      .map(({ index, engine, error }) => {
        const message = `item ${index} on engine ${engine}: ${error.name}: ${error.message}`;
        return new EngineTaskError("task", engine, message, error);
      });
    const [first] = described;
    if (this.options.errors !== "all" && first) return first;
    return new AggregateError(described, `${described.length} of ${this.done.length} items failed`);
  }
}

/** The call that maps chunks. */
export function mapCall(fn: string, chunks: readonly Chunk[], allErrors: boolean): EngineCall {
  const texts = chunks.map((chunk) => Buffer.from(JSON.stringify(chunk.items)));
  const joined = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
  let at = 0;
  for (const text of texts) {
    joined.set(text, at);
    at += text.length;
  }
  return { op: "map", fn, chunks: joined, lengths: texts.map((text) => text.length), allErrors };
}
