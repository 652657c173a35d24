import type { CodeLens } from "vscode-languageserver";
import { fileLenses } from "../language/lenses/fileLenses";
import { SteadyParts } from "../language/lenses/steadyParts";
import { countErrors } from "../language/syntax/countErrors";
import { commands } from "../protocol/ids";
import type { LensAction, LensPlace, LensSpec } from "../protocol/languageServer";
import type { Documents } from "./documents";
import type { FileView } from "./fileView";
import type { ServerDocument } from "./serverDocument";

/** Lenses over cells, jobs and files. They stay while half a line is typed. */
export class Lenses {
  private readonly steady = new WeakMap<ServerDocument, SteadyParts>();

  constructor(documents: Documents) {
    documents.onDidSave((document) => this.steady.get(document)?.accept());
  }

  of({ document, settings, parts, syntax }: FileView): LensSpec[] {
    if (!settings.lenses) return [];
    const steady = this.steady.get(document) ?? new SteadyParts();
    this.steady.set(document, steady);
    return fileLenses(steady.take(parts, document.text, countErrors(syntax.root)), settings.lensActions);
  }
}

const OF_FILE: Readonly<Record<LensAction, string>> = {
  all: commands.runOnAllEngines,
  serially: commands.runSerially,
  engines: commands.runOnEngines,
  compare: commands.compareMapReduce,
  sweep: commands.sweep,
  input: commands.chooseInput,
  problem: commands.runMapReduce,
};
const OF_JOB: typeof OF_FILE = {
  ...OF_FILE,
  all: commands.runMapReduce,
  serially: commands.runMapReduceSerially,
};

/** The command of a lens. A job that has its inputs in the module has no other to choose. */
export function lensCommand({ action, job }: LensSpec): string {
  if (!job) return OF_FILE[action];
  return action === "input" && job.shape === "items" ? commands.runMapReduce : OF_JOB[action];
}

/** A lens for any client: with a title, and a command whose argument is a {@link LensPlace}. */
export function codeLens(spec: LensSpec, uri: string): CodeLens {
  const at = { line: spec.line, character: 0 };
  const place: LensPlace = { uri, line: spec.line };
  return {
    range: { start: at, end: at },
    command: { title: titleOf(spec), command: lensCommand(spec), arguments: [place] },
  };
}

function titleOf({ action, job, message = "" }: LensSpec): string {
  switch (action) {
    case "all":
      return "Run on All Engines";
    case "serially":
      return "Run Serially";
    case "engines":
      return "Run on Engines…";
    case "compare":
      return "Compare";
    case "sweep":
      return "Sweep…";
    case "input":
      return `${job?.shape}: ${job?.inputs ?? job?.globs?.join(", ") ?? "choose input…"}`;
    case "problem":
      return message;
  }
}
