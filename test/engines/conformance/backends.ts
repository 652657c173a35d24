import { existsSync } from "node:fs";
import { join } from "node:path";
import { findPython } from "../../../src/engines/cpython/findPython";
import { builtFolder } from "../../support/builtFolder";
import { findIpyparallel } from "../../support/ipyparallel";
import { skip } from "../../support/skip";
import type { Snippets } from "./snippets";
import { nodeSnippets } from "./snippetsNode";
import { pythonSnippets } from "./snippetsPython";

/** A backend as the conformance tests see it: how to start it, and its words for the same meanings. */
export interface Backend {
  readonly id: "python" | "node" | "ipyparallel";
  /** Its name in the suites' titles. */
  readonly title: string;
  /** What its clusters are made with. */
  readonly options: { readonly neverFork?: boolean };
  /** Name of a file of the user's. */
  readonly filename: string;
  readonly code: Snippets;
  executable(): Promise<string>;
  /** What is otherwise where engines are kernels of a cluster. */
  readonly cluster?: {
    /** What was written in the moment of a death may be lost: it goes through the process that dies. */
    readonly losesLastWords: true;
    /** A start takes seconds, so that what is done many times elsewhere is done so often. */
    readonly repetitions: number;
  };
  /** Why it cannot be tried on this machine, if it cannot. */
  missing?(): Promise<string | undefined>;
}

/** One whose engines are processes of this machine. */
export type LocalBackend = Backend & { readonly id: "python" | "node" };

const backends: readonly (Backend | LocalBackend)[] = [
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
    id: "ipyparallel",
    title: "ipyparallel",
    options: {},
    filename: "/lessons/lab.py",
    code: pythonSnippets,
    cluster: { losesLastWords: true, repetitions: 4 },
    executable: async () => (await findIpyparallel()) ?? "",
    missing: async () =>
      (await findIpyparallel())
        ? undefined
        : "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)",
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
  for (const backend of backends) declareFor(backend, title, declare);
}

/** As {@link forEachBackend}, for what is not of the backends but of what is built on them. */
export function forEachLocalBackend(title: string, declare: (backend: LocalBackend) => void): void {
  for (const backend of backends) if (isLocal(backend)) declareFor(backend, title, declare);
}

export function isLocal(backend: Backend): backend is LocalBackend {
  return backend.id !== "ipyparallel";
}

function declareFor<B extends Backend>(backend: B, title: string, declare: (backend: B) => void): void {
  describe(`${backend.title} engines: ${title}`, function () {
    this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 180_000));
    before(async function () {
      const script = join(builtFolder(), backend.id === "node" ? "nodeEngine.js" : "pythonWorker.js");
      if (!existsSync(script)) skip(this, `${script} has not been built`);
      const missing = await backend.missing?.();
      if (missing) skip(this, missing);
    });
    declare(backend);
  });
}
