import { spawnSync } from "node:child_process";

/** Text packed by Python's bz2, which Node has not; undefined where there is no Python. */
export function bzip2(text: string): Buffer | undefined {
  const program = "import bz2, sys; sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read()))";
  const { status, stdout } = spawnSync("python3", ["-c", program], { input: text });
  return status === 0 ? stdout : undefined;
}
