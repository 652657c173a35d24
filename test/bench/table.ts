import type { Contest, Score } from "./contest";
import { median, quantile } from "./statistics";

/** A contestant's line in a table and in the JSON document. */
export interface Row {
  readonly name: string;
  readonly median?: number;
  /** The figure of the time below which nine of ten stay. */
  readonly p90?: number;
  /** Median over the rounds of its figure divided by ours of the same round. */
  readonly ratio?: number;
  /** Peak memory of all its processes together, in bytes, and as a ratio to ours. */
  readonly memory?: number;
  readonly memoryRatio?: number;
  readonly missing?: string;
  readonly rounds: readonly (readonly number[])[];
}

export function rowsOf({ figure }: Contest, scores: readonly Score[]): Row[] {
  const ours = scores[0]?.rounds ?? [];
  const ourMemory = scores[0]?.memory;
  return scores.map((score) => {
    const times = score.rounds.flat();
    if (times.length === 0) return score;
    const ratios = score.rounds.map((round, at) => figure(median(round)) / figure(median(ours[at] ?? [])));
    return {
      ...score,
      rounds: score.rounds.map((round) => round.map(figure)),
      median: figure(median(times)),
      p90: figure(quantile(times, 0.9)),
      ratio: median(ratios.filter(Number.isFinite)),
      ...(score.memory && ourMemory && { memoryRatio: score.memory / ourMemory }),
    };
  });
}

/** A contest's result as aligned text; who could not take part has a line of its own below. */
export function tableOf(contest: Contest, rows: readonly Row[]): string {
  const measured = rows.filter((row) => row.median !== undefined);
  const hasMemory = measured.some(({ memory }) => memory !== undefined);
  const cells = [
    [contest.unit, "median", "p90", "ratio to ours", ...(hasMemory ? ["peak MB", "ratio to ours"] : [])],
    ...measured.map(({ name, median, p90, ratio, memory, memoryRatio }) => [
      name,
      short(median),
      short(p90),
      `${short(ratio)}×`,
      ...(hasMemory ? [short(memory && memory / 1e6), `${short(memoryRatio)}×`] : []),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  const lines = cells.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  "),
  );
  const absent = rows.flatMap(({ name, missing }) => (missing === undefined ? [] : [`${name}: ${missing}`]));
  return [
    contest.title + verdict(contest, rows[0]),
    ...[...lines, ...absent].map((line) => `  ${line}`),
  ].join("\n");
}

function verdict({ target, unit }: Contest, ours: Row | undefined): string {
  if (!target || ours?.median === undefined) return "";
  const [word, limit, met] =
    "below" in target
      ? ["below", target.below, ours.median < target.below]
      : ["above", target.above, ours.median > target.above];
  return ` (target ${word} ${limit} ${unit}: ${met ? "met" : "missed"})`;
}

/** Three digits that count. */
function short(number = Number.NaN): string {
  if (!Number.isFinite(number)) return "–";
  const digits = Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(Math.abs(number) || 1))));
  return number.toFixed(digits);
}
