import { availableParallelism } from "node:os";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { findPython } from "../engines/cpython/findPython";
import { createEngines } from "../engines/createEngines";
import type { Language } from "../protocol/language";

/** Bytes of output kept for one engine. */
export const OUTPUT_LIMIT = 10 << 20;

/** What a command says of its engines. */
export interface EngineArguments {
  readonly file: string;
  readonly engines?: number;
  readonly targets?: readonly number[];
  readonly backend: "auto" | "python" | "node";
  readonly python?: string;
}

/** The engines for a file's language; none starts yet. Throws `wrong-usage`, `no-python`. */
export async function clusterFor(language: Language, args: EngineArguments): Promise<Cluster> {
  const backend = args.backend === "auto" ? (language === "python" ? "python" : "node") : args.backend;
  if ((backend === "python") !== (language === "python")) {
    throw errors.wrongUsage(
      `${args.file} cannot run on ${backend} engines: leave --backend away, or choose auto.`,
    );
  }
  const executable = await interpreterFor(language, args.python);
  const count = args.engines ?? Math.max(wantedCount(), ...(args.targets ?? []).map((id) => id + 1));
  return createEngines({ backend, count, executable, cwd: process.cwd(), outputLimit: OUTPUT_LIMIT });
}

/** One engine a core. */
export function wantedCount(): number {
  return availableParallelism();
}

/** The program that engines of a language are. @param chosen a Python interpreter. Throws `no-python`. */
export async function interpreterFor(language: Language, chosen?: string): Promise<string> {
  if (language !== "python") return process.execPath;
  const active = process.env["VIRTUAL_ENV"] && `${process.env["VIRTUAL_ENV"]}/bin/python`;
  return (await findPython({ ...(chosen && { chosen }), ...(active && { active }) })).executable;
}
