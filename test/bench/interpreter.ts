import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findPython, type PythonInterpreter } from "../../src/engines/cpython/findPython";

/** Where Linux distributions put the interpreter that their packages, ipyparallel among them, belong to. */
const SYSTEM_PYTHON = "/usr/bin/python3";

let found: Promise<PythonInterpreter> | undefined;

/** The interpreter of all contestants: one that has the peers' packages, if there is one. */
export function interpreter(): Promise<PythonInterpreter> {
  found ??= find();
  return found;
}

async function find(): Promise<PythonInterpreter> {
  for (const wishes of [{}, { chosen: SYSTEM_PYTHON }]) {
    const python = await findPython(wishes).catch(() => undefined);
    if (python && (await hasPeers(python))) return python;
  }
  return findPython({});
}

async function hasPeers({ executable }: PythonInterpreter): Promise<boolean> {
  const probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('ipyparallel') is None)";
  return promisify(execFile)(executable, ["-I", "-c", probe]).then(
    () => true,
    () => false,
  );
}
