import { nearest } from "../../base/nearest";

/** What a cell's header may say, in ipyparallel's words. */
export interface CellOptions {
  /** Engines to run on; absent for all. */
  readonly targets?: readonly number[];
  /** False to go on without waiting for the cell's end. */
  readonly block?: boolean;
}

/** A part of a line, in UTF-16 units from its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One `name=value` of a header, as it is written. */
export interface HeaderOption extends Span {
  readonly name: string;
  readonly value: string;
  /** Where the value begins, behind `=`. */
  readonly valueFrom: number;
}

/** A header taken apart: `# %% title [targets=0,2 block=false]`. */
export interface CellHeader {
  /** The marker itself: `# %%`. */
  readonly marker: Span;
  readonly title: string;
  readonly titleSpan: Span;
  /** From `[` to `]`; absent without options. */
  readonly brackets?: Span;
  readonly options: readonly HeaderOption[];
}

/** An option that is not understood; nothing comes of it. */
export interface HeaderMistake extends Span {
  readonly code: "cell-option" | "cell-option-value";
  readonly message: string;
  /** What may be meant in its place. */
  readonly meant?: string;
}

/** The options that a header may have, and what is said of each. */
export const CELL_OPTIONS: Readonly<
  Record<keyof CellOptions, { readonly is: string; readonly values: readonly string[] }>
> = {
  targets: {
    is: "The engines that run this cell, by number; without it, all do.",
    values: ["all", "0", "0,1"],
  },
  block: {
    is: "Whether *Run* waits for the cell's end before it goes on to the next cell.",
    values: ["true", "false"],
  },
};

/** Takes a header's line apart. What nbconvert writes (`# In[1]:`) is no title. */
export function parseHeader(line: string, markerFrom: number, markerTo: number): CellHeader {
  const rest = line.slice(markerTo).trimEnd();
  const bracket = /\[([^\]]*=[^\]]*)\]$/.exec(rest);
  const before = bracket ? rest.slice(0, bracket.index) : rest;
  const number = /^\s*\d*\s*\]:?/.exec(before)?.[0].length ?? 0;
  const title = before.slice(number).trim();
  const titleFrom = markerTo + number + (before.length - number - before.slice(number).trimStart().length);
  const header = {
    marker: { from: markerFrom, to: markerTo },
    title,
    titleSpan: { from: titleFrom, to: titleFrom + title.length },
  };
  if (!bracket) return { ...header, options: [] };
  const from = markerTo + bracket.index;
  const options = [...(bracket[1] ?? "").matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const [name = "", value = ""] = word.split("=");
    const at = from + 1 + index;
    return { from: at, to: at + word.length, name, value, valueFrom: at + name.length + 1 };
  });
  return { ...header, brackets: { from, to: markerTo + rest.length }, options };
}

/** What a header's options come to. */
export function cellOptions({ options }: CellHeader): CellOptions {
  let read: CellOptions = {};
  for (const { name, value } of options) {
    if (name === "targets") read = { ...read, ...readTargets(value) };
    else if (name === "block") read = { ...read, block: value !== "false" };
  }
  return read;
}

/** `0,2` or `all`; nothing comes of anything else. */
export function readTargets(value: string): CellOptions {
  const targets = value.split(",").map(Number);
  return value !== "" && value !== "all" && targets.every((id) => Number.isInteger(id) && id >= 0)
    ? { targets }
    : {};
}

/** What is wrong with a header's options. */
export function headerMistakes({ options }: CellHeader): HeaderMistake[] {
  return options.flatMap((option): HeaderMistake[] => {
    const { name, value, valueFrom, from, to } = option;
    if (name === "targets") {
      if (value === "all" || readTargets(value).targets) return [];
      const message = `targets=${value} names no engines: give numbers, as targets=0,2, or all.`;
      return [{ code: "cell-option-value", from: Math.min(valueFrom, to), to, message, meant: "all" }];
    }
    if (name === "block") {
      if (value === "true" || value === "false") return [];
      const meant = /^(n|0|off|f)/i.test(value) ? "false" : "true";
      const message = `block is ${value === "" ? "empty" : value}: give true or false.`;
      return [{ code: "cell-option-value", from: Math.min(valueFrom, to), to, message, meant }];
    }
    const names = Object.keys(CELL_OPTIONS);
    const meant = nearest(name, names);
    const message = `A cell has no option ${name}: use ${names.join(" or ")}.`;
    return [
      {
        code: "cell-option",
        from,
        to: from + name.length,
        message,
        ...(meant === undefined ? {} : { meant }),
      },
    ];
  });
}
