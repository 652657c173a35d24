import * as vscode from "vscode";
import { LabsError } from "../base/errors";
import { findInputs, type InputFile } from "../mapreduce/inputs";
import type { JobSpec } from "../protocol/job";
import type { EditorSource } from "./editorSource";
import type { InputMemory } from "./inputMemory";
import { pickInput } from "./pickInput";

/** A job's input: what the user calls it, and the files that it is. */
export interface JobInput {
  readonly names: readonly string[];
  readonly files: readonly InputFile[];
}

/** What each job of this workspace is run on; what the user chose last is remembered. */
export class JobInputs {
  private readonly changed = new vscode.EventEmitter<void>();
  /** A job has another input. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: InputMemory) {}

  /**
   * The files of a job: those that the user chose for it, else those that the file names, else the user is asked.
   * Where what they name is not there, the user may choose anew. Undefined when the user thinks better of it.
   */
  async of(source: EditorSource, spec: JobSpec): Promise<JobInput | undefined> {
    if (spec.shape === "items") return { names: [], files: [] };
    let names = this.namesOf(source.uri, spec) ?? (await this.choose(source, spec));
    while (names) {
      try {
        return { names, files: await findInputs(names, source.cwd) };
      } catch (error) {
        if (!(error instanceof LabsError)) throw error;
        const other = vscode.l10n.t("Choose Input…");
        if ((await vscode.window.showWarningMessage(error.message, other)) !== other) return undefined;
        names = await this.choose(source, spec);
      }
    }
    return undefined;
  }

  /** What a job's input is called, if it is known. */
  namesOf(uri: vscode.Uri, spec: Pick<JobSpec, "name" | "globs">): readonly string[] | undefined {
    return this.memory.recall(uri, spec.name) ?? spec.globs;
  }

  /** Asks for a job's input and remembers it; undefined when the user thinks better of it. */
  async choose(source: EditorSource, spec: JobSpec): Promise<readonly string[] | undefined> {
    const names = await pickInput({
      job: spec.name,
      reason: spec.reason,
      folder: source.cwd,
      lab: source.uri,
      ...(spec.globs && { ofFile: spec.globs }),
      ...(this.namesOf(source.uri, spec) && { current: this.namesOf(source.uri, spec) ?? [] }),
    });
    if (!names) return undefined;
    const ofFile = names === spec.globs;
    await this.memory.remember(source.uri, spec.name, ofFile ? undefined : names);
    this.changed.fire();
    return names;
  }
}
