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

/** Where a code lens stands; absent when a command comes from the palette, a key or a button. */
export interface Place {
  readonly uri: vscode.Uri;
  readonly line: number;
}

/** A lens gives its place; buttons and menus give other things, such as the document's address. */
export function placeOf(argument: unknown): Place | undefined {
  const place = argument as Partial<Place> | undefined;
  return place?.uri instanceof vscode.Uri && typeof place.line === "number" ? (place as Place) : undefined;
}
