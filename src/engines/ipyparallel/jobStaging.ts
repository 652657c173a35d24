import { basename, join } from "node:path";
import type { CallOutcome, EngineCall, TaskError } from "../../protocol/engineCalls";
import type { JobSteps, MapRun, RunPart, Split } from "../../protocol/jobSteps";
import type { Json } from "../../protocol/values";
import { InputSplits } from "./inputSplits";
import { NotDone, RemoteFiles, type StepCalls } from "./remoteFiles";

type JobCall = Extract<EngineCall, { op: "job" }>;

/** A job's folders: the host's, where its files are kept, and the engine's, where they are for as long as a step. */
interface Folders {
  readonly host: string;
  readonly remote: string;
}

/**
 * Does the steps of map/reduce jobs on an engine that has no disk in common with the host. The job's folder on the
 * host is the truth, as it is on one machine: what an engine wrote is fetched before its step has ended, so that
 * another engine can do the rest if it dies, and what a step reads is sent before it begins. All goes in pieces through
 * ipyparallel's scheduler, so that no engine needs to reach another, and memory stays bounded.
 */
export class JobStaging {
  private readonly folders = new Map<string, Folders>();
  private readonly inputs = new InputSplits();
  private files = 0;

  /** @param prefix tells files of this engine from those of others */
  constructor(private readonly prefix: string) {}

  /** As the engine's own call; ends with the outcome of whatever did not go well. */
  async run(call: JobCall, calls: StepCalls): Promise<CallOutcome> {
    const remote = new RemoteFiles(calls);
    try {
      const outcome = await this.step(call, remote);
      return {
        ...outcome,
        bytesIn: outcome.bytesIn + remote.sent,
        bytesOut: outcome.bytesOut + remote.fetched,
      };
    } catch (error) {
      if (error instanceof NotDone) return error.outcome;
      throw error;
    }
  }

  private async step(call: JobCall, remote: RemoteFiles): Promise<CallOutcome> {
    switch (call.step) {
      case "load":
        return this.load(call.args as JobSteps["load"]["args"], remote);
      case "map":
        return this.map(call.args as JobSteps["map"]["args"], remote);
      case "shuffle":
        return this.shuffle(call.args as JobSteps["shuffle"]["args"], remote);
      case "reduce":
        return this.reduce(call.args as JobSteps["reduce"]["args"], remote);
      case "collect":
        return this.collect(call.args as JobSteps["collect"]["args"], remote);
      default:
        return this.forget(call.args.job, remote);
    }
  }

  private async load(args: JobSteps["load"]["args"], remote: RemoteFiles): Promise<CallOutcome> {
    const folder = await remote.folder();
    this.folders.set(args.job, { host: args.folder, remote: folder });
    return remote.call({ op: "job", step: "load", args: { ...args, folder } });
  }

  private async map(args: JobSteps["map"]["args"], remote: RemoteFiles): Promise<CallOutcome> {
    const { split } = args;
    if (!("path" in split) || (await this.inputs.isThere(split, remote))) {
      return remote.call({ op: "job", step: "map", args });
    }
    const folder = join(this.foldersOf(args.job).remote, `input-${++this.files}`);
    const path = join(folder, basename(split.path));
    const linesBefore = await this.inputs.send(split, path, remote);
    const staged = { ...split, path } as Split;
    const outcome = await remote.call({ op: "job", step: "map", args: { ...args, split: staged } });
    if (outcome.status !== "died") await remote.remove([folder]);
    if (!outcome.error) return outcome;
    return { ...outcome, error: await inWordsOfHost(outcome.error, path, split.path, linesBefore) };
  }

  private async shuffle(args: JobSteps["shuffle"]["args"], remote: RemoteFiles): Promise<CallOutcome> {
    const outcome = await remote.call({ op: "job", step: "shuffle", args });
    if (outcome.status !== "ok") return outcome;
    const { runs, spills } = answerOf<"shuffle">(outcome);
    const { host } = this.foldersOf(args.job);
    const moved: MapRun[] = [];
    for (const run of runs) {
      const file = join(host, `${this.prefix}-${basename(run.file)}`);
      await remote.fetch(run.file, file);
      moved.push({ ...run, file });
    }
    await remote.remove(runs.map(({ file }) => file));
    return withAnswer(outcome, { runs: moved, spills });
  }

  private async reduce(args: JobSteps["reduce"]["args"], remote: RemoteFiles): Promise<CallOutcome> {
    const folder = join(this.foldersOf(args.job).remote, `reduce-${++this.files}`);
    const sent = await this.sendParts(
      args.runs.map(({ file, part }) => ({ file, parts: [part] })),
      folder,
      remote,
    );
    const runs = args.runs.map((run) => ({ ...run, file: sent.get(run.file) ?? run.file }));
    const result = join(folder, "result");
    await remote.touch(folder);
    const outcome = await remote.call({ op: "job", step: "reduce", args: { ...args, runs, result } });
    if (outcome.status === "ok") await remote.fetch(result, args.result);
    if (outcome.status !== "died") await remote.remove([folder]);
    return outcome;
  }

  private async collect(args: JobSteps["collect"]["args"], remote: RemoteFiles): Promise<CallOutcome> {
    const folder = join(this.foldersOf(args.job).remote, `collect-${++this.files}`);
    const sent = await this.sendParts(
      args.parts.map(({ file, run, top }) => ({ file, parts: [run, top] })),
      folder,
      remote,
    );
    const parts = args.parts.map((part) => ({ ...part, file: sent.get(part.file) ?? part.file }));
    const result = join(folder, "result");
    await remote.touch(folder);
    const outcome = await remote.call({ op: "job", step: "collect", args: { ...args, parts, result } });
    if (outcome.status === "ok") await remote.fetch(result, args.result);
    if (outcome.status !== "died") await remote.remove([folder]);
    return outcome;
  }

  private async forget(job: string, remote: RemoteFiles): Promise<CallOutcome> {
    const folders = this.folders.get(job);
    this.folders.delete(job);
    if (folders) await remote.remove([folders.remote]);
    return remote.call({ op: "job", step: "forget", args: { job } });
  }

  /**
   * Sends pieces of files, each to where it stands in its own: a run's blocks name places in their file. Answers what
   * each file is called there.
   */
  private async sendParts(
    files: readonly { readonly file: string; readonly parts: readonly RunPart[] }[],
    folder: string,
    remote: RemoteFiles,
  ): Promise<ReadonlyMap<string, string>> {
    const sent = new Map<string, string>();
    for (const { file, parts } of files) {
      const path = sent.get(file) ?? join(folder, String(sent.size));
      sent.set(file, path);
      for (const [offset, length] of parts) await remote.send(file, path, offset, length);
    }
    return sent;
  }

  private foldersOf(job: string): Folders {
    const folders = this.folders.get(job);
    if (folders) return folders;
    throw new NotDone(unknownJob());
  }
}

function answerOf<S extends keyof JobSteps>({ values }: CallOutcome): JobSteps[S]["answer"] {
  const [value] = values ?? [];
  return (value?.kind === "json" ? value.value : {}) as JobSteps[S]["answer"];
}

function withAnswer(outcome: CallOutcome, value: object): CallOutcome {
  return { ...outcome, values: [{ kind: "json", value: value as unknown as Json }] };
}

/** An error that names the file as the user knows it; a record's line is counted from the file's beginning. */
async function inWordsOfHost(
  error: TaskError,
  path: string,
  original: string,
  linesBefore: () => Promise<number>,
): Promise<TaskError> {
  const [, line] =
    (error.record?.startsWith(path) && /^, line (\d+)/.exec(error.record.slice(path.length))) || [];
  const number = line === undefined ? "" : `, line ${Number(line) + (await linesBefore())}`;
  const named = (text: string) => text.replaceAll(path, original);
  return {
    ...error,
    message: named(error.message),
    traceback: named(error.traceback),
    ...(error.record !== undefined && {
      record: named(
        line === undefined ? error.record : error.record.replace(`${path}, line ${line}`, path + number),
      ),
    }),
  };
}

/** As the engine's own answer when it was replaced: the job is loaded anew. */
function unknownJob(): CallOutcome {
  const now = Date.now();
  return {
    status: "error",
    error: { name: "JobUnknown", message: "the job is not loaded on this engine", traceback: "" },
    ...{ started: now, completed: now, cpuSeconds: 0, waitSeconds: 0, bytesIn: 0, bytesOut: 0, notKept: 0 },
  };
}
