import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Interpreters that may have ipyparallel: Debian's package is for the system's own. */
const CANDIDATES = [process.env["LABS_IPYPARALLEL_PYTHON"], "python3", "/usr/bin/python3"];
const PROBE =
  "import ipyparallel, sys; v = ipyparallel.__version__.split('.'); assert (int(v[0]), int(v[1])) >= (7, 1); print(sys.executable)";

let found: Promise<string | undefined> | undefined;

/** An interpreter of this machine with ipyparallel 7.1 or newer. */
export function findIpyparallel(): Promise<string | undefined> {
  found ??= search();
  return found;
}

async function search(): Promise<string | undefined> {
  for (const candidate of CANDIDATES) {
    if (!candidate) continue;
    const answer = await promisify(execFile)(candidate, ["-c", PROBE]).catch(() => undefined);
    if (answer) return answer.stdout.trim();
  }
  return undefined;
}
