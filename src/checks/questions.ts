import { dirname } from "node:path";
import { errors, LabsError, messageOf } from "../base/errors";
import type { Engine } from "../engines/engine";
import { findJobs } from "../language/jobs/findJobs";
import type { LanguageFacts } from "../language/languages";
import { findInputs, type InputFile } from "../mapreduce/inputs";
import { runJob } from "../mapreduce/job";
import type { Answer, JobAnswer, Question } from "../protocol/checkQuestions";
import type { TaskError } from "../protocol/engineCalls";
import type { JobSpec } from "../protocol/job";
import type { Json, Value } from "../protocol/values";
import { Run } from "../runs/run";
import { DirectView } from "../views/directView";
import { EngineTaskError } from "../views/failure";
import { runFacts } from "./runFacts";

/** A lab that ran, and the engines on which it did. */
export interface LabAtWork {
  readonly file: string;
  readonly text: string;
  readonly facts: LanguageFacts;
  readonly engines: readonly Engine[];
  /** A private folder that is removed with the engines. */
  readonly folder: string;
}

interface DoneJob {
  readonly spec: JobSpec;
  readonly inputs: readonly InputFile[];
}

/** Answers what checks ask about a lab. */
export class Questions {
  private readonly jobs: DoneJob[] = [];
  /** Name of the lab that was asked for last. */
  lastName: string | undefined;
  /** Error of the lab's own code with which the last question ended. */
  lastError: TaskError | undefined;

  constructor(
    private readonly lab: LabAtWork,
    private readonly signal: AbortSignal,
  ) {}

  /** Forgets what the last check asked. */
  begin(): void {
    this.lastName = undefined;
    this.lastError = undefined;
  }

  /** Never rejects: what goes wrong is an answer, too. */
  async answer(question: Question): Promise<Answer> {
    this.lastError = undefined;
    try {
      return { values: await this.valuesFor(question) };
    } catch (error) {
      if (error instanceof EngineTaskError) this.lastError = error.taskError;
      return { error: this.sentence(error) };
    }
  }

  private async valuesFor({ name, args: [first, ...rest], kwargs }: Question): Promise<readonly Value[]> {
    const { engines } = this.lab;
    if (name === "job") return [plain((await this.doJob(jsonOf(first), jsonOf(rest[0]))) as unknown as Json)];
    if (name === "serial") return [plain(await this.doSerially(Number(jsonOf(first))))];
    const asked = String(jsonOf(first));
    this.lastName = asked;
    if (name === "values") return await this.view(engines).pull(asked, { signal: this.signal });
    return await this.view(engines.slice(0, 1)).apply(asked, rest, kwargs, { signal: this.signal });
  }

  private async doJob(name: Json, input: Json): Promise<JobAnswer> {
    const spec = this.findJob(typeof name === "string" ? name : undefined);
    this.lastName = spec.name;
    const globs = Array.isArray(input) ? input.map(String) : (spec.globs ?? []);
    if (spec.shape !== "items" && globs.length === 0) {
      throw errors.wrongUsage(`The job ${spec.name} needs input: give the check's lab.job an input.`);
    }
    const inputs = spec.shape === "items" ? [] : await findInputs(globs, dirname(this.lab.file));
    const run = this.newRun();
    const result = await this.runJob({ spec, inputs }, run, this.lab.engines);
    const number = this.jobs.push({ spec, inputs }) - 1;
    return { number, file: result.path, counters: result.counters, run: runFacts(run.record()) };
  }

  private async doSerially(number: number): Promise<string> {
    const job = this.jobs[number];
    if (!job) throw errors.wrongUsage("This job is not known any more: ask for it again with lab.job.");
    this.lastName = job.spec.name;
    return (await this.runJob(job, this.newRun(), this.lab.engines.slice(0, 1))).path;
  }

  private runJob({ spec, inputs }: DoneJob, run: Run, engines: readonly Engine[]) {
    const { file, text, folder } = this.lab;
    return runJob(engines, run, folder, {
      spec,
      source: { code: text, filename: file, firstLine: 0, cwd: dirname(file) },
      inputs,
      cutFor: this.lab.engines.length,
      signal: this.signal,
    });
  }

  private findJob(name: string | undefined): JobSpec {
    const { jobs, problems } = findJobs(this.lab.text, this.lab.facts);
    const found = name === undefined && jobs.length === 1 ? jobs[0] : jobs.find((job) => job.name === name);
    if (found) return found;
    this.lastName = name;
    const names = jobs.map((job) => job.name).join(", ");
    const problem = problems[0]?.message;
    if (jobs.length === 0) {
      throw errors.wrongUsage(problem ?? "The lab has no map/reduce job: define a mapper and a reducer.");
    }
    throw errors.wrongUsage(
      name === undefined
        ? `The lab has several map/reduce jobs (${names}): the check has to name one.`
        : `The lab has no map/reduce job ${name}, only ${names}.${problem ? ` ${problem}` : ""}`,
    );
  }

  private view(engines: readonly Engine[]): DirectView {
    return new DirectView(engines, this.newRun(), () => this.lab.folder);
  }

  /** Questions are no part of the lab's own run. */
  private newRun(): Run {
    const [engine] = this.lab.engines;
    return new Run({
      kind: "run",
      backend: engine?.info.backend ?? "python",
      source: { filename: this.lab.file, title: "", language: this.lab.facts.language },
      outputLimit: 0,
    });
  }

  /** What the learner reads when a question cannot be answered. */
  private sentence(error: unknown): string {
    const task = error instanceof EngineTaskError ? error.taskError : undefined;
    const name = this.lastName ?? "the lab";
    if (!task || !(error instanceof LabsError) || error.kind !== "task") return messageOf(error);
    const missing = /^(?:name )?'?(\w+)'? is not defined/.exec(task.message)?.[1];
    if (missing === name) return `The lab defines no ${name}.`;
    const where = task.record === undefined ? "" : ` (${task.record})`;
    return `${name} raised ${task.name}: ${task.message}${where}`;
  }
}

function plain(value: Json): Value {
  return { kind: "json", value };
}

function jsonOf(value: Value | undefined): Json {
  return value?.kind === "json" ? value.value : null;
}
