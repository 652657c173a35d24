import * as vscode from "vscode";

/** Something that the extension asked or said. */
export interface Asked {
  readonly kind: "pick" | "message";
  /** A quick pick's title, or the message. */
  readonly text: string;
  /** Labels of a quick pick's items, or a message's buttons. */
  readonly choices: readonly string[];
  /** What a dialog says below its message. */
  readonly detail?: string;
  /** Whether a quick pick takes several items. */
  readonly several: boolean;
}

/** What a person would choose: a label or button, several, or undefined for Escape. */
export type Answer = string | readonly string[] | undefined;

const SHOWN = ["showInformationMessage", "showWarningMessage", "showErrorMessage"] as const;

/**
 * Answers in the place of a person what the extension asks while `work` is done.
 * @returns all that was asked and said, in order
 */
export async function answering(
  answer: (asked: Asked) => Answer,
  work: () => Thenable<unknown>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const tell = (one: Asked) => {
    asked.push(one);
    return answer(one);
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const before = { ...window };
  window["showQuickPick"] = async (
    items: readonly vscode.QuickPickItem[] | Thenable<readonly vscode.QuickPickItem[]>,
    options: vscode.QuickPickOptions = {},
  ) => {
    const all = await items;
    const several = options.canPickMany ?? false;
    const chosen = tell({
      kind: "pick",
      text: options.title ?? "",
      choices: all.map(({ label }) => label),
      several,
    });
    if (chosen === undefined) return undefined;
    const picked = all.filter(({ label }) => [chosen].flat().includes(label));
    return several ? picked : picked[0];
  };
  for (const name of SHOWN) {
    window[name] = async (text: string, ...rest: readonly (string | vscode.MessageOptions)[]) => {
      const options = rest.find((one): one is vscode.MessageOptions => typeof one === "object");
      const choices = rest.filter((one): one is string => typeof one === "string");
      const detail = options?.detail === undefined ? {} : { detail: options.detail };
      const chosen = tell({ kind: "message", text, choices, several: false, ...detail });
      return typeof chosen === "string" && choices.includes(chosen) ? chosen : undefined;
    };
  }
  try {
    await work();
  } finally {
    for (const name of ["showQuickPick", ...SHOWN]) window[name] = before[name];
  }
  return asked;
}
