import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { styleText } from "node:util";
import { errors } from "../base/errors";
import { checkLab } from "../checks/checkLab";
import { junit } from "../checks/junit";
import { inTrialCopy } from "../checks/trialCopy";
import type { CheckOutcome, CheckReport } from "../protocol/checkReport";
import { seconds } from "../runs/format";
import { engineMaker } from "./checkEngines";
import { findLab, type NamedLab } from "./checkedLabs";
import { type AddressArguments, wantedCount } from "./engines";
import { exitStatus } from "./exitStatus";
import { interruption } from "./interruption";
import { knownLessons } from "./lessons";
import { printFailure } from "./runPrinter";

export interface CheckArguments extends AddressArguments {
  readonly backend?: "auto" | "ipyparallel";
  readonly labs: readonly string[];
  readonly lab?: string;
  readonly lessons?: string;
  readonly solution?: boolean;
  readonly engines?: number;
  readonly python?: string;
  readonly timeout?: number;
  readonly junit?: string;
  readonly json?: boolean;
}

/** `parallel-labs check`: runs the checks of labs on engines. Answers the exit status: 1 when a check does not pass. */
export async function check(args: CheckArguments): Promise<number> {
  const stop = interruption();
  try {
    if (args.lab !== undefined && args.labs.length > 1) {
      throw errors.wrongUsage("--lab says which lab one file is of: check one file at a time with it.");
    }
    const lessons = await knownLessons(args.lessons === undefined ? [] : [args.lessons]);
    const { lab: wanted, solution = false } = args;
    const labs = args.labs.map((given) => findLab(lessons, given, { solution, ...(wanted && { wanted }) }));
    const reports: CheckReport[] = [];
    for (const lab of labs) {
      if (!args.json) process.stdout.write(`${lab.title} (${shown(lab.file)})\n`);
      reports.push(await checkOne(lab, args, stop.signal));
    }
    if (args.junit !== undefined) await writeFile(args.junit, junit(reports));
    if (args.json) process.stdout.write(`${JSON.stringify(document(labs, reports))}\n`);
    else process.stdout.write(summary(reports));
    return reports.every(({ passed }) => passed) ? exitStatus.done : exitStatus.userCodeFailed;
  } catch (error) {
    return printFailure(error, args.json ?? false);
  } finally {
    stop.dispose();
  }
}

async function checkOne(lab: NamedLab, args: CheckArguments, signal: AbortSignal): Promise<CheckReport> {
  const options = {
    makeEngines: engineMaker(args),
    engines: args.engines ?? wantedCount(),
    signal,
    ...(args.timeout !== undefined && { timeoutSeconds: args.timeout }),
    ...(!args.json && { onOutcome: (outcome: CheckOutcome) => process.stdout.write(describe(outcome, lab)) }),
  };
  const { loaded, lab: ofLesson } = lab.of;
  if (!args.solution) return checkLab(lab, options);
  return inTrialCopy(loaded, ofLesson, "solution", (files) => checkLab(files, options));
}

function describe({ title, status, message, labLine }: CheckOutcome, lab: NamedLab): string {
  const mark =
    status === "passed" ? styleText("green", "✔") : styleText("red", status === "failed" ? "✘" : "!");
  const lines = [`  ${mark} ${title}`];
  if (message !== undefined) lines.push(...message.split("\n").map((line) => `      ${line}`));
  if (labLine !== undefined) lines.push(`      ${shown(lab.file)}:${labLine + 1}`);
  return `${lines.join("\n")}\n`;
}

function summary(reports: readonly CheckReport[]): string {
  const all = reports.flatMap(({ checks }) => checks);
  const passed = all.filter(({ status }) => status === "passed").length;
  const time = all.reduce((sum, one) => sum + one.seconds, 0);
  return `\n${passed} of ${all.length} checks pass (${seconds(time)}).\n`;
}

function document(labs: readonly NamedLab[], reports: readonly CheckReport[]) {
  const [first, second] = reports;
  return {
    ok: reports.every(({ passed }) => passed),
    result: reports.map(({ passed, checks, run }, at) => ({
      lab: labs[at]?.id,
      file: labs[at]?.file,
      passed,
      checks,
      ...(second && { run }),
    })),
    run: first && !second ? first.run : null,
  };
}

function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith("..") ? file : way;
}
