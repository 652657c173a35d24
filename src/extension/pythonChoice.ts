import { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";
import { findPython, type PythonInterpreter } from "../engines/cpython/findPython";
import { setting } from "./settings";

const PYTHON_EXTENSION = "ms-python.python";

/** The interpreter for Python engines: the setting, else the Python extension's active environment, else PATH. */
export async function choosePython(resource?: vscode.Uri): Promise<PythonInterpreter> {
  const chosen = setting("python.path", resource).trim();
  if (chosen) return findPython({ chosen });
  const active = await activeEnvironment(resource);
  return findPython(active ? { active } : {});
}

async function activeEnvironment(resource?: vscode.Uri): Promise<string | undefined> {
  if (!vscode.extensions.getExtension(PYTHON_EXTENSION)) return undefined;
  try {
    const api = await PythonExtension.api();
    const path = api.environments.getActiveEnvironmentPath(resource);
    const environment = await api.environments.resolveEnvironment(path);
    return environment?.executable.uri?.fsPath;
  } catch {
    return undefined; // the Python extension is broken or disabled: PATH still answers
  }
}
