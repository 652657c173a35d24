import { execFile } from "node:child_process";
import { errors, LabsError } from "../../base/errors";

/** A Python interpreter that engines can run on. */
export interface PythonInterpreter {
  /** The interpreter itself; what was asked may have been a launcher or a shim that costs time at every start. */
  readonly executable: string;
  readonly version: string;
}

/** Where to look for Python: the first that is given is taken, and it alone is tried. */
export interface PythonWishes {
  /** The setting or the command line's option. */
  readonly chosen?: string;
  /** The environment that is active in the editor, or that the shell has activated. */
  readonly active?: string;
}

/** Longest time that an interpreter may take to answer its first question, in ms. */
const PROBE_TIMEOUT = 20_000;
const OLDEST = [3, 9] as const;
/** Understood by every Python since 2.6. */
const PROBE = "import sys; sys.stdout.write('%d.%d.%d\\n%s' % (sys.version_info[:3] + (sys.executable,)))";

const known = new Map<string, Promise<PythonInterpreter>>();

/**
 * Finds the interpreter for Python engines: the chosen one, else the active one, else `python3` or `python` of
 * PATH. Throws `no-python`, `old-python` or `broken-python`, each saying what to do. Answers are remembered.
 */
export async function findPython(wishes: PythonWishes): Promise<PythonInterpreter> {
  const wanted = wishes.chosen || wishes.active;
  if (wanted) return probe(wanted);
  const names = process.platform === "win32" ? ["python", "python3", "py"] : ["python3", "python"];
  let old: unknown;
  for (const name of names) {
    try {
      return await probe(name);
    } catch (error) {
      if (error instanceof LabsError && error.code === "old-python") old = error;
    }
  }
  throw old ?? errors.noPython(names);
}

function probe(path: string): Promise<PythonInterpreter> {
  let answer = known.get(path);
  if (!answer) {
    answer = ask(path);
    known.set(path, answer);
    answer.catch(() => known.delete(path)); // the user may mend it
  }
  return answer;
}

function ask(path: string): Promise<PythonInterpreter> {
  return new Promise((resolve, reject) => {
    execFile(path, ["-c", PROBE], { timeout: PROBE_TIMEOUT, windowsHide: true }, (error, stdout, stderr) => {
      if (error) {
        const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
        const said = missing ? "there is no such program" : stderr.trim().split("\n").at(-1) || error.message;
        reject(errors.brokenPython(path, said));
        return;
      }
      const [version = "", executable = ""] = stdout.split("\n");
      const [major = 0, minor = 0] = version.split(".").map(Number);
      if (!/^\d+\.\d+\.\d+$/.test(version)) {
        reject(errors.brokenPython(path, "its answer was not understood"));
      } else if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
        reject(errors.oldPython(path, version));
      } else resolve({ executable: executable || path, version });
    });
  });
}
