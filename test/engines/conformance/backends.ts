import { existsSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../../../src/engines/cpython/findPython";
import { builtFolder } from "../../support/builtFolder";
import { skip } from "../../support/skip";
import type { Snippets } from "./snippets";
import { nodeSnippets } from "./snippetsNode";
import { pythonSnippets } from "./snippetsPython";

/** A local backend as the conformance tests see it: how to start it, and its words for the same meanings. */
export interface Backend {
  readonly id: "python" | "node";
  /** Its name in the suites' titles. */
  readonly title: string;
  /** What its clusters are made with. */
  readonly options: { readonly neverFork?: boolean };
  /** Name of a file of the user's. */
  readonly filename: string;
  readonly code: Snippets;
  executable(): Promise<string>;
}

const backends: readonly Backend[] = [
  {
    id: "python",
    title: "python",
    options: {},
    filename: "/lessons/lab.py",
    code: pythonSnippets,
    executable: async () => (await findPython({})).executable,
  },
  {
    id: "python",
    title: "python (an interpreter each)",
    options: { neverFork: true },
    filename: "/lessons/lab.py",
    code: pythonSnippets,
    executable: async () => (await findPython({})).executable,
  },
  {
    id: "node",
    title: "node",
    options: {},
    filename: "/lessons/lab.js",
    code: nodeSnippets,
    executable: async () => process.execPath,
  },
];

/** Declares a suite once for every backend. */
export function forEachBackend(title: string, declare: (backend: Backend) => void): void {
  for (const backend of backends) {
    describe(`${backend.title} engines: ${title}`, function () {
      this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 180_000));
      before(function () {
        const script = join(builtFolder(), backend.id === "python" ? "pythonWorker.js" : "nodeEngine.js");
        if (!existsSync(script)) skip(this, `${script} has not been built`);
      });
      declare(backend);
    });
  }
}
