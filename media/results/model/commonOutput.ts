import type { EngineOutput } from "../../../src/protocol/run";
import { firstDifference, type TextDifference } from "./compareRuns";
import type { EngineSummary } from "./engineSummary";
import { OutputBlocks } from "./outputBlocks";
import { type ComparableOutput, comparable, isSame } from "./sameOutput";

/** Characters of a differing line that are told. */
const TOLD = 120;

/** What most engines of a run put out alike, and the engines that put out something else. */
export interface CommonOutput {
  /** Those with the same output, in their order. */
  readonly same: readonly EngineSummary[];
  /** The others that came to their end, with what differs first (`left` is their own); empty where all put out the same. */
  readonly odd: ReadonlyMap<number, OddOutput>;
}

/** How an engine's output differs from that of most. */
export interface OddOutput {
  /** Absent where only pictures, streams or what was not kept differ. */
  readonly first?: TextDifference;
}

/**
 * The output that more than half of a run's engines have in common; undefined where there is none. Engines that failed have
 * an output of their own, since an error names its engine's own place.
 */
export function commonOutput(
  engines: readonly EngineSummary[],
  labelOf: (task: number) => string | undefined,
): CommonOutput | undefined {
  const ended = engines.filter(({ status }) => status === "ok");
  const same = largestGroup(ended);
  const [first] = same;
  if (!first || same.length < 2 || same.length * 2 <= engines.length) return undefined;
  const textOf = ({ items }: EngineOutput) => {
    const blocks = new OutputBlocks(labelOf);
    blocks.append(items);
    return blocks.text();
  };
  const others = ended.filter((engine) => !same.includes(engine));
  const common = others.length > 0 ? textOf(first.output) : "";
  const odd = others.map(({ id, output }) => {
    const difference = firstDifference(textOf(output), common);
    return [id, difference ? { first: shortened(difference) } : {}] as const;
  });
  return { same, odd: new Map(odd) };
}

function largestGroup(engines: readonly EngineSummary[]): readonly EngineSummary[] {
  const groups: { readonly output: ComparableOutput; readonly engines: EngineSummary[] }[] = [];
  for (const engine of engines) {
    const output = comparable(engine.output);
    const group = groups.find((known) => isSame(known.output, output));
    if (group) group.engines.push(engine);
    else groups.push({ output, engines: [engine] });
  }
  return groups.reduce<readonly EngineSummary[]>(
    (most, group) => (group.engines.length > most.length ? group.engines : most),
    [],
  );
}

function shortened({ line, left, right }: TextDifference): TextDifference {
  const short = (text: string) => (text.length > TOLD ? `${text.slice(0, TOLD)}…` : text);
  return {
    line,
    ...(left !== undefined && { left: short(left) }),
    ...(right !== undefined && { right: short(right) }),
  };
}
