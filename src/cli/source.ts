import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { errors } from "../base/errors";
import { type Cell, findCells } from "../language/cells";
import { type LanguageFacts, languageOf, languages } from "../language/languages";
import {
  cellTarget,
  fileTarget,
  type RunTarget,
  type SeparateCells,
  separateCells,
} from "../language/runTarget";

/** A file that the user named, and the part of it that is to run. */
export interface Source {
  readonly path: string;
  readonly facts: LanguageFacts;
  readonly target: RunTarget;
}

/** A file that the user named, and all of its cells. */
export interface CellSource extends SeparateCells {
  readonly path: string;
  readonly facts: LanguageFacts;
}

/** Reads a file and finds the part to run. Throws `wrong-usage` saying what to do. */
export async function readSource(file: string, cell?: string): Promise<Source> {
  const { path, facts, text } = await readText(file);
  return {
    path,
    facts,
    target: cell === undefined ? fileTarget(text) : cellTarget(findCell(text, facts, file, cell)),
  };
}

/** Reads a file and finds its cells. Throws `wrong-usage` saying what to do, also where it has none. */
export async function readCells(file: string): Promise<CellSource> {
  const { path, facts, text } = await readText(file);
  const found = separateCells(text, facts);
  if (found.cells.length > 0) return { path, facts, ...found };
  throw errors.wrongUsage(`${file} has no cells: begin each with a line ${facts.comment} %%.`);
}

async function readText(file: string) {
  const path = resolve(file);
  const facts = languageOf(path);
  if (!facts) {
    const endings = languages.flatMap((known) => known.endings).join(" ");
    throw errors.wrongUsage(`${file} is not a file that engines can run: give one that ends in ${endings}.`);
  }
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const why =
      error.code === "ENOENT"
        ? "there is no such file"
        : error.code === "EISDIR"
          ? "it is a folder"
          : error.message;
    throw errors.wrongUsage(`${file} cannot be read: ${why}.`);
  });
  return { path, facts, text };
}

function findCell(text: string, facts: LanguageFacts, file: string, wanted: string): Cell {
  const cells = findCells(text, facts);
  const found = cells.find(({ title }) => title === wanted) ?? cells[Number(wanted) - 1];
  if (found) return found;
  const there = cells.map(({ title }, at) => `${at + 1} (${title})`).join(", ");
  const advice =
    cells.length > 0
      ? `its cells are ${there}`
      : `it has no cells; begin one with a line ${facts.comment} %%`;
  throw errors.wrongUsage(`${file} has no cell ${wanted}: ${advice}.`);
}
