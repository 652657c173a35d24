import { isAbsolute, join } from "node:path";

/**
 * The folder that an entry of the setting `lessons.folders` means: an absolute path, one below the home folder with
 * `~/`, or one below a workspace folder. Undefined for what is no path, and for a relative one without a workspace.
 */
export function folderOfSetting(
  entry: unknown,
  home: string,
  workspaceFolder: string | undefined,
): string | undefined {
  if (typeof entry !== "string" || entry.trim() === "" || entry.includes("\0")) return undefined;
  const path = entry.trim();
  if (path === "~") return home;
  if (/^~[\\/]/.test(path)) return join(home, path.slice(2));
  if (isAbsolute(path)) return path;
  return workspaceFolder && join(workspaceFolder, path);
}
