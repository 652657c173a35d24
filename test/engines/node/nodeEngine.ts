import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createEngines } from "../../../src/engines/createEngines";
import type { Engine } from "../../../src/engines/engine";
import type { CallEvent, CallOutcome } from "../../../src/protocol/engineCalls";
import type { Json } from "../../../src/protocol/values";
import { builtFolder } from "../../support/builtFolder";

/** A call's outcome, with the text that it printed. */
export type Ran = CallOutcome & { readonly stdout: string; readonly stderr: string };

export interface RunOptions {
  /** Relative to the test's folder. */
  readonly filename?: string;
  readonly firstLine?: number;
  readonly main?: boolean;
  readonly onEvent?: (event: CallEvent) => void;
}

/** One Node engine in a folder of its own; both are gone after the test. */
export class NodeEngine {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "node-engine-test-")));
  private readonly cluster: Cluster;
  readonly engine: Engine;

  constructor() {
    this.cluster = createEngines(
      { backend: "node", count: 1, executable: process.execPath, cwd: this.folder, outputLimit: 1 << 20 },
      builtFolder(),
    );
    [this.engine] = this.cluster.engines as [Engine];
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.path(name), text);
  }

  /** Runs a cell. */
  async run(code: string, options: RunOptions = {}): Promise<Ran> {
    const { filename = "lab.js", firstLine = 0, main = true } = options;
    const printed = { stdout: "", stderr: "" };
    const outcome = await this.engine.call(
      { op: "execute", main, code, filename: this.path(filename), firstLine },
      {
        onEvent(event) {
          if (event.type === "output") printed[event.stream] += event.text;
          options.onEvent?.(event);
        },
      },
    );
    return { ...outcome, ...printed };
  }

  /** What a cell's last expression shows. Throws what the cell threw. */
  async value(code: string, options?: RunOptions): Promise<string | undefined> {
    const ran = await this.run(code, options);
    if (ran.status !== "ok") throw new Error(`${ran.status}: ${ran.error?.traceback}`);
    return ran.result?.text;
  }

  /** Runs a cell until it prints `ready`, and interrupts it. */
  async interrupt(code: string, options?: RunOptions): Promise<Ran> {
    let ready = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const onEvent = (event: CallEvent) => {
      if (event.type === "output" && event.text.includes("ready")) ready();
    };
    const running = this.run(code, { ...options, onEvent });
    await Promise.race([isReady, running]);
    await this.engine.interrupt();
    return running;
  }

  async apply(fn: string, ...args: Json[]): Promise<CallOutcome> {
    const values = args.map((value) => ({ kind: "json", value }) as const);
    return this.engine.call({ op: "apply", fn, args: values, kwargs: {} });
  }

  async dispose(): Promise<void> {
    await this.cluster.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Gives each test of the suite an engine when it first asks for one. */
export function nodeEngine(): () => NodeEngine {
  let current: NodeEngine | undefined;
  afterEach(async () => {
    await current?.dispose();
    current = undefined;
  });
  return () => {
    current ??= new NodeEngine();
    return current;
  };
}
