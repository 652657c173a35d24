import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { sourceFolder } from "../../support/builtFolder";

/** One `import` or `export … from` of a file; `to` is a file of the repository, or a package's name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly isPackage: boolean;
}

/** `from "x"`, `import "x"`, `import("x")` and `require("x")`, type imports included. */
const SPECIFIER = /(?<!["'-])\b(?:from|import|require)\s*\(?\s*(["'])([^"'\n]+)\1/g;

/** The TypeScript files below a folder of the repository, with `/` between their folders. */
export function typescriptFiles(folder: string): string[] {
  const root = join(sourceFolder(), folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?tsx?$/.test(file))
    .map((file) => join(folder, file).replaceAll("\\", "/"));
}

/** All imports of a file, in its text's order. Comments are left out; strings that look like imports are not. */
export function importsOf(file: string): Import[] {
  const text = withoutComments(readFileSync(join(sourceFolder(), file), "utf8"));
  return [...text.matchAll(SPECIFIER)].map(([, , specifier = ""]) => {
    if (!specifier.startsWith(".")) return { from: file, to: specifier, isPackage: true };
    return { from: file, to: resolve(file, specifier), isPackage: false };
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[^:"'`])\/\/.*$/gm, "$1");
}

function resolve(file: string, specifier: string): string {
  const base = normalize(join(dirname(file), specifier)).replaceAll("\\", "/");
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`, base.replace(/\.js$/, ".ts")];
  const found = candidates.find((one) => {
    const path = join(sourceFolder(), one);
    return existsSync(path) && statSync(path).isFile();
  });
  if (!found) throw new Error(`${file} imports ${specifier}, which is no file`);
  return found;
}

/** The shortest cycle of imports, as a list of files that ends where it begins; empty when there is none. */
export function findCycle(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isPackage } of imports) {
    if (!isPackage) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const cycles = [...next.keys()].map((start) => shortestWay(next, start)).filter((way) => way.length > 0);
  return cycles.sort((a, b) => a.length - b.length)[0] ?? [];
}

function shortestWay(next: ReadonlyMap<string, readonly string[]>, start: string): string[] {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const to of next.get(way.at(-1) ?? "") ?? []) {
      if (to === start) return [...way, to];
      if (seen.has(to)) continue;
      seen.add(to);
      ways.push([...way, to]);
    }
  }
  return [];
}
