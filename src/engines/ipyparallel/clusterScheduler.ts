import { errors } from "../../base/errors";
import type { EngineCall } from "../../protocol/engineCalls";
import { encodeFrame } from "../driver/frames";
import { encodeCall } from "../driver/translate";
import type { ScheduledOutcome, Scheduling, SubmitOptions } from "../scheduler";
import type { Bridge, BridgeFrame } from "./bridge";
import type { ClusterEngine } from "./clusterEngine";
import type { ClusterLink } from "./clusterLink";
import { inlineFiles } from "./remoteValues";
import { ScheduledCall } from "./scheduledCall";

/**
 * ipyparallel's own task scheduler, in the cluster's controller: it decides which engine gets which task, beside those of
 * the cluster's other clients, and gives the tasks of an engine that died to others. An engine has no more of them at a
 * time than the controller's `TaskScheduler.hwm`. That an engine has died the scheduler believes after 5 seconds, in which
 * an answer may still come.
 */
export class ClusterScheduler implements Scheduling {
  private readonly calls = new Map<number, ScheduledCall>();
  private readonly cancelled: number[] = [];
  private last = 0;

  /** `engineOf` has the engine with a number. */
  constructor(
    private readonly link: ClusterLink,
    private readonly engineOf: (id: number) => ClusterEngine | undefined,
  ) {
    link.onFrame((frame) => this.take(frame));
    link.onEnd((reason) => this.endAll(reason));
  }

  async isUsable(): Promise<boolean> {
    return (await this.link.open()).hasScheduler;
  }

  async submit(call: EngineCall, options: SubmitOptions): Promise<ScheduledOutcome> {
    if (call.op === "job")
      throw errors.wrongUsage("A step of a map/reduce job needs the engine that did the last.");
    const { bridge } = await this.link.open();
    const { header, pieces, bytes } = encodeCall(this.link.isOwn ? call : await inlineFiles(call));
    this.last += 1;
    const task = this.last;
    const scheduled = new ScheduledCall(bytes, options, () => this.cancel(bridge, task));
    if (options.signal?.aborted) scheduled.fail({ reason: "cancelled", message: "" });
    else {
      this.calls.set(task, scheduled);
      const engines = options.engines.map(({ info }) => info.id);
      bridge.send(
        { op: "submit", task, engines, retries: options.retries ?? 0 },
        encodeFrame(header, pieces),
      );
    }
    const outcome = await scheduled.ended;
    this.calls.delete(task);
    return outcome;
  }

  /** Ends what is under way. */
  endAll(reason: string): void {
    for (const call of this.calls.values()) call.fail({ reason: "died", message: reason });
  }

  /** All that are cancelled in one turn together: an engine that is interrupted must not get one that waits. */
  private cancel(bridge: Bridge, task: number): void {
    this.cancelled.push(task);
    if (this.cancelled.length > 1) return;
    process.nextTick(() => bridge.send({ op: "cancel", tasks: this.cancelled.splice(0) }));
  }

  private take({ header, pieces }: BridgeFrame): void {
    if (!("task" in header)) return;
    const call = this.calls.get(header.task);
    if (!call) return;
    if (header.op === "taskBytes") call.push(header.fd, header.dropped, pieces);
    else if (header.op === "answered") call.answer(header, pieces);
    else if (header.op === "unanswered") {
      const engine = header.engine === undefined ? undefined : this.engineOf(header.engine);
      if (engine) call.diedOn(engine);
      call.fail(header);
    } else {
      const engine = this.engineOf(header.engine);
      if (engine) call.begin(engine, header.submitted);
    }
  }
}
