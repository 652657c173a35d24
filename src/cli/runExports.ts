import { extname } from "node:path";
import { errors, LabsError } from "../base/errors";
import { writeWhole } from "../engines/writeWhole";
import type { FirstRows } from "../protocol/rows";
import type { RunSnapshot } from "../protocol/run";
import { chromeTrace } from "../runs/export/chromeTrace";
import { htmlReport } from "../runs/export/htmlReport";
import type { Destinations } from "./destinations";

/** Files that a run is to be kept in. */
export interface ExportArguments {
  readonly trace?: string;
  readonly report?: string;
}

/** The files by their options. Throws `wrong-usage` for a name that promises something else. */
export function exportDestinations({ trace, report }: ExportArguments): Destinations {
  if (report !== undefined && !/^\.html?$/i.test(extname(report))) {
    throw errors.wrongUsage(`${report} is no name for a report: end it in .html.`);
  }
  return { "--trace": trace, "--report": report };
}

/**
 * Writes what is asked for of a run, each file whole or not at all.
 * @returns the names of those that are written, and what went wrong: the run itself is not to be lost over it
 */
export async function exportRun(
  { trace, report }: ExportArguments,
  run: RunSnapshot,
  first?: FirstRows,
): Promise<{ readonly saved: readonly string[]; readonly failure?: LabsError }> {
  const saved: string[] = [];
  try {
    if (trace !== undefined) {
      await writeWhole(trace, [chromeTrace(run)]);
      saved.push(trace);
    }
    if (report !== undefined) {
      await writeWhole(report, [htmlReport(run, first)]);
      saved.push(report);
    }
    return { saved };
  } catch (error) {
    if (!(error instanceof LabsError)) throw error;
    return { saved, failure: error };
  }
}
