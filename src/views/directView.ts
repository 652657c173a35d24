import { errors } from "../base/errors";
import type { Engine } from "../engines/engine";
import { release, toValue } from "../engines/sendable";
import type { EngineCall, Sendable } from "../protocol/engineCalls";
import type { Phase } from "../protocol/phase";
import type { SourceText } from "../protocol/sourceText";
import type { Json, Value } from "../protocol/values";
import type { Run } from "../runs/run";
import { divide } from "./divide";
import { failureOf } from "./failure";
import { type RecordedOutcome, type RecordOptions, recordCall } from "./recordCall";

export interface DirectOptions extends RecordOptions {
  /** Title of the cell, shown with its tasks. */
  readonly label?: string;
}

/** How a call ended on one engine. */
export type DirectOutcome = RecordedOutcome;

/**
 * Talks to chosen engines: each call goes to every one of them at once (ipyparallel's DirectView).
 * `execute` reports each engine's outcome; the other calls throw the first engine's failure.
 */
export class DirectView {
  /** `temporaryFolder` is where large values are written for the engines to read. */
  constructor(
    private readonly engines: readonly Engine[],
    private readonly run: Run,
    private readonly temporaryFolder: () => string,
  ) {}

  /** Runs code on every engine. Resolves with one outcome an engine, in the view's order. */
  execute(source: SourceText, main: boolean, options: DirectOptions = {}): Promise<DirectOutcome[]> {
    return this.each("run", () => ({ op: "execute", main, ...source }), options);
  }

  /** Calls a function of the engines' namespaces with the same arguments on each; their answers. */
  async apply(
    fn: string,
    args: readonly Sendable[] = [],
    kwargs: Readonly<Record<string, Sendable>> = {},
    options: DirectOptions = {},
  ): Promise<Value[]> {
    const values = await Promise.all(args.map((given, at) => this.value(given, `argument ${at + 1}`)));
    const named = await this.named(kwargs);
    const call: EngineCall = { op: "apply", fn, args: values, kwargs: named };
    try {
      return succeeded(await this.each("run", () => call, options)).map(firstValue);
    } finally {
      await releaseMade([...args, ...Object.values(kwargs)], [...values, ...Object.values(named)]);
    }
  }

  /** Sets names on every engine. */
  async push(values: Readonly<Record<string, Sendable>>, options: DirectOptions = {}): Promise<void> {
    const named = await this.named(values);
    try {
      succeeded(await this.each("run", () => ({ op: "push", values: named }), options));
    } finally {
      await releaseMade(Object.values(values), Object.values(named));
    }
  }

  /** The values of a name, one an engine. */
  async pull(name: string, options: DirectOptions = {}): Promise<Value[]> {
    const outcomes = await this.each("run", () => ({ op: "pull", names: [name] }), options);
    return succeeded(outcomes).map(firstValue);
  }

  /**
   * Divides a list among the engines in order: each gets a part under `name`, and the first ones get one item
   * more where it does not divide evenly.
   */
  async scatter(name: string, items: readonly Json[], options: DirectOptions = {}): Promise<void> {
    const parts = divide(items, this.engines.length);
    const call = (at: number): EngineCall => ({
      op: "push",
      values: { [name]: { kind: "json", value: parts[at] ?? [] } },
    });
    succeeded(await this.each("run", call, options));
  }

  /** The parts of a scattered list, joined in order. Throws when a part is not a list of plain data. */
  async gather(name: string, options: DirectOptions = {}): Promise<Json[]> {
    const parts = await this.pull(name, options);
    return parts.flatMap((part, at) => {
      if (part.kind === "json" && Array.isArray(part.value)) return part.value as Json[];
      const what = part.kind === "opaque" ? part.type : part.kind;
      throw errors.wrongUsage(
        `${name} on engine ${this.engines[at]?.info.id} is not a list of plain data (${what}), so it cannot be gathered.`,
      );
    });
  }

  /** Empties the namespaces. */
  async reset(options: DirectOptions = {}): Promise<void> {
    succeeded(await this.each("run", () => ({ op: "reset" }), options));
  }

  private each(
    phase: Phase,
    call: (at: number) => EngineCall,
    options: DirectOptions,
  ): Promise<DirectOutcome[]> {
    const { label } = options;
    const one = (engine: Engine, at: number) =>
      recordCall(engine, this.run, { phase, call: call(at), ...(label !== undefined && { label }) }, options);
    return Promise.all(this.engines.map(one));
  }

  private value(given: Sendable, what: string): Promise<Value> {
    return toValue(given, this.temporaryFolder(), what);
  }

  private async named(values: Readonly<Record<string, Sendable>>): Promise<Record<string, Value>> {
    const entries = Object.entries(values).map(
      async ([name, given]) => [name, await this.value(given, name)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }
}

/** Removes what was written for a call. What came from an engine is the caller's, who may send it again. */
async function releaseMade(given: readonly Sendable[], values: readonly Value[]): Promise<void> {
  await Promise.all(values.filter((value, at) => value !== given[at]).map(release));
}

function succeeded(outcomes: readonly DirectOutcome[]): readonly DirectOutcome[] {
  const failed = outcomes.find(({ status }) => status !== "ok");
  if (failed) throw failureOf(failed.engine, failed.status, failed.error);
  return outcomes;
}

function firstValue(outcome: DirectOutcome): Value {
  return outcome.values?.[0] ?? { kind: "json", value: null };
}
