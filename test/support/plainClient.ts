import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findCells } from "../../src/language/cells";
import { languages } from "../../src/language/languages";
import { CLIENT } from "../../src/protocol/remote";
import type { OutputItem, RunSnapshot } from "../../src/protocol/run";
import { sourceFolder } from "./builtFolder";
import { temporaryFolder } from "./cleanUp";
import type { IpCluster } from "./ipcluster";

/** What a cell gave, in ipyparallel's own client or in ours. */
export interface Given {
  readonly value: string | null;
  readonly error: string | null;
  /** What engines printed, by their numbers. */
  readonly engines: Readonly<Record<string, string>>;
  readonly pictures: number;
}

/** A cell of the fixture, as it is written. */
export interface ClientCell {
  readonly title: string;
  readonly code: string;
  readonly line: number;
  readonly firstLine: number;
}

const fixtures = join(sourceFolder(__dirname), "test", "fixtures");
/** One small cell for each thing that the Duke lesson on ipyparallel teaches. */
export const cellsFile = join(fixtures, "clientCells.py");

export function clientCells(): readonly ClientCell[] {
  const text = readFileSync(cellsFile, "utf8");
  const lines = text.split("\n");
  const [python] = languages;
  if (!python) throw new Error("Python is no language here.");
  return findCells(text, python).map(({ title, line, firstLine, lastLine }) => ({
    title,
    line,
    firstLine,
    code: lines.slice(firstLine, lastLine + 1).join("\n"),
  }));
}

/** What the cells give in a plain script with ipyparallel's own client. The engines' names are empty afterwards. */
export async function plainlyGiven({
  executable,
  connectionFile,
  env,
}: IpCluster): Promise<readonly Given[]> {
  const folder = temporaryFolder("parallel-labs-cells-");
  const list = join(folder.path, "cells.json");
  writeFileSync(list, JSON.stringify(clientCells().map(({ code }) => code)));
  const given = [join(fixtures, "plainClient.py"), connectionFile, list];
  const options = { env: { ...process.env, ...env }, timeout: 120_000 };
  const { stdout } = await promisify(execFile)(executable, given, options);
  folder.remove();
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Given);
}

/** What a run of a client cell gave. */
export function givenIn({ outputs }: RunSnapshot): Given {
  const items = outputs.find(({ engine }) => engine === CLIENT)?.items ?? [];
  const result = items.findLast((item) => item.kind === "result");
  const error = items.findLast((item) => item.kind === "error");
  const engines = outputs.filter(({ engine, items: put }) => engine !== CLIENT && printed(put) !== "");
  const displays = outputs.flatMap(({ items: put }) => put).filter((item) => item.kind === "display");
  return {
    value: result?.kind === "result" ? result.value.text : null,
    error: error?.kind === "error" ? error.error.name : null,
    engines: Object.fromEntries(engines.map(({ engine, items: put }) => [engine, printed(put)])),
    pictures: displays.filter((item) => item.kind === "display" && item.value.png).length,
  };
}

function printed(items: readonly OutputItem[]): string {
  return items.map((item) => (item.kind === "text" ? item.text : "")).join("");
}
