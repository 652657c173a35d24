import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { version } from "../../package.json";
import { errors, LabsError, messageOf } from "../base/errors";
import type { CheckArguments } from "./check";
import { doctor } from "./doctor";
import { exitStatus } from "./exitStatus";
import { type JobArguments, mapReduce } from "./mapReduce";
import type { RunArguments } from "./onEngines";
import { runCells } from "./runCells";
import { runFile } from "./runFile";
import { printFailure } from "./runPrinter";

/** What `run` is told of how. */
type RunOptions = Omit<RunArguments, "file"> & { readonly balanced?: boolean };

/** Options that several commands have. */
const TRACE = "save when each task waited and ran, for ui.perfetto.dev or chrome://tracing";
const PROFILE = "use the running ipyparallel cluster of this IPython profile";
const CLUSTER_ID = "the cluster's id, where the profile has several";
const CONNECTION_FILE = "the running cluster's ipcontroller-client.json";
const SSH_SERVER = "reach that cluster through ssh: user@host, a host, or a name of ssh's configuration";
const SSH_KEY = "the private key for that server";
const REPORT = "save the run as one HTML page, which needs nothing else";

/** The command line. Each command answers its exit status; nothing calls `process.exit`, so that output is whole. */
async function main(argv: readonly string[]): Promise<number> {
  let status: number = exitStatus.done;
  const wantsJson = argv.includes("--json");
  const program = new Command("parallel-labs")
    .description("Run files on all engines, and check lessons, without VS Code.")
    .version(version)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        if (!wantsJson) write(sentence(text));
      },
    });

  program
    .command("run")
    .description("run a file, or one of its cells, once on every engine; or each cell once, on a free engine")
    .argument("<file>", "a Python, JavaScript or TypeScript file")
    .option("--cell <number|title>", "run one cell: its number, from 1, or its title")
    .addOption(
      new Option("--balanced", "run each cell of the file once, on whichever engine is free next").conflicts(
        "cell",
      ),
    )
    .option("--engines <n>", "how many engines (default: one a core)", wholeNumber)
    .option("--targets <ids>", "run on these engines only, as 0,2", idList)
    .addOption(backend(["auto", "python", "node", "ipyparallel"]))
    .option("--python <path>", "the Python interpreter of the engines")
    .option("--profile <name>", PROFILE)
    .option("--cluster-id <id>", CLUSTER_ID)
    .option("--connection-file <file>", CONNECTION_FILE)
    .option("--ssh-server <server>", SSH_SERVER)
    .option("--ssh-key <file>", SSH_KEY)
    .option("--timeout <seconds>", "interrupt what still runs after so many seconds", seconds)
    .option("--trace <file>", TRACE)
    .option("--report <file.html>", REPORT)
    .option("--json", "print one JSON document and nothing else")
    .action(async (file: string, { balanced, ...options }: RunOptions) => {
      status = await (balanced ? runCells : runFile)({ ...options, file });
    });

  program
    .command("mapreduce")
    .description("run a file's map/reduce job, divided among the engines")
    .argument("<file>", "a Python, JavaScript or TypeScript file with a mapper and a reducer")
    .option("--job <name>", "which job, when the file has several")
    .option("--input <globs...>", "files or globs to map; - is standard input", [])
    .option("--engines <n>", "how many engines (default: one a core)", wholeNumber)
    .option("--reducers <n>", "how many reduce tasks (default: one an engine)", wholeNumber)
    .option("--top <k>", "only the results with the greatest values, greatest first", wholeNumber)
    .addOption(new Option("--serial", "run on one engine").conflicts("compare"))
    .option("--compare", "run in parallel and on one engine, and check that the results agree")
    .option("--output <file>", "save the results as .json, .csv or .tsv")
    .addOption(backend(["auto", "python", "node", "ipyparallel"]))
    .option("--python <path>", "the Python interpreter of the engines")
    .option("--profile <name>", PROFILE)
    .option("--cluster-id <id>", CLUSTER_ID)
    .option("--connection-file <file>", CONNECTION_FILE)
    .option("--ssh-server <server>", SSH_SERVER)
    .option("--ssh-key <file>", SSH_KEY)
    .option("--timeout <seconds>", "give up after so many seconds", seconds)
    .option("--trace <file>", TRACE)
    .option("--report <file.html>", REPORT)
    .option("--json", "print one JSON document and nothing else")
    .action(async (file: string, options: Omit<JobArguments, "file">) => {
      status = await mapReduce({ ...options, file });
    });

  program
    .command("check")
    .description("run the checks of labs on engines; status 1 if one does not pass")
    .argument("<lab...>", "the file of a lab, or a lab's id, as intro-to-parallelization/gil")
    .option("--lab <id>", "which lab the file is of, when its name does not tell")
    .option("--lessons <dir>", "a folder with more lessons than the built-in ones")
    .option("--solution", "check the lesson's own solution")
    .option("--engines <n>", "how many engines (default: one a core)", wholeNumber)
    .addOption(backend(["auto", "ipyparallel"]))
    .option("--python <path>", "the Python interpreter of the engines")
    .option("--profile <name>", PROFILE)
    .option("--cluster-id <id>", CLUSTER_ID)
    .option("--connection-file <file>", CONNECTION_FILE)
    .option("--ssh-server <server>", SSH_SERVER)
    .option("--ssh-key <file>", SSH_KEY)
    .option("--timeout <seconds>", "how long the lab, and each check, may take (default: 120)", seconds)
    .option("--junit <file>", "write a JUnit file")
    .option("--trace <file>", TRACE)
    .option("--report <file.html>", REPORT)
    .option("--json", "print one JSON document and nothing else")
    .action(async (labs: string[], options: Omit<CheckArguments, "labs">) => {
      const { check } = await import("./check");
      status = await check({ ...options, labs });
    });

  program
    .command("doctor")
    .description("tell which kinds of engines work here, and how to get the others")
    .option("--python <path>", "the Python interpreter to look at")
    .option("--json", "print one JSON document and nothing else")
    .action(async (options: { json?: boolean; python?: string }) => {
      status = await doctor(options);
    });

  const lessons = program.command("lessons").description("list lessons, or tell what is wrong with them");
  lessons
    .command("list", { isDefault: true })
    .description("list the built-in lessons and those in .parallel-labs/lessons")
    .option("--json", "print one JSON document and nothing else")
    .action(async (options: { json?: boolean }) => {
      const { listLessons } = await import("./lessons"); // its parsers would slow the start of every other command
      status = await listLessons(options);
    });
  lessons
    .command("validate")
    .description("tell what is wrong with a folder of lessons, or with one lesson; status 2 if anything is")
    .argument("<dir>", "a folder of lessons, or a lesson's folder")
    .option("--no-run", "run no code: leave out whether starters fail and solutions pass their checks")
    .option("--python <path>", "the Python interpreter of the engines")
    .option("--json", "print one JSON document and nothing else")
    .action(async (folder: string, options: { json?: boolean; run: boolean; python?: string }) => {
      const { validate } = await import("./lessons");
      status = await validate(folder, options);
    });

  try {
    await program.parseAsync(argv);
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitStatus.done;
      return wantsJson
        ? printFailure(errors.wrongUsage(sentence(error.message)), true)
        : exitStatus.wrongUsage;
    }
    process.stderr.write(`${messageOf(error)}\n`);
    return error instanceof LabsError ? exitStatus.of(error) : exitStatus.engineFailed;
  }
}

/** What commander says, as a sentence. */
function sentence(text: string): string {
  return text.replace(/^error: (.)/, (_, first: string) => first.toUpperCase());
}

function backend(names: readonly string[]): Option {
  return new Option("--backend <name>", "what engines are").choices(names).default("auto");
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("It must be a whole number from 1.");
  return number;
}

function seconds(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0)
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  return number;
}

function idList(text: string): number[] {
  const ids = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!ids.every((id) => Number.isInteger(id) && id >= 0)) {
    throw new InvalidArgumentError("It must be engine numbers from 0 with commas between, as 0,2.");
  }
  return ids;
}

void main(process.argv).then((status) => {
  process.exitCode = status;
});
