import type { CheckFacts } from "../../protocol/checkQuestions";
import type { TaskError } from "../../protocol/engineCalls";
import type { FrameRichValue, FrameValue, RequestFrame, StartFrame } from "../../protocol/engineFrames";
import { Activity } from "./activity";
import { rich } from "./display";
import { describe, describeInterrupt } from "./failures";
import type { Frames } from "./frames";
import { Interrupted, Interrupts } from "./interrupts";
import type { StoppedFrame } from "./mainThread";
import { mapChunks } from "./mapChunks";
import { TaskFailure } from "./mapreduce/failures";
import { Namespace } from "./namespace";
import { Output } from "./output";
import type { Questions } from "./questions";
import { Stopwatch } from "./stopwatch";
import { decode, encode, Unsendable } from "./values";

type Pieces = readonly Uint8Array[];
type Request<Op extends RequestFrame["op"]> = Extract<RequestFrame, { op: Op }>;

/** What a call answers beside its status. */
interface Answer {
  readonly result?: FrameRichValue;
  readonly values?: readonly FrameValue[];
  readonly pieces?: Pieces;
}

interface Call {
  readonly number: number;
  readonly stopwatch: Stopwatch;
}

/** Serves requests of src/protocol/engineFrames.ts; each ends with one result. */
export class Engine {
  private readonly activity = new Activity();
  private readonly interrupts = new Interrupts((call, stopped) => this.interrupt(call, stopped));
  private readonly output: Output;
  private readonly namespace: Namespace;
  private readonly folder: string;
  private calls = 0;
  private current: Call | undefined;
  private questions: Questions | undefined;

  constructor(
    private readonly frames: Frames,
    start: StartFrame,
  ) {
    this.folder = start.temporaryFolder;
    this.output = new Output(start.token, (work) => this.interrupts.critical(work));
    this.namespace = new Namespace(start, this.activity, (...values) => this.display(values));
    process.on("uncaughtException", (error) => this.stray(error));
    process.on("unhandledRejection", (error) => this.stray(error));
    const { pid, execPath, versions } = process;
    frames.write({ op: "hello", pid, version: versions.node, executable: execPath });
    setImmediate(() => this.interrupts.start()); // beside the host's work on the hello
  }

  /** Runs one request; the host gives the next after its result, and answers to questions before that. */
  serve(request: RequestFrame, pieces: Pieces): void {
    if (request.op === "answer") {
      this.questions?.answer(request, pieces); // else it came too late: who asked was interrupted
      return;
    }
    this.interrupts.start();
    this.calls += 1;
    const call: Call = { number: this.calls, stopwatch: new Stopwatch() };
    this.current = call;
    this.activity.begin();
    // In a task of its own: an interrupt cuts off everything that is on the stack, which must not be a stream's code.
    void Promise.resolve().then(() => this.run(call, request, pieces));
  }

  private async run(call: Call, request: RequestFrame, pieces: Pieces): Promise<void> {
    try {
      this.interrupts.setCall(call.number);
      this.interrupts.critical(() => this.frames.write({ op: "started" }, []));
      const answer = await this.answer(request, pieces);
      // Rejections that nobody handles are told once all microtasks are done, and belong to this call, too.
      if (request.op === "execute" || request.op === "apply") await new Promise(setImmediate);
      this.finish(call, "ok", answer);
    } catch (error) {
      const interrupted = error instanceof Interrupted;
      if (interrupted) this.interrupts.setCall(0); // being stopped by force now would lose the place
      this.finish(call, interrupted ? "interrupted" : "error", { error: this.describe(error) });
    }
  }

  private answer(request: RequestFrame, pieces: Pieces): Answer | Promise<Answer> {
    switch (request.op) {
      case "execute":
        return this.execute(request);
      case "apply":
        return this.apply(request, pieces);
      case "map":
        return this.map(request, pieces);
      case "push":
        return this.push(request, pieces);
      case "pull":
        return this.pull(request);
      case "job":
        return this.job(request);
      case "check":
        return this.check(request, pieces);
      case "answer":
        return {}; // never comes here: it belongs to a call
      case "reset":
        this.activity.abandon();
        this.namespace.reset();
        return {};
    }
  }

  private async execute(request: Request<"execute">): Promise<Answer> {
    const value = await this.namespace.execute(request, request.main);
    if (value === undefined) return {};
    const { shown, pieces } = rich(value);
    return { result: shown, pieces };
  }

  private async apply({ fn, args, kwargs }: Request<"apply">, pieces: Pieces): Promise<Answer> {
    const call = this.find(fn);
    const named = Object.entries(kwargs).map(([name, value]) => [name, decode(value, pieces)]);
    const positional = args.map((value) => decode(value, pieces));
    // JavaScript's named arguments are one object at the end.
    const value = await call(...positional, ...(named.length > 0 ? [Object.fromEntries(named)] : []));
    const body: Uint8Array[] = [];
    return { values: [encode(value ?? null, body, this.folder, `the result of ${fn}`)], pieces: body };
  }

  private async map({ fn, allErrors }: Request<"map">, pieces: Pieces): Promise<Answer> {
    const describe = (error: unknown) => {
      if (error instanceof Interrupted) throw error;
      return this.describe(error);
    };
    const send = (chunks: Parameters<typeof this.sendChunks>[0], results: Pieces) =>
      this.sendChunks(chunks, results);
    await mapChunks({ fn, call: this.find(fn), allErrors, describe, send }, pieces);
    return {};
  }

  private async job({ step, args }: Request<"job">): Promise<Answer> {
    const { runStep } = await import("./mapreduce/job"); // only some engines need it
    const answer = await runStep(step, args, {
      execute: (source) => this.namespace.execute(source, false),
      evaluate: (expression) => this.namespace.evaluate(expression),
      critical: (work) => this.interrupts.critical(work),
    });
    const body: Uint8Array[] = [];
    return { values: [encode(answer, body, this.folder, "the answer")], pieces: body };
  }

  private async check({ fn, facts }: Request<"check">, pieces: Pieces): Promise<Answer> {
    const { Lab } = await import("./lab"); // only some engines need it
    const { Questions } = await import("./questions");
    const { frames, folder } = this;
    const questions = new Questions(folder, (ask, body) =>
      this.interrupts.critical(() => frames.write(ask, body)),
    );
    this.questions = questions;
    const lab = new Lab(decode(facts, pieces) as CheckFacts, (name, args) => questions.ask(name, args));
    await this.find(fn)(lab);
    return {};
  }

  private push({ values }: Request<"push">, pieces: Pieces): Answer {
    for (const [name, value] of Object.entries(values)) this.namespace.set(name, decode(value, pieces));
    return {};
  }

  private pull({ names }: Request<"pull">): Answer {
    const body: Uint8Array[] = [];
    return {
      values: names.map((name) => encode(this.namespace.get(name), body, this.folder, name)),
      pieces: body,
    };
  }

  private find(fn: string): (...args: unknown[]) => unknown {
    const found = this.namespace.evaluate(fn);
    if (typeof found !== "function") throw new TypeError(`${fn} is not a function`);
    return found as (...args: unknown[]) => unknown;
  }

  /** Shows values in the results, like Jupyter's `display`. */
  private display(values: readonly unknown[]): void {
    for (const value of values) {
      const { shown, pieces } = rich(value);
      this.interrupts.critical(() => {
        this.frames.write({ op: "display", value: shown }, pieces);
        this.output.displayHere();
      });
    }
  }

  private sendChunks(
    chunks: Extract<Parameters<Frames["write"]>[0], { op: "chunks" }>["chunks"],
    results: Pieces,
  ): void {
    this.interrupts.critical(() => this.frames.write({ op: "chunks", chunks }, results));
  }

  /** An error of code that nobody waits for: it fails the call under way, as it would end a script, or is printed. */
  private stray(error: unknown): void {
    if (error instanceof Interrupted) return; // code of an earlier call found out that it is to stop
    const described = describe(error, this.namespace.sources);
    if (this.current) {
      this.activity.abandon();
      this.finish(this.current, "error", { error: described });
    } else process.stderr.write(`${described.traceback}\n`);
  }

  private interrupt(call: number, stopped: readonly StoppedFrame[] = []): void {
    if (this.current?.number !== call) return;
    this.activity.abandon();
    const error = describeInterrupt(this.namespace.sources, stopped, this.activity.waitingAt);
    this.finish(this.current, "interrupted", { error });
  }

  private describe(error: unknown): TaskError {
    if (error instanceof TaskFailure) return { ...this.describe(error.error), record: error.record };
    // Unsendable is the engine's own finding: there is no line to show.
    return describe(
      error,
      this.namespace.sources,
      error instanceof Unsendable ? undefined : this.activity.waitingAt,
    );
  }

  /** Ends a call, once: whichever comes first of its answer, an interrupt and an error that nobody waits for. */
  private finish(
    call: Call,
    status: "ok" | "error" | "interrupted",
    { pieces = [], ...answer }: Answer & { readonly error?: TaskError },
  ): void {
    if (this.current !== call) return;
    this.interrupts.setCall(0);
    this.current = undefined;
    this.questions = undefined;
    if (status !== "ok") this.namespace.abandonCell();
    const timing = call.stopwatch.timing();
    this.output.fence();
    this.frames.write({ op: "result", status, ...answer, ...timing }, pieces);
  }
}
