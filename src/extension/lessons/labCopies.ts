import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { fingerprint } from "../../lessons/fingerprint";
import { copyLab } from "../../lessons/labs/copyLab";
import type { LabKey } from "../../lessons/labs/labKey";
import { labAtPath, placeOfCopy } from "../../lessons/labs/labPlace";
import { readPackFile } from "../../lessons/labs/packFile";
import { type ResetCopy, resetCopy } from "../../lessons/labs/resetCopy";
import { plainText } from "../plainText";
import { findLab, type OfferedLab } from "./findLab";
import { askForHome, knownHome, workspaceHomes } from "./labHome";
import type { LabMemory } from "./labMemory";
import { lessonFileUri } from "./lessonUris";
import type { Lessons } from "./offeredLessons";

/** The learner's copies of labs: where they are, and which file is one. Nothing that is there is ever overwritten. */
export class LabCopies implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** A file may have become a copy of a lab, or may no longer be one. */
  readonly onDidChange = this.changed.event;
  private readonly lessons: Lessons;
  private readonly memory: LabMemory;
  private readonly subscriptions: vscode.Disposable;

  constructor(lessons: Lessons, memory: LabMemory) {
    this.lessons = lessons;
    this.memory = memory;
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      lessons.onDidChange(() => this.changed.fire()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.changed.fire()),
    );
  }

  /**
   * Opens the learner's copy of a lab, which is made if it is not there.
   * @returns undefined when the learner was asked for a folder and named none
   */
  async openLab(key: LabKey, viewColumn = vscode.ViewColumn.Active): Promise<vscode.Uri | undefined> {
    const found = await findLab(this.lessons, key);
    const home = knownHome(key.lesson, this.memory) ?? (await askForHome(this.memory));
    if (home === undefined) return undefined;
    const { path, existed } = await copyLab(found.lesson, found.lab, home);
    await this.memory.keepHome(key.lesson, home);
    if (!existed) await this.keepStarter(found);
    this.changed.fire();
    const uri = vscode.Uri.file(path);
    await vscode.window.showTextDocument(uri, { viewColumn, preview: false });
    if (existed) void this.tellNewVersion(found, uri);
    return uri;
  }

  /** The learner's copy of a lab, if it is there. */
  async copyOf(lesson: string, lab: string): Promise<vscode.Uri | undefined> {
    const found = await findLab(this.lessons, { lesson, lab });
    const home = knownHome(lesson, this.memory);
    if (home === undefined) return undefined;
    const path = join(home, placeOfCopy(lesson, found.lab.file));
    return existsSync(path) ? vscode.Uri.file(path) : undefined;
  }

  /** Which lab a file is a copy of. */
  labOf(uri: vscode.Uri): LabKey | undefined {
    if (uri.scheme !== "file") return undefined;
    const homes = [...workspaceHomes(), ...this.memory.homes];
    return labAtPath(
      uri.fsPath,
      homes,
      this.lessons.lessons.map(({ lesson }) => lesson),
    );
  }

  /**
   * Moves a copy to a backup and writes its starter anew. What was not saved is saved into the backup first.
   * @returns undefined when there is no copy, or when it could not be saved
   */
  async reset(key: LabKey): Promise<ResetCopy | undefined> {
    const found = await findLab(this.lessons, key);
    const copy = await this.copyOf(key.lesson, key.lab);
    const home = knownHome(key.lesson, this.memory);
    if (!copy || home === undefined || !(await saveChanges(copy))) return undefined;
    const done = await resetCopy(found.lesson, found.lab, home, new Date());
    await this.keepStarter(found);
    this.changed.fire();
    return done;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async keepStarter(found: OfferedLab): Promise<void> {
    await this.memory.keepCopyFacts(found.key, { starter: await starterOf(found) });
  }

  /** Says once that a lab has changed since the learner's copy was made. */
  private async tellNewVersion(found: OfferedLab, copy: vscode.Uri): Promise<void> {
    const starter = await starterOf(found).catch(() => undefined);
    const facts = this.memory.copyFacts(found.key);
    if (starter === undefined || facts?.starter === starter || facts?.told === starter) return;
    await this.memory.keepCopyFacts(found.key, facts ? { ...facts, told: starter } : { starter });
    if (!facts) return; // a copy from elsewhere: nobody knows what it began as
    const title = plainText(found.lab.title);
    const compare = vscode.l10n.t("Compare");
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        "The lab {0} has changed since you began it. Your file stays as it is; Reset Lab takes the new one.",
        title,
      ),
      compare,
    );
    if (chosen !== compare) return;
    const fresh = lessonFileUri(found.lesson, found.lab.file);
    await vscode.commands.executeCommand(
      "vscode.diff",
      copy,
      fresh,
      vscode.l10n.t("{0}: yours and the new version", title),
    );
  }
}

async function starterOf({ lesson, lab }: OfferedLab): Promise<string> {
  return fingerprint((await readPackFile(lesson, lab.file)).toString("utf8"));
}

/** Saves a file's changes, if an editor has any. */
export async function saveChanges(uri: vscode.Uri): Promise<boolean> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open?.isDirty ? await open.save() : true;
}
