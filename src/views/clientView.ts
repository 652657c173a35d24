import type { Engine } from "../engines/engine";
import { CLIENT, type RemoteEvent } from "../protocol/remote";
import type { RunEngine, TaskRecord } from "../protocol/run";
import type { SourceText } from "../protocol/sourceText";
import type { Run } from "../runs/run";
import type { DirectOptions, DirectOutcome } from "./directView";

/** Status of an ipyparallel task, in this product's words. */
const STATUSES = { ok: "ok", error: "error", aborted: "interrupted" } as const;

/**
 * Runs cells in a client of an ipyparallel cluster. What the cells have engines do is recorded with those engines: each
 * message that one answers is a task, with the times of ipyparallel's own metadata.
 */
export class ClientView {
  /** `engineOf` tells what is known of an engine by ipyparallel's number. */
  constructor(
    private readonly client: Engine,
    private readonly run: Run,
    private readonly engineOf: (id: number) => RunEngine | undefined = () => undefined,
  ) {}

  /** Runs a cell. Resolves with how it ended in the client. */
  async execute(source: SourceText, options: DirectOptions = {}): Promise<DirectOutcome> {
    const { label, timeoutSeconds, signal, onNotStopping } = options;
    const task = this.run.beginTask(CLIENT, "run", label === undefined ? {} : { label });
    await this.client.start().catch((error) => {
      this.run.endTask(task, { status: "died" });
      throw error;
    });
    const { pid, host } = this.client.info;
    this.run.addEngine({ id: CLIENT, pid, host });
    const remote = new RemoteTasks(this.run, task, label, this.engineOf);
    const overdue = timeoutSeconds ? [AbortSignal.timeout(timeoutSeconds * 1000)] : [];
    const outcome = await this.client.call(
      { op: "execute", main: true, ...source },
      {
        signal: AbortSignal.any([...overdue, ...(signal ? [signal] : [])]),
        onEvent: (event) => {
          if (event.type === "remote") remote.take(event);
          else this.run.taskEvent(task, event);
        },
        onNotStopping: () => onNotStopping?.(this.client),
      },
    );
    const stopped = outcome.status === "interrupted" || outcome.status === "died";
    const status = stopped && overdue.some(({ aborted }) => aborted) ? "timeout" : outcome.status;
    const { values: _, ...end } = outcome;
    this.run.endTask(task, { ...end, status });
    return { ...outcome, status, engine: CLIENT, task: task.id };
  }
}

/** The tasks of a cell's engines, made as they are first heard of. */
class RemoteTasks {
  private readonly tasks = new Map<string, TaskRecord>();
  private readonly last = new Map<number, TaskRecord>();

  constructor(
    private readonly run: Run,
    private readonly cell: TaskRecord,
    private readonly label: string | undefined,
    private readonly engineOf: (id: number) => RunEngine | undefined,
  ) {}

  take(event: RemoteEvent): void {
    if (event.kind === "task") this.end(event);
    else if (event.kind === "text") {
      this.run.taskEvent(this.taskOf(event), { type: "output", stream: event.stream, text: event.text });
    } else this.run.taskItem(this.taskOf(event), event);
  }

  /** What was asked for before this cell, and was not waited for, is of another run. */
  private end(event: Extract<RemoteEvent, { kind: "task" }>): void {
    const { submitted, started, completed } = event;
    if (submitted !== null && submitted < this.cell.submitted) return;
    this.run.endTask(this.taskOf(event, submitted ?? undefined), {
      status: STATUSES[event.status],
      ...(started !== null && completed !== null && { started, completed }),
    });
  }

  private taskOf({ engine, message }: RemoteEvent, submitted?: number): TaskRecord {
    const known = message === null ? this.last.get(engine) : this.tasks.get(`${engine} ${message}`);
    if (known) return known;
    this.run.addEngine(this.engineOf(engine) ?? { id: engine, pid: 0, host: "" });
    const task = this.run.beginTask(engine, "run", {
      ...(submitted !== undefined && { submitted }),
      ...(this.label !== undefined && { label: this.label }),
    });
    if (message !== null) this.tasks.set(`${engine} ${message}`, task);
    this.last.set(engine, task);
    return task;
  }
}
