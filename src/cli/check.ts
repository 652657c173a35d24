import { writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { styleText } from "node:util";
import { errors, type LabsError } from "../base/errors";
import { checkLab } from "../checks/checkLab";
import { junit } from "../checks/junit";
import { inTrialCopy } from "../checks/trialCopy";
import type { CheckOutcome, CheckReport } from "../protocol/checkReport";
import { seconds } from "../runs/format";
import type { Run } from "../runs/run";
import { engineMaker } from "./checkEngines";
import { findLab, type NamedLab } from "./checkedLabs";
import { checkDestinations } from "./destinations";
import { type AddressArguments, wantedCount } from "./engines";
import { exitStatus } from "./exitStatus";
import { interruption } from "./interruption";
import { knownLessons } from "./lessons";
import { type ExportArguments, exportDestinations, exportRun } from "./runExports";
import { printFailure, printSaved } from "./runPrinter";

export interface CheckArguments extends AddressArguments, ExportArguments {
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
    const destinations = exportDestinations(args);
    const given = Object.keys(destinations).filter((option) => destinations[option] !== undefined);
    if (given.length > 0 && args.labs.length > 1) {
      throw errors.wrongUsage(
        `${given.join(" and ")}: a file is of one lab's run, so check one lab at a time.`,
      );
    }
    const lessons = await knownLessons(args.lessons === undefined ? [] : [args.lessons]);
    const { lab: wanted, solution = false } = args;
    const labs = args.labs.map((given) => findLab(lessons, given, { solution, ...(wanted && { wanted }) }));
    const read = labs.flatMap(({ file, check }) => [file, check]);
    await checkDestinations({ ...destinations, "--junit": args.junit }, read);
    const reports: CheckReport[] = [];
    let run: Run | undefined;
    for (const lab of labs) {
      if (!args.json) process.stdout.write(`${lab.title} (${shown(lab.file)})\n`);
      reports.push(
        await checkOne(lab, args, stop.signal, (begun) => {
          run = begun;
        }),
      );
    }
    if (args.junit !== undefined) await writeFile(args.junit, junit(reports));
    const { saved, failure } = run ? await exportRun(args, run.snapshot()) : { saved: [] };
    const passed = reports.every((report) => report.passed);
    const ended = passed && failure ? exitStatus.of(failure) : exitStatus.done;
    if (args.json) process.stdout.write(`${JSON.stringify(document(labs, reports, failure))}\n`);
    else {
      process.stdout.write(summary(reports));
      printSaved(saved, failure);
    }
    return passed ? ended : exitStatus.userCodeFailed;
  } catch (error) {
    return printFailure(error, args.json ?? false);
  } finally {
    stop.dispose();
  }
}

async function checkOne(
  lab: NamedLab,
  args: CheckArguments,
  signal: AbortSignal,
  onRun: (run: Run) => void,
): Promise<CheckReport> {
  const options = {
    makeEngines: engineMaker(args),
    engines: args.engines ?? wantedCount(),
    signal,
    onRun,
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

function document(labs: readonly NamedLab[], reports: readonly CheckReport[], failure?: LabsError) {
  const [first, second] = reports;
  return {
    ok: !failure && reports.every(({ passed }) => passed),
    result: reports.map(({ passed, checks, run }, at) => ({
      lab: labs[at]?.id,
      file: labs[at]?.file,
      passed,
      checks,
      ...(second && { run }),
    })),
    run: first && !second ? first.run : null,
    ...(failure && { error: { code: failure.code, message: failure.message } }),
  };
}

function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith("..") ? file : way;
}
