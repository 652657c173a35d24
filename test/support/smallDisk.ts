import { spawnSync } from "node:child_process";
import { temporaryFolder, whenProcessEnds } from "./cleanUp";
import { skip } from "./skip";

/** A disk of its own with so many bytes; the test is skipped where none can be made. */
export function smallDisk(context: Mocha.Context, bytes: number): { readonly path: string; remove(): void } {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    skip(context, "only root on Linux can mount a small disk to fill");
  }
  const folder = temporaryFolder("parallel-labs-disk-");
  const { status, stderr } = spawnSync(
    "mount",
    ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder.path],
    {
      encoding: "utf8",
    },
  );
  if (status !== 0) {
    folder.remove();
    skip(context, `no small disk can be mounted here: ${stderr.trim()}`);
  }
  const unmount = () => void spawnSync("umount", ["--lazy", folder.path]);
  const forget = whenProcessEnds(unmount);
  return {
    path: folder.path,
    remove() {
      unmount();
      forget();
      folder.remove();
    },
  };
}
