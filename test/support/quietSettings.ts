// Each in its newest form: VS Code rewrites an older one in the file, and may undo a test's change of settings by that.

/** User settings that keep the workbench still: nothing moves, blinks, asks, suggests or reaches for the network. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  "chat.disableAIFeatures": true,
  "editor.cursorBlinking": "solid",
  "editor.cursorSmoothCaretAnimation": "off",
  "editor.fontFamily": "DejaVu Sans Mono",
  "editor.minimap.enabled": false,
  "explorer.confirmDelete": false,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "files.exclude": { ".vscode": true }, // The tests change settings there; it would be in every picture.
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "parallelLabs.predict.enabled": false,
  "security.workspace.trust.banner": "never",
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "window.commandCenter": false,
  "workbench.colorTheme": "Dark Modern",
  "workbench.enableExperiments": false,
  "workbench.layoutControl.enabled": false,
  "workbench.list.smoothScrolling": false,
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};
