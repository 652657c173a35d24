// Builds everything that runs into dist/. `node esbuild.mjs [--watch] [--tests] [--production]`
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";

const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");

/** Files below `folder` with the given ending, as entry points that keep their place. */
function entriesBelow(folder, ending, except = []) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((file) => join(folder, file.toString()))
    .filter((file) => file.endsWith(ending) && !except.some((part) => file.includes(part)));
}

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  sourcemap: production ? false : "linked",
  minify: production,
  logLevel: "warning",
  outdir: "dist",
};

/** @type {esbuild.BuildOptions} */
const node = { ...common, platform: "node", target: "node20", format: "cjs" };

/** What an engine uses itself, and must still find when the user's file defines a function `Map`. A test finds more. */
const INTRINSICS = [
  ...[
    "Array",
    "ArrayBuffer",
    "Atomics",
    "BigInt",
    "Boolean",
    "Buffer",
    "DataView",
    "Error",
    "FinalizationRegistry",
  ],
  ...[
    "Function",
    "Int32Array",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "ReferenceError",
    "Reflect",
  ],
  ...[
    "RegExp",
    "Set",
    "SharedArrayBuffer",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "URL",
    "Uint8Array",
  ],
  ...["WebAssembly", "clearTimeout", "console", "parseFloat", "parseInt", "performance", "process"],
  ...["queueMicrotask", "setImmediate", "setTimeout"],
].join(", ");

/** @type {esbuild.BuildOptions[]} */
const builds = [
  { ...node, entryPoints: { extension: "src/extension/extension.ts" }, external: ["vscode"] },
  // Apart from the extension, which starts it and loads the client only when a file asks for it.
  {
    ...node,
    entryPoints: { languageClient: "src/extension/languageClient/createClient.ts" },
    external: ["vscode"],
  },
  { ...node, entryPoints: { server: "src/server/server.ts" } },
  { ...node, entryPoints: { cli: "src/cli/cli.ts" }, banner: { js: "#!/usr/bin/env node" } },
  {
    ...node,
    banner: { js: `"use strict";\nconst { ${INTRINSICS} } = globalThis;` },
    entryPoints: {
      pythonWorker: "src/engines/cpython/worker.ts",
      nodeWorker: "src/engines/node/worker.ts",
      nodeEngine: "src/engines/node/engine.ts",
      nodeTypescript: "src/engines/node/typescript.ts", // apart: only TypeScript needs it, and it is large
    },
  },
  {
    ...common,
    platform: "browser",
    target: "es2022",
    format: "iife",
    entryPoints: { results: "media/results/main.ts" },
  },
  { ...common, entryPoints: { results: "media/results/results.css" } },
];

if (flags.has("--tests")) {
  builds.push({
    ...node,
    sourcemap: "linked",
    entryPoints: [
      ...entriesBelow("test", ".test.ts"),
      ...[
        "test/vscode/host/index.ts",
        "test/vscode/runHost.ts",
        "test/vscode/runDesktop.ts",
        "test/bench/bench.ts",
      ].filter(existsSync),
    ],
    outbase: ".",
    external: ["vscode", "mocha", "playwright-core", "@vscode/test-electron", "fast-check", "esbuild"],
  });
}

rmSync("dist", { recursive: true, force: true });
for (const backend of ["cpython", "ipyparallel"]) {
  cpSync(`src/engines/${backend}`, "dist/python", {
    recursive: true,
    filter: (file) => !file.endsWith(".ts") && !file.includes("__pycache__"),
  });
}
cpSync("src/lessons/lesson.schema.json", "dist/lesson.schema.json");
cpSync("src/protocol/run.schema.json", "dist/run.schema.json");
for (const name of ["", "-python", "-javascript", "-typescript", "-tsx"]) {
  const file = `tree-sitter${name}.wasm`;
  cpSync(join("node_modules/@vscode/tree-sitter-wasm/wasm", file), join("dist/grammars", file));
}

if (flags.has("--watch")) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
} else await Promise.all(builds.map((options) => esbuild.build(options)));
