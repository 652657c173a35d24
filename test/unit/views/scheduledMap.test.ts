import assert from "node:assert/strict";
import { Emitter } from "../../../src/base/event";
import type { Engine, EngineInfo } from "../../../src/engines/engine";
import {
  NO_ENGINE_LEFT,
  type ScheduledOutcome,
  type Scheduler,
  type SubmitOptions,
} from "../../../src/engines/scheduler";
import type { CallOutcome, EngineCall } from "../../../src/protocol/engineCalls";
import { Run } from "../../../src/runs/run";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";

const ACCOUNT = { cpuSeconds: 0, waitSeconds: 0, bytesIn: 0, bytesOut: 0, notKept: 0 };
const OK: CallOutcome = { status: "ok", started: 1, completed: 2, ...ACCOUNT };

/** An engine that is there; whether it knows what is mapped is for the test to say. */
class FakeEngine {
  private readonly changed = new Emitter<EngineInfo>();
  readonly onDidChange = this.changed.event;
  info: EngineInfo;

  constructor(
    id: number,
    private readonly knows = true,
  ) {
    const about = { backend: "ipyparallel", language: "python", version: "3", tasksDone: 0 } as const;
    this.info = { id, state: "idle", pid: 100 + id, host: "here", restarts: 0, ...about };
  }

  start = () => Promise.resolve();
  call = () => Promise.resolve<CallOutcome>({ ...OK, status: this.knows ? "ok" : "error" });

  die(): void {
    const { restarts } = this.info;
    this.info = { ...this.info, restarts: restarts + 1, lastDeath: "died (signal 9)" };
    this.changed.fire(this.info);
  }
}

/** A scheduler that does with each submitted call what the test says. */
class FakeScheduler implements Scheduler {
  private readonly changed = new Emitter<void>();
  readonly onDidChange = this.changed.event;
  readonly submitted: SubmitOptions[] = [];
  list: FakeEngine[];

  constructor(
    count: number,
    private readonly work: (
      call: EngineCall,
      options: SubmitOptions,
      at: number,
    ) => Promise<ScheduledOutcome>,
  ) {
    this.list = Array.from({ length: count }, (_, id) => new FakeEngine(id));
    for (const engine of this.list) engine.onDidChange(() => this.changed.fire());
  }

  get engines(): readonly Engine[] {
    return this.list as unknown as readonly Engine[];
  }

  isUsable = () => Promise.resolve(true);

  submit(call: EngineCall, options: SubmitOptions): Promise<ScheduledOutcome> {
    this.submitted.push(options);
    return this.work(call, options, this.submitted.length - 1);
  }

  join(engine: FakeEngine): void {
    this.list = [...this.list, engine];
    this.changed.fire();
  }
}

/** Does a map call as an engine does, with the items themselves as results. */
async function done(call: EngineCall, options: SubmitOptions): Promise<ScheduledOutcome> {
  const [engine] = options.engines;
  assert.ok(engine && call.op === "map");
  options.onStarted?.(engine, { attempt: 1, submitted: 0 });
  let at = 0;
  const chunks = call.lengths.map((length, index) => {
    at += length;
    const results = call.chunks.slice(at - length, at);
    return { index, results, marked: false, errors: [], ...OK };
  });
  options.onEvent?.({ type: "chunks", chunks });
  return { ...OK, engine, submitted: 0 };
}

function viewOn(scheduler: Scheduler) {
  const source = { filename: "lab.py", title: "", language: "python" as const };
  const run = new Run({ kind: "map", backend: "ipyparallel", source, outputLimit: 1 << 20 });
  return { view: new LoadBalancedView(scheduler.engines, run, scheduler), tasks: () => run.record().tasks };
}

describe("a map by a cluster's own scheduler", () => {
  it("has at most two messages an engine with the scheduler", async () => {
    let here = 0;
    let most = 0;
    const scheduler = new FakeScheduler(2, async (call, options) => {
      here += 1;
      most = Math.max(most, here);
      await new Promise(setImmediate);
      here -= 1;
      return done(call, options);
    });
    const { view } = viewOn(scheduler);
    const items = Array.from({ length: 20 }, (_, at) => at);
    assert.deepEqual(await view.map("f", items, { chunkSize: 1 }), items);
    assert.equal(most, 4);
  });

  it("hands a message over again when its engines are gone and another has come", async () => {
    const late = new FakeEngine(7);
    const scheduler = new FakeScheduler(1, async (call, options, at) => {
      if (at > 0) return done(call, options);
      scheduler.join(late);
      await new Promise(setImmediate);
      scheduler.list[0]?.die();
      scheduler.list = [late];
      const error = { name: NO_ENGINE_LEFT, message: "none", traceback: "" };
      return { ...OK, status: "died", error, submitted: 0 };
    });
    const { view, tasks } = viewOn(scheduler);
    assert.deepEqual(await view.map("f", [1]), [1]);
    assert.deepEqual(
      tasks().map(({ engine, status }) => [engine, status]),
      [[7, "ok"]],
    );
  });

  it("gives nothing to an engine that came and does not know the function", async () => {
    const scheduler = new FakeScheduler(1, async (call, options, at) => {
      if (at === 0) scheduler.join(new FakeEngine(7, false));
      await new Promise(setImmediate);
      return done(call, options);
    });
    const { view } = viewOn(scheduler);
    await view.map("f", [1, 2, 3, 4, 5], { chunkSize: 1 });
    for (const { engines } of scheduler.submitted) assert.deepEqual(engines, [scheduler.engines[0]]);
  });

  it("tells a death at once, and fails with it when no engine is left, though the scheduler keeps silent", async () => {
    const scheduler = new FakeScheduler(1, (_, options, at) => {
      const [engine] = options.engines;
      assert.ok(engine);
      if (at === 0) options.onStarted?.(engine, { attempt: 1, submitted: 0 });
      return new Promise((resolve) => {
        options.signal?.addEventListener("abort", () =>
          resolve({ ...OK, status: "interrupted", submitted: 0 }),
        );
      });
    });
    const { view, tasks } = viewOn(scheduler);
    const mapped = view.map("f", [1, 2], { chunkSize: 1 });
    await new Promise(setImmediate);
    const [only] = scheduler.list;
    scheduler.list = [];
    only?.die();
    assert.deepEqual(
      tasks().map(({ status }) => status),
      ["died"],
    );
    await assert.rejects(mapped, { message: "engine 0 died (signal 9)" });
  });

  it("passes on how often is still to be tried", async () => {
    const scheduler = new FakeScheduler(1, done);
    const { view } = viewOn(scheduler);
    await view.map("f", [1]);
    await view.map("f", [1], { retries: 7 });
    assert.deepEqual(
      scheduler.submitted.map(({ retries }) => retries),
      [2, 7],
    );
  });
});
