import * as vscode from "vscode";
import { type SettingId, type Settings, settingsPrefix } from "../protocol/ids";

/** The value of a setting, with package.json's default when the user has none. */
export function setting<Id extends SettingId>(id: Id, scope?: vscode.ConfigurationScope): Settings[Id] {
  return vscode.workspace.getConfiguration(settingsPrefix, scope).get(id) as Settings[Id];
}

/** Changes a setting where it already has a value, else for the user. */
export async function changeSetting<Id extends SettingId>(id: Id, value: Settings[Id]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingsPrefix);
  const inWorkspace = configuration.inspect(id)?.workspaceValue !== undefined;
  const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await configuration.update(id, value, target);
}

/** Keeps a choice of the user: in the workspace where there is one, else for the user. The default is not written. */
export async function storeSetting<Id extends SettingId>(id: Id, value: Settings[Id]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(settingsPrefix);
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  const { defaultValue, globalValue } = configuration.inspect(id) ?? {};
  const beneath =
    target === vscode.ConfigurationTarget.Workspace ? (globalValue ?? defaultValue) : defaultValue;
  await configuration.update(id, value === beneath ? undefined : value, target);
}

/** Tells when a setting changes, or one of a group of them. */
export function onSetting(id: SettingId | "codeLens", listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${settingsPrefix}.${id}`)) listener();
  });
}
