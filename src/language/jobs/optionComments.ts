import type { JobProblem } from "../../protocol/job";
import { type JobOptions, type OptionComment, readOptions } from "./options";
import { problems } from "./problems";
import type { Comment } from "./tokens";

interface Place {
  readonly line: number;
  readonly firstLine: number;
}

/** The comments `# parallel-labs: …` of a file, and which job each one speaks of. */
export class OptionComments {
  private readonly found: readonly OptionComment[];
  private readonly unknown: readonly JobProblem[];
  /** Lines that hold nothing but a comment, to see which comments touch a definition. */
  private readonly commentLines = new Set<number>();
  private readonly used = new Set<OptionComment>();

  /**
   * `headerEnd`: line of the file's first definition; a comment before it speaks of all jobs, unless it stands at one
   * of `parts`, which are the places of mappers, reducers and their classes.
   */
  constructor(
    comments: readonly Comment[],
    private readonly headerEnd: number,
    private readonly parts: readonly Place[],
  ) {
    const { found, problems: unknown } = readOptions(comments);
    this.found = found;
    this.unknown = unknown;
    if (found.length === 0) return;
    for (const { first, line, lastLine } of comments) {
      if (first) for (let at = line; at <= lastLine; at++) this.commentLines.add(at);
    }
  }

  /** What comments say of the job of that name, whose parts stand there; absent where none speaks of it. */
  of(name: string, ...places: readonly Place[]): JobOptions | undefined {
    let options: JobOptions | undefined;
    const takers = [
      ...this.found.filter((comment) => this.inHeader(comment)),
      ...this.found.filter((comment) => this.touchesAny(comment, places)),
    ];
    for (const comment of takers) {
      const { job } = comment.options;
      if (job !== undefined && job !== name) continue;
      this.used.add(comment);
      options = { ...options, ...comment.options };
    }
    return options;
  }

  /** Whether a comment stands at the function, or in the header without naming a job. */
  speakOf(place: Place): boolean {
    return this.found.some((comment) => this.inHeader(comment) || this.touchesAny(comment, [place]));
  }

  /** What is wrong with the comments, once all jobs took theirs. */
  problems(names: readonly string[], others: boolean): JobProblem[] {
    const unused = this.found.filter((comment) => !this.used.has(comment));
    return [
      ...this.unknown,
      ...unused.flatMap(({ line, options: { job } }) => {
        if (job !== undefined && !names.includes(job)) {
          return others && names.length === 0 ? [] : [problems.optionJob(line, job, names.join(", "))];
        }
        // With no job to speak of, what keeps the file from having one has been said already.
        return others && names.length === 0 ? [] : [problems.optionMisplaced(line)];
      }),
    ];
  }

  private inHeader(comment: OptionComment): boolean {
    return comment.line < this.headerEnd && !this.touchesAny(comment, this.parts);
  }

  private touchesAny(comment: OptionComment, places: readonly Place[]): boolean {
    return places.some((place) => this.touches(comment, place));
  }

  /** Whether a comment stands on the lines of a definition's head, or above it with nothing but comments between. */
  private touches({ line, lastLine }: OptionComment, { firstLine, line: nameLine }: Place): boolean {
    if (line >= firstLine && line <= nameLine) return true;
    if (lastLine >= firstLine) return false;
    for (let at = lastLine + 1; at < firstLine; at++) if (!this.commentLines.has(at)) return false;
    return this.commentLines.has(line);
  }
}
