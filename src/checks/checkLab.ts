import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import type { Engine } from "../engines/engine";
import { findChecks } from "../language/findChecks";
import { type LanguageFacts, languages } from "../language/languages";
import type { CheckFacts } from "../protocol/checkQuestions";
import type { CheckInfo, CheckOutcome, CheckReport, LabFiles } from "../protocol/checkReport";
import type { CallEvent, CallOutcome, TaskError } from "../protocol/engineCalls";
import type { Language } from "../protocol/language";
import { Run } from "../runs/run";
import { type DirectOutcome, DirectView } from "../views/directView";
import { engineResults } from "../views/engineResults";
import { type Failing, labLine } from "./labLine";
import { Questions } from "./questions";
import { runFacts } from "./runFacts";

/** Seconds that the lab, and each of its checks, may take. */
const TIMEOUT = 120;

/** Engines for the lab, or the one for its checks: that nobody has used, and that end with the check. */
export type MakeEngines = (
  language: Language,
  count: number,
  cwd: string,
  purpose: "lab" | "check",
) => Promise<Cluster>;

export interface CheckOptions {
  readonly makeEngines: MakeEngines;
  /** How many engines the lab runs on, if it does not need more. */
  readonly engines: number;
  /** Names of the checks to run; absent for all. */
  readonly only?: readonly string[];
  readonly signal?: AbortSignal;
  /** Seconds that the lab, and each check, may take. */
  readonly timeoutSeconds?: number;
  /** Told of each check when it begins and when it ended. */
  readonly onBegin?: (check: CheckInfo) => void;
  readonly onOutcome?: (outcome: CheckOutcome) => void;
  /** Told of the lab's run when it begins. */
  readonly onRun?: (run: Run) => void;
}

/** The checks of a lab, without running them. Throws `wrong-usage` when the check file cannot be read or has none. */
export async function readChecks({
  check,
  language,
}: Pick<LabFiles, "check" | "language">): Promise<CheckInfo[]> {
  const checks = findChecks(await readText(check), language);
  if (checks.length > 0) return checks;
  const example = language === "python" ? "def check_result(lab)" : "export function checkResult(lab)";
  throw errors.wrongUsage(`${check} has no checks: define some, as ${example}.`);
}

/**
 * Runs a lab's file once on every engine, then its checks one after the other on an engine of their own.
 * Throws `wrong-usage`, `engine-start` and `cancelled`; whatever the lab or a check does is in the report.
 */
export async function checkLab(lab: LabFiles, options: CheckOptions): Promise<CheckReport> {
  const { signal = new AbortController().signal, only } = options;
  const text = await readText(lab.file);
  const checks = (await readChecks(lab)).filter(({ name }) => only === undefined || only.includes(name));
  const count = Math.max(options.engines, lab.engines ?? 1);
  const cwd = dirname(lab.file);
  const clusters: Cluster[] = [];
  const make = async (engines: number, purpose: "lab" | "check") => {
    const cluster = await options.makeEngines(lab.language, engines, cwd, purpose);
    clusters.push(cluster);
    return cluster;
  };
  try {
    const labCluster = await make(count, "lab");
    const checker = await make(1, "check");
    void checker.start().catch(() => {}); // beside the lab; that it cannot start is told by its first call
    const at = new LabCheck(lab, text, { labCluster, checker, signal, options });
    const { run, outcomes } = await at.runLab();
    if (signal.aborted) throw errors.cancelled("The check");
    const results: CheckOutcome[] = [];
    for (const check of checks) {
      options.onBegin?.(check);
      const outcome = await at.runCheck(check, run, outcomes);
      if (signal.aborted) throw errors.cancelled("The check");
      results.push(outcome);
      options.onOutcome?.(outcome);
    }
    return {
      lab,
      passed: results.every(({ status }) => status === "passed"),
      checks: results,
      run: run.record(),
    };
  } finally {
    await Promise.all(clusters.map((cluster) => cluster.stop()));
  }
}

interface Parts {
  readonly labCluster: Cluster;
  readonly checker: Cluster;
  readonly signal: AbortSignal;
  readonly options: CheckOptions;
}

/** A lab under check. */
class LabCheck {
  private readonly facts: LanguageFacts;
  private readonly timeoutSeconds: number;
  /** Whether the check file's functions are on the checker. */
  private loaded = false;

  constructor(
    private readonly lab: LabFiles,
    private readonly text: string,
    private readonly parts: Parts,
  ) {
    const facts = languages.find(({ language }) => language === lab.language);
    if (!facts) throw errors.wrongUsage(`There are no engines for ${lab.language}.`);
    this.facts = facts;
    this.timeoutSeconds = parts.options.timeoutSeconds ?? TIMEOUT;
  }

  async runLab(): Promise<{ run: Run; outcomes: readonly DirectOutcome[] }> {
    const { labCluster, signal, options } = this.parts;
    const { file, title, language } = this.lab;
    const run = new Run({
      kind: "run",
      backend: labCluster.backend,
      source: { filename: file, title, language },
      outputLimit: 1 << 20,
    });
    options.onRun?.(run);
    // Or a short lab would be over on one engine before another has started, and no two would work together.
    await labCluster.start();
    const view = new DirectView(labCluster.engines, run, () => labCluster.temporaryFolder);
    const source = { code: this.text, firstLine: 0, filename: file, cwd: dirname(file) };
    const outcomes = await view.execute(source, true, {
      signal,
      timeoutSeconds: this.timeoutSeconds,
      onNotStopping: (engine) => void engine.stop(),
    });
    run.finish();
    return { run, outcomes };
  }

  async runCheck(check: CheckInfo, run: Run, outcomes: readonly DirectOutcome[]): Promise<CheckOutcome> {
    const broken = outcomes.find(({ status }) => status !== "ok");
    if (broken) return this.labBroke(check, broken);
    const facts: CheckFacts = { run: runFacts(run.record()), results: engineResults(run, outcomes) };
    const { labCluster, signal } = this.parts;
    const overdue = AbortSignal.timeout(this.timeoutSeconds * 1000);
    const either = AbortSignal.any([signal, overdue]);
    const questions = new Questions(
      {
        file: this.lab.file,
        text: this.text,
        facts: this.facts,
        engines: labCluster.engines,
        folder: labCluster.temporaryFolder,
      },
      either,
    );
    let output = "";
    const onEvent = (event: CallEvent) => {
      if (event.type === "output") output += event.text;
    };
    const engine = this.checker;
    const began = performance.now();
    const ended = await this.load(engine, { signal: either, onEvent });
    const outcome =
      ended ??
      (await engine.call(
        { op: "check", fn: check.name, facts },
        {
          signal: either,
          onEvent,
          onAsk: (question) => questions.answer(question),
          onNotStopping: () => void engine.stop(),
        },
      ));
    const seconds = (performance.now() - began) / 1000;
    if (outcome.status === "died") this.loaded = false;
    const done = { ...check, output, seconds };
    if (outcome.status === "ok") return { ...done, status: "passed" };
    if (overdue.aborted) {
      const message = `The check ran out of time after ${this.timeoutSeconds} seconds.`;
      return { ...done, status: "errored", ...this.told({ message, ...named(questions) }) };
    }
    return { ...done, ...this.failure(check, outcome, questions) };
  }

  /** Loads the check file, where it is not there; answers how that ended if it did not end well. */
  private async load(
    engine: Engine,
    options: { readonly signal: AbortSignal; readonly onEvent: (event: CallEvent) => void },
  ): Promise<CallOutcome | undefined> {
    if (this.loaded) return undefined;
    const { check, file } = this.lab;
    const source = { code: await readText(check), firstLine: 0, filename: check, cwd: dirname(file) };
    const outcome = await engine.call({ op: "execute", main: false, ...source }, options);
    this.loaded = outcome.status === "ok";
    return this.loaded ? undefined : outcome;
  }

  private get checker(): Engine {
    const [engine] = this.parts.checker.engines;
    if (!engine) throw new Error("the checker has no engine");
    return engine;
  }

  private labBroke(check: CheckInfo, { engine, status, error }: DirectOutcome): CheckOutcome {
    const where = error?.line === undefined ? "" : ` (line ${error.line})`;
    const said = {
      timeout: `it still ran after ${this.timeoutSeconds} seconds.`,
      died: `engine ${engine} ${error?.message ?? "died"}.`,
      interrupted: "it was interrupted.",
      error: `${error?.name}: ${error?.message}${where}`,
      ok: "",
    }[status];
    const message = `The lab did not run to its end: ${said}`;
    return {
      ...check,
      status: "failed",
      output: "",
      seconds: 0,
      ...this.told({ message, ...(error && { error }) }),
      ...(error?.traceback && { traceback: error.traceback }),
    };
  }

  private failure(
    check: CheckInfo,
    { status, error }: CallOutcome,
    questions: Questions,
  ): Pick<CheckOutcome, "status" | "message" | "labLine" | "traceback"> {
    const traceback = error?.traceback ? { traceback: error.traceback } : {};
    if (error?.name === "AssertionError" || error?.name === "LabError") {
      const message = error.message.trim() || unsaid(check, error);
      const own = error.name === "LabError" && questions.lastError ? { error: questions.lastError } : {};
      return { status: "failed", ...this.told({ message, ...own, ...named(questions) }), ...traceback };
    }
    const said =
      status === "died" ? `its engine ${error?.message ?? "died"}` : `${error?.name}: ${error?.message}`;
    const where = error?.line === undefined ? "" : ` (line ${error.line} of the check file)`;
    const message = `The check itself did not work: ${said}${where}`;
    return { status: "errored", ...this.told({ message, ...named(questions) }), ...traceback };
  }

  private told(failing: Failing): Pick<CheckOutcome, "message" | "labLine"> {
    const line = labLine(this.text, this.lab.file, failing);
    return { message: failing.message, ...(line !== undefined && { labLine: line }) };
  }
}

function named({ lastName }: Questions): Pick<Failing, "name"> {
  return lastName === undefined ? {} : { name: lastName };
}

/** What to say for an assertion without a message. */
function unsaid({ title }: CheckInfo, error: TaskError): string {
  const line = error.traceback
    .trim()
    .split("\n")
    .findLast((one) => /^\s+assert\b/.test(one));
  return `${title}: this is not so yet${line ? ` (${line.trim()})` : ""}.`;
}

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw errors.wrongUsage(
      error.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}.`,
    );
  });
}
