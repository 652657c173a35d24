import { execFile } from "node:child_process";
import { errors } from "../../base/errors";

export interface AskOptions {
  /** Longest time that the answer may take, in ms. */
  readonly timeout: number;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Has the user's interpreter run a script of ours that prints one JSON document. Rejects with `broken-python` where that
 * does not come.
 */
export function askPython<Answer>(
  executable: string,
  args: readonly string[],
  { timeout, env }: AskOptions,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { timeout, windowsHide: true, env: { ...process.env, ...env } };
    execFile(executable, args, options, (error, stdout, stderr) => {
      try {
        if (error) throw error;
        resolve(JSON.parse(stdout) as Answer);
      } catch {
        const said = stderr.trim().split("\n").at(-1) || error?.message || "its answer was not understood";
        reject(errors.brokenPython(executable, said));
      }
    });
  });
}
