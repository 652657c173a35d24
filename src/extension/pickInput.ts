import { relative } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../base/errors";
import { findInputs } from "../mapreduce/inputs";
import { bytes } from "../runs/format";

/** What to ask for. */
export interface InputQuestion {
  readonly job: string;
  /** The job's shape in a sentence. */
  readonly reason: string;
  /** Where relative names begin. */
  readonly folder: string;
  /** The job's own file, which is hardly its input. */
  readonly lab: vscode.Uri;
  /** What the file itself names. */
  readonly ofFile?: readonly string[];
  /** What the job was last run on. */
  readonly current?: readonly string[];
}

interface Item extends vscode.QuickPickItem {
  readonly names?: readonly string[];
  /** What is typed is the input, as it stands when it is accepted. */
  readonly typed?: boolean;
  readonly browse?: boolean;
}

/** Files that look like the input of a job, and where nobody keeps any. */
const TEXT_FILES = "**/*.{txt,log,csv,tsv,json,jsonl,ndjson,xml,html,md,gz,bz2}";
const NOT_IN = "**/{node_modules,.git,.venv,venv,__pycache__,dist,build}/**";
const MOST_FILES = 200;

/** Asks which files a job is to read: one of the workspace's, any others, or a path or glob that is typed. */
export async function pickInput(question: InputQuestion): Promise<readonly string[] | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = vscode.l10n.t("Input of {0}", question.job);
  pick.placeholder = vscode.l10n.t("Choose a file, or type a path or a glob such as data/*.txt");
  pick.matchOnDescription = true;
  pick.ignoreFocusOut = true;
  pick.busy = true;
  let offered = firstItems(question);
  const show = () => {
    pick.items = [...offered, ...typedItem(pick.value, question), browseItem()];
  };
  show();
  pick.onDidChangeValue(show);
  void workspaceItems(question).then((items) => {
    offered = [...offered, ...items];
    pick.busy = false;
    show();
  });
  try {
    return await answer(pick, question);
  } finally {
    pick.dispose();
  }
}

function answer(
  pick: vscode.QuickPick<Item>,
  question: InputQuestion,
): Promise<readonly string[] | undefined> {
  return new Promise((resolve) => {
    pick.onDidHide(() => resolve(undefined));
    pick.onDidAccept(async () => {
      // Whoever types fast accepts before the list has followed: an item that does not fit is not what is meant.
      const typed = pick.value.trim();
      const item = pick.selectedItems.find((one) => !one.typed && isSubsequence(typed, one.label));
      if (item?.browse) {
        const files = await browse(question);
        if (files) resolve(files);
        return;
      }
      const names = item?.names ?? (typed ? [typed] : []);
      if (names.length === 0) return;
      try {
        await findInputs(names, question.folder);
        resolve(names);
      } catch (error) {
        pick.title = messageOf(error); // it stays open, so that what is typed can be mended
      }
    });
    pick.show();
  });
}

/** Whether all letters of one text come in another in their order, as in what a quick pick shows for what is typed. */
function isSubsequence(letters: string, text: string): boolean {
  const rest = text.toLowerCase()[Symbol.iterator]();
  return [...letters.toLowerCase().replaceAll(" ", "")].every((letter) => {
    for (let next = rest.next(); !next.done; next = rest.next()) if (next.value === letter) return true;
    return false;
  });
}

function firstItems({ current, ofFile }: InputQuestion): Item[] {
  const items: Item[] = [];
  if (current && current !== ofFile) {
    items.push({
      label: `$(history) ${current.join(", ")}`,
      description: vscode.l10n.t("as last time"),
      names: current,
    });
  }
  if (ofFile) {
    const description = vscode.l10n.t("named in the file");
    items.push({ label: `$(file-code) ${ofFile.join(", ")}`, description, names: ofFile });
  }
  return items;
}

function typedItem(typed: string, { folder }: InputQuestion): Item[] {
  const name = typed.trim();
  if (name === "") return [];
  const description = vscode.l10n.t("path or glob, from {0}", folder);
  return [{ label: `$(edit) ${name}`, description, typed: true, alwaysShow: true }];
}

function browseItem(): Item {
  return { label: `$(folder-opened) ${vscode.l10n.t("Browse…")}`, browse: true };
}

async function workspaceItems({ folder, lab }: InputQuestion): Promise<Item[]> {
  const found = await vscode.workspace.findFiles(TEXT_FILES, NOT_IN, MOST_FILES);
  const files = found.filter((uri) => uri.scheme === "file" && uri.fsPath !== lab.fsPath);
  const items = await Promise.all(
    files.map(async (uri): Promise<Item> => {
      const { size } = await vscode.workspace.fs.stat(uri);
      const inside = relative(folder, uri.fsPath);
      const name = inside.startsWith("..") ? uri.fsPath : inside.replaceAll("\\", "/");
      return {
        label: `$(file) ${vscode.workspace.asRelativePath(uri)}`,
        description: bytes(size),
        names: [name],
      };
    }),
  );
  return items.sort((a, b) => a.label.localeCompare(b.label));
}

async function browse({ job, folder }: InputQuestion): Promise<readonly string[] | undefined> {
  const uris = await vscode.window.showOpenDialog({
    title: vscode.l10n.t("Input of {0}", job),
    openLabel: vscode.l10n.t("Use as Input"),
    canSelectMany: true,
    defaultUri: vscode.Uri.file(folder),
  });
  return uris?.map(({ fsPath }) => fsPath);
}
