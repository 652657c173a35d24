import { readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutUserGlobals } from "./globals";
import type * as typescript from "./typescript";

/** Node's loaders by ending, which is how `require` learns a new kind of file. */
interface ModuleInternals {
  readonly _extensions: Record<string, (module: CompilableModule, filename: string) => void>;
}

interface CompilableModule {
  _compile(code: string, filename: string): unknown;
}

interface HookRegistry {
  register(url: string): void;
  registerHooks?(hooks: { load: typeof typescript.loadSync }): void;
}

const BUNDLE = join(__dirname, "nodeTypescript.js");
let enabled = false;

/** The bundle with amaro, loaded when first needed. */
export function typescriptBundle(): typeof typescript {
  return withoutUserGlobals(() => require(BUNDLE) as typeof typescript);
}

export function isTypeScript(filename: string): boolean {
  return /\.[cm]?ts$/.test(filename);
}

/** Makes `import` of TypeScript files work. Not done at the start because it costs time and a thread on older Nodes. */
export function enableTypeScriptImports(): void {
  if (enabled) return;
  enabled = true;
  process.setSourceMapsEnabled(true); // for the places in their errors
  const registry = Module as unknown as HookRegistry;
  if (registry.registerHooks) registry.registerHooks({ load: typescriptBundle().loadSync });
  else registry.register(pathToFileURL(BUNDLE).href);
}

/** Makes `require` of TypeScript files work, at no cost before the first. */
export function enableTypeScriptRequires(): void {
  const { _extensions } = Module as unknown as ModuleInternals;
  for (const ending of [".ts", ".cts"]) {
    _extensions[ending] ??= (module, filename) => {
      module._compile(
        typescriptBundle().toJavaScript(readFileSync(filename, "utf8"), filename).code,
        filename,
      );
    };
  }
}
