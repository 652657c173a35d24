import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { builtFolder, sourceFolder } from "../../support/builtFolder";
import type { Benchmark, Entry } from "../contest";
import { OURS } from "../ours";

/** How long the editor's other extensions wait for ours, in a new process each time. */
export const activation: Benchmark = {
  name: "activation",
  contests: [
    {
      title: "activation: loading and activating the extension",
      unit: "ms",
      figure: (time) => time * 1000,
      rounds: 15,
      target: { below: 50 },
      entries: [
        of(OURS, join(builtFolder(), "extension.js")),
        of("an empty extension", join(sourceFolder(), "test", "bench", "peers", "emptyExtension.cjs")),
      ],
    },
  ],
};

function of(name: string, extension: string): Entry {
  const script = join(sourceFolder(), "test", "bench", "peers", "activate.cjs");
  const measure = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, extension]);
    return [Number(stdout)];
  };
  return async () => ({ name, measure, end() {} });
}
