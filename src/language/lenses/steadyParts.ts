import type { JobProblem } from "../../protocol/job";
import type { FileParts } from "../fileParts";
import type { FoundJob } from "../jobs/findJobs";

/**
 * The parts of a file while somebody types in it. Half a line that does not parse makes a job disappear, or look like a
 * mapper without its reducer: as long as there is more that does not parse than there was, the jobs of before are kept
 * where their mappers now stand, and nothing new is complained of.
 */
export class SteadyParts {
  private settled: FileParts | undefined;
  private errors = 0;

  /** What to show of the parts that were found in `text`, where `errors` places do not parse. */
  take(found: FileParts, text: string, errors: number): FileParts {
    const before = this.settled;
    if (before === undefined || errors <= this.errors) {
      this.settle(found, errors);
      return found;
    }
    const names = new Set(found.jobs.map(({ name }) => name));
    const kept = before.jobs.flatMap((job) => (names.has(job.name) ? [] : movedJob(job, text)));
    const known = new Set(before.problems.map(keyOf));
    return {
      ...found,
      jobs: [...found.jobs, ...kept].sort((a, b) => a.line - b.line),
      problems: found.problems.filter((problem) => known.has(keyOf(problem))),
    };
  }

  /** The text is as its author wants it, such as when it is saved: what does not parse now stays so. */
  accept(): void {
    this.settled = undefined;
  }

  private settle(parts: FileParts, errors: number): void {
    this.settled = parts;
    this.errors = errors;
  }
}

const keyOf = ({ code, message }: JobProblem) => `${code} ${message}`;

/** A job where its mapper, or its class, now begins; nothing when it is gone. */
function movedJob(job: FoundJob, text: string): FoundJob[] {
  const name = (job.mrjobClass ?? job.mapper).replaceAll("$", "\\$");
  const definition = new RegExp(
    `^[ \\t]*(?:export\\s+)?(?:default\\s+)?(?:async\\s+)?(?:(?:def|class|function\\*?|const|let|var)\\s+${name}(?![\\w$])|${name}\\s*=)`,
    "gm",
  );
  const lines = [...text.matchAll(definition)].map(({ index }) => lineOf(text, index));
  const [nearest] = lines.sort((a, b) => Math.abs(a - job.line) - Math.abs(b - job.line));
  return nearest === undefined ? [] : [{ ...job, line: nearest }];
}

function lineOf(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
