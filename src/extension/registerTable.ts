import * as vscode from "vscode";
import { showFailure } from "./showFailure";

/** What a command does; `argument` is what a menu, a lens or another command gives, `more` the whole choice in a list. */
export type CommandHandler<Context> = (context: Context, argument: unknown, more: unknown) => unknown;

/** Registers the commands of a table. A failure is shown to the user, never lost. */
export function registerTable<Context extends { readonly log: vscode.LogOutputChannel }>(
  table: Readonly<Record<string, CommandHandler<Context>>>,
  context: Context,
): vscode.Disposable {
  const registered = Object.entries(table).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (argument: unknown, more: unknown) => {
      try {
        await handler(context, argument, more);
      } catch (error) {
        showFailure(error, context.log);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
