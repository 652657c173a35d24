import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { contributedFolders } from "../../lessons/pack/contributedFolders";
import { folderOfSetting } from "../../lessons/pack/folderOfSetting";
import { findInPack, leavesFolder } from "../../lessons/pack/insidePack";
import type { LessonProblem } from "../../protocol/lessonProblem";
import { setting } from "../settings";

/** Where a lesson comes from. */
export type SourceKind = "builtIn" | "workspace" | "folder" | "extension";

/** A folder of lessons. */
export interface LessonSource {
  readonly kind: SourceKind;
  /** Absolute. */
  readonly folder: string;
}

/** The folders of lessons, the first to offer a lesson's id wins, and what is wrong with their naming. */
export interface LessonSources {
  readonly sources: readonly LessonSource[];
  readonly problems: readonly LessonProblem[];
}

/** Below a workspace folder. */
export const WORKSPACE_LESSONS = join(".parallel-labs", "lessons");

/** Finds the folders of lessons: built in, of the workspace, of the setting, of other extensions. Each stands once. */
export async function findSources(extension: vscode.Extension<unknown>): Promise<LessonSources> {
  const problems: LessonProblem[] = [];
  const all: LessonSource[] = [
    { kind: "builtIn", folder: builtInFolder(extension) },
    ...(await ofWorkspace(problems)),
    ...ofSetting(),
    ...(await ofExtensions(extension.id, problems)),
  ];
  const sources: LessonSource[] = [];
  const known = new Set<string>();
  for (const source of all) {
    const real = await realpath(source.folder).catch(() => source.folder);
    if (known.has(real)) continue;
    known.add(real);
    sources.push(source);
  }
  return { sources, problems };
}

/** The lessons that come with the product. */
export function builtInFolder({ extensionPath }: vscode.Extension<unknown>): string {
  return join(extensionPath, "lessons");
}

/** The workspace's folders on this machine. */
export function localFolders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
}

async function ofWorkspace(problems: LessonProblem[]): Promise<LessonSource[]> {
  const sources: LessonSource[] = [];
  for (const root of localFolders()) {
    const folder = join(root, WORKSPACE_LESSONS);
    const real = await realpath(root).catch(() => undefined);
    const target = real && (await findInPack(real, real, WORKSPACE_LESSONS.replaceAll("\\", "/")));
    if (!target || target.kind === "missing") continue;
    if (target.kind === "outside" && !vscode.workspace.isTrusted) {
      const message = vscode.l10n.t(
        "These lessons are a link out of the workspace, which is not trusted: trust it to read them.",
      );
      problems.push(outside(folder, message));
    } else sources.push({ kind: "workspace", folder });
  }
  return sources;
}

/** In an untrusted workspace VS Code itself leaves out what the workspace says of this setting (package.json). */
function ofSetting(): LessonSource[] {
  const folders = localFolders();
  const scopes = folders.length > 0 ? folders : [undefined];
  return scopes.flatMap((root) => {
    const entries: unknown = setting(
      "lessons.folders",
      root === undefined ? undefined : vscode.Uri.file(root),
    );
    return (Array.isArray(entries) ? entries : [])
      .map((entry) => folderOfSetting(entry, homedir(), root))
      .filter((folder) => folder !== undefined)
      .map((folder) => ({ kind: "folder" as const, folder }));
  });
}

async function ofExtensions(own: string, problems: LessonProblem[]): Promise<LessonSource[]> {
  const sources: LessonSource[] = [];
  for (const { id, extensionPath, packageJSON } of vscode.extensions.all) {
    if (id === own) continue;
    for (const path of contributedFolders(packageJSON)) {
      const real = await realpath(extensionPath).catch(() => undefined);
      const target = real && !leavesFolder(path) ? await findInPack(real, real, path) : undefined;
      if (target?.kind === "folder") sources.push({ kind: "extension", folder: join(extensionPath, path) });
      else {
        const message = vscode.l10n.t(
          "The extension {0} offers lessons in {1}, which is no folder of its own: correct the path.",
          id,
          path,
        );
        problems.push(outside(join(extensionPath, "package.json"), message));
      }
    }
  }
  return sources;
}

function outside(file: string, message: string): LessonProblem {
  return { code: "outside-pack", severity: "error", file, line: 1, column: 1, field: "", message };
}
