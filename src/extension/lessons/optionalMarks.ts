import * as vscode from "vscode";

const SCHEME = "parallel-labs-optional";

/** Makes {@link OptionalMarks} mark a tree item. It leads nowhere. */
export function optionalUri(lesson: string, item: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${lesson}/${item}` });
}

/**
 * Marks optional items with a "+", as the tally counts them, and in a fainter colour. Their description says it in a
 * word, but a narrow side bar has no room for that.
 */
export class OptionalMarks implements vscode.FileDecorationProvider {
  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) return undefined;
    const color = new vscode.ThemeColor("descriptionForeground");
    return new vscode.FileDecoration("+", vscode.l10n.t("optional"), color);
  }
}
