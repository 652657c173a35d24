import type { RunRecord } from "../../../protocol/run";
import { seconds, times } from "../../format";
import { busySeconds, serialFraction } from "../../timing";
import { html, type Markup } from "./html";
import { counted, percent } from "./words";

interface Figure {
  readonly term: string;
  readonly value: string;
  /** What the figure is and how to read it. */
  readonly about: string;
}

/** The figures of a run with what they mean; those that tell nothing of this run are left out. */
export function figuresSection(record: RunRecord): Markup {
  const figures = figuresOf(record);
  if (figures.length === 0) return html``;
  const row = ({ term, value, about }: Figure) =>
    html`<div><dt>${term}</dt><dd><strong>${value}</strong><p>${about}</p></dd></div>\n`;
  return html`<section><h2>Figures</h2>
<dl class="figures">
${figures.map(row)}</dl>
${sharedCores(record)}
</section>
`;
}

/** Where one engine has really done the same, that is what counts. */
function speedupOf({ metrics, job }: RunRecord): number | null {
  const alone = job?.serial?.wall;
  return alone === undefined || metrics.wall === 0 ? metrics.speedup : alone / metrics.wall;
}

function figuresOf(record: RunRecord): Figure[] {
  const { metrics, tasks, job } = record;
  const { wall, serial, imbalance } = metrics;
  const used = busySeconds(tasks).size;
  if (used === 0) return [];
  const alone = job?.serial?.wall;
  const speedup = speedupOf(record);
  const fraction = speedup === null ? null : serialFraction(speedup, used);
  const isWhole = (job?.outcome ?? "done") === "done" && used > 1;
  const figures: readonly (Figure | false)[] = [
    {
      term: "Wall time",
      value: seconds(wall),
      about: "From the first task handed out to the last result received.",
    },
    {
      term: "Serial time",
      value: seconds(serial),
      about:
        "The durations of all tasks added up, without what they waited for a core: what they would take one after the other.",
    },
    alone !== undefined && {
      term: "On one engine",
      value: seconds(alone),
      about: "The wall time of the same job on one engine, measured after this run.",
    },
    isWhole &&
      speedup !== null && {
        term: "Speed-up",
        value: `${times(speedup)} of ${counted(used, "engine")}`,
        about:
          alone === undefined
            ? "Serial time divided by wall time."
            : "The wall time on one engine divided by the wall time on all.",
      },
    isWhole &&
      speedup !== null && {
        term: "Efficiency",
        value: percent(speedup / used),
        about: "Speed-up divided by the number of engines: how much of their time was well spent.",
      },
    used > 1 &&
      imbalance !== null && {
        term: "Load imbalance",
        value: times(imbalance),
        about: "How long the busiest engine worked, as a multiple of the mean: 1.0× is even.",
      },
    isWhole &&
      fraction !== null && {
        term: "Serial fraction",
        value: percent(fraction),
        about:
          "The share of the work that behaved as if it could not be divided, found from the speed-up (Karp and Flatt, 1990). Below zero, the engines did better than their number.",
      },
  ];
  return figures.filter((figure) => figure !== false);
}

/** A cluster's engines may be on other machines than the one whose cores the record tells. */
function sharedCores(record: RunRecord): Markup | false {
  const { backend, cores, tasks } = record;
  const used = busySeconds(tasks).size;
  if (backend === "ipyparallel" || used <= cores) return false;
  const shared = `${counted(used, "engine")} shared ${counted(cores, "core")}, so computing can get at most ${cores}× faster.`;
  const why =
    (speedupOf(record) ?? 0) > cores
      ? " The speed-up is higher because tasks also waited, for a core or for something else, and their waiting overlapped."
      : "";
  return html`<p class="note">${shared}${why}</p>`;
}
