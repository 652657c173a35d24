import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import type { Engine } from "../../../src/engines/engine";
import type { CallEvent, CallOutcome, EngineCall } from "../../../src/protocol/engineCalls";
import { builtFolder } from "../../support/builtFolder";
import { processesWithVariable, signal } from "../../support/processTree";
import { until } from "../../support/until";
import type { Backend } from "./backends";

const MARK = "PARALLEL_LABS_TEST_CLUSTER";

export interface TestClusterOptions {
  readonly executable?: string;
  readonly outputLimit?: number;
  readonly cwd?: string;
}

/** Gives a suite clusters that end with each test; that their processes end with them is checked, too. */
export function testClusters(
  backend: Backend,
): (count?: number, options?: TestClusterOptions) => Promise<TestCluster> {
  const made: TestCluster[] = [];
  afterEach(async () => {
    await Promise.all(made.splice(0).map((cluster) => cluster.end()));
  });
  return async (count = 1, options = {}) => {
    const cluster = new TestCluster(backend, await backend.executable(), count, options);
    made.push(cluster);
    return cluster;
  };
}

/** Ends an engine's process as the system would when memory is short. */
export function killEngine({ info }: Engine): void {
  assert.ok(info.pid > 1, `engine ${info.id} has a process`); // 0 would be the test's own process group
  process.kill(info.pid, "SIGKILL");
}

/** A cluster with shorthands for the questions that tests ask. */
export class TestCluster {
  readonly cluster: Cluster;
  /** In the environment of every process that belongs to the cluster. */
  private readonly mark = randomUUID();

  constructor(
    private readonly backend: Backend,
    executable: string,
    count: number,
    options: TestClusterOptions,
  ) {
    const cwd = realpathSync(tmpdir());
    const outputLimit = 1 << 20;
    const env = { [MARK]: this.mark };
    this.cluster = createEngines(
      { backend: backend.id, count, executable, cwd, outputLimit, env, ...backend.options, ...options },
      builtFolder(),
    );
  }

  engine(id = 0): Engine {
    const [engine] = this.cluster.select([id]);
    assert.ok(engine);
    return engine;
  }

  /** Begins to run code; what it puts out can be watched while it runs. */
  begin(code: string, options: ExecuteOptions = {}): RunningCall {
    const { engine = 0, main = true, firstLine = 0, filename = this.backend.filename, signal } = options;
    const call: EngineCall = { op: "execute", code, main, firstLine, filename };
    return new RunningCall(this.engine(engine), call, signal);
  }

  /** Runs code to its end. */
  async run(code: string, options: ExecuteOptions = {}): Promise<Ran> {
    return this.begin(code, options).ended;
  }

  /** Runs code that must end well, and gives its result's text. */
  async value(code: string, engine = 0): Promise<string | undefined> {
    const ran = await this.run(code, { engine });
    assert.equal(ran.status, "ok", ran.error?.traceback);
    return ran.result?.text;
  }

  async call(call: EngineCall, engine = 0): Promise<CallOutcome> {
    return this.engine(engine).call(call);
  }

  /** Stops the cluster and waits until none of its processes is left. */
  async end(): Promise<void> {
    const left = () => processesWithVariable(MARK, this.mark);
    try {
      await this.cluster.stop();
      await until("the cluster's processes to end", () => left().length === 0, left);
    } finally {
      for (const { pid } of left()) signal(pid, "SIGKILL");
    }
  }
}

export interface ExecuteOptions {
  readonly engine?: number;
  readonly main?: boolean;
  readonly firstLine?: number;
  readonly filename?: string;
  readonly signal?: AbortSignal;
}

/** A call's outcome with what it put out. */
export interface Ran extends CallOutcome {
  readonly events: readonly CallEvent[];
  readonly stdout: string;
  readonly stderr: string;
}

/** A call under way. */
export class RunningCall {
  readonly events: CallEvent[] = [];
  readonly ended: Promise<Ran>;
  notStopping = false;
  private over = false;

  constructor(engine: Engine, call: EngineCall, signal?: AbortSignal) {
    const outcome = engine.call(call, {
      ...(signal && { signal }),
      onEvent: (event) => {
        assert.ok(!this.over, "an event came after the call's end");
        this.events.push(event);
      },
      onNotStopping: () => {
        this.notStopping = true;
      },
    });
    this.ended = outcome
      .finally(() => {
        this.over = true;
      })
      .then((ended) => ({
        ...ended,
        events: this.events,
        stdout: this.text("stdout"),
        stderr: this.text("stderr"),
      }));
    this.ended.catch(() => {}); // told to whoever awaits it
  }

  text(stream: "stdout" | "stderr"): string {
    return this.events
      .map((event) => (event.type === "output" && event.stream === stream ? event.text : ""))
      .join("");
  }

  /** Waits until it has printed a text; fails if it ends before that. */
  async prints(text: string): Promise<void> {
    await until(
      `the call to print ${JSON.stringify(text)}`,
      () => {
        if (this.text("stdout").includes(text)) return true;
        assert.ok(!this.over, `the call ended without printing ${JSON.stringify(text)}`);
        return false;
      },
      () => this.text("stdout").slice(-1000),
    );
  }
}
