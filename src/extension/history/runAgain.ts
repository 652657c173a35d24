import { isAbsolute } from "node:path";
import * as vscode from "vscode";
import { errors } from "../../base/errors";
import { findCells } from "../../language/cells";
import { cellTarget, fileTarget, type RunTarget } from "../../language/runTarget";
import type { RunRecord } from "../../protocol/run";
import { isOfClient } from "../../runs/client";
import type { CellRuns } from "../cellRuns";
import type { CodeRuns } from "../codeRuns";
import { type EditorSource, editorSource } from "../editorSource";
import { findJobNamed } from "../fileJobs";
import type { ClientRuns } from "../ipcluster/clientRuns";
import type { JobRequest, JobRuns } from "../jobRuns";
import type { Runs } from "../runs";
import { setting } from "../settings";

/** What starts runs, by what they are of. */
export interface RunsByWork {
  readonly codeRuns: CodeRuns;
  readonly cellRuns: CellRuns;
  readonly jobRuns: JobRuns;
  readonly clientRuns: ClientRuns;
}

/** Does kept runs again: those of this window exactly, earlier ones by what their record says. */
export class RunAgain {
  constructor(
    private readonly runs: Runs,
    private readonly of: RunsByWork,
  ) {}

  /** Whether a run can be done again in this window, as far as can be told without trying. */
  can({ id, source }: RunRecord): boolean {
    return vscode.workspace.isTrusted && (this.runs.knows(id) || isAbsolute(source.filename));
  }

  /** Does a run again, with its file as it now stands. Throws `wrong-usage` saying what is missing. */
  async again(record: RunRecord): Promise<void> {
    if (this.runs.knows(record.id)) return await this.runs.again(record.id);
    const source = await this.sourceOf(record);
    const { codeRuns, cellRuns, jobRuns, clientRuns } = this.of;
    if (record.kind === "mapreduce") await jobRuns.start(jobOf(record, source));
    else if (record.cells) await cellRuns.startAgain(source, record.cells);
    else if (isOfClient(record)) await clientRuns.start(source, targetsOf(record, source)[0]);
    else {
      const engines = chosenEngines(record);
      await codeRuns.start({ source, targets: targetsOf(record, source), ...(engines && { engines }) });
    }
  }

  /** Does a map/reduce job again on another input, which the user is asked for. */
  async onOtherInput(record: RunRecord): Promise<void> {
    if (this.runs.knows(record.id)) return await this.runs.chooseInput(record.id);
    await this.of.jobRuns.startOnOther(jobOf(record, await this.sourceOf(record)));
  }

  private async sourceOf({ source: { filename } }: RunRecord): Promise<EditorSource> {
    const uri = isAbsolute(filename) ? vscode.Uri.file(filename) : undefined;
    const isThere = uri && (await vscode.workspace.fs.stat(uri).then(Boolean, () => false));
    if (!isThere) {
      throw errors.wrongUsage(
        vscode.l10n.t(
          "{0} is not there any more, so it cannot run again: open the file that has its code.",
          filename,
        ),
      );
    }
    return await editorSource({ uri, line: 0 });
  }
}

function jobOf(record: RunRecord, source: EditorSource): JobRequest {
  const engines = chosenEngines(record);
  return {
    source,
    spec: findJobNamed(source, record.source.title),
    mode: record.job?.serial ? "compare" : engines?.length === 1 ? "serial" : "parallel",
    ...(engines && { engines }),
  };
}

/** What of a file ran. Throws `wrong-usage` where that is not there any more, or was a selection. */
function targetsOf({ source: { title }, tasks }: RunRecord, source: EditorSource): readonly RunTarget[] {
  if (title === "") return [fileTarget(source.text)];
  const cells = findCells(source.text, source.facts, setting("cells.marker", source.uri));
  const labels = new Set(tasks.flatMap(({ label }) => label ?? []));
  const wanted = labels.size > 0 ? labels : new Set([title]);
  const found = cells.filter((cell) => wanted.has(cell.title)).map(cellTarget);
  if (found.length > 0) return found;
  throw errors.wrongUsage(
    vscode.l10n.t('The file has no cell "{0}" to run again: select in the editor what is to run.', title),
  );
}

/** Engines that somebody chose, as far as the record tells: not all from 0 on, or one alone. */
function chosenEngines({ tasks }: RunRecord): readonly number[] | undefined {
  const ids = [...new Set(tasks.map(({ engine }) => engine))].sort((a, b) => a - b);
  const isAll = ids.length !== 1 && ids.every((id, at) => id === at);
  return isAll ? undefined : ids;
}
