import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

/** The browser for the tests: what CHROMIUM names, else the first Chromium on PATH, else undefined. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
