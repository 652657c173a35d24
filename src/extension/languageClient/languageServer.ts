import { join } from "node:path";
import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import { commands, type LanguageServerCommandId } from "../../protocol/ids";
import type { ServerRequest } from "../../protocol/languageServer";
import { type CommandHandler, registerTable } from "../registerTable";
import { onSetting, setting } from "../settings";
import { Crashes } from "./crashes";
import type { createClient, ServerConnection } from "./createClient";
import { isServed } from "./servedDocuments";

/** `none`: no document asked for it yet. `failed`: it crashed too often, or cannot start. */
export type ServerState = "none" | "starting" | "running" | "failed";

const CLIENT = join(__dirname, "languageClient.js");
const SERVER = join(__dirname, "server.js");

/**
 * The language server's process, from the first document that it knows to the window's end. It is started again when it
 * crashes, a few times. It never runs anybody's code, so it works in untrusted workspaces, too.
 */
export class LanguageServer implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ServerState>();
  /** The state is another. */
  readonly onDidChangeState = this.changed.event;
  private readonly log = vscode.window.createOutputChannel("Parallel Labs Language Server", { log: true });
  private readonly crashes = new Crashes();
  private readonly subscriptions: vscode.Disposable;
  private current: ServerState = "none";
  private server: ServerConnection | undefined;
  private started: Promise<void> | undefined;

  constructor() {
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.log,
      vscode.workspace.onDidOpenTextDocument((document) => this.startFor(document)),
      onSetting("languageServer.trace", () => void this.trace()),
      registerTable(table, { server: this, log: this.log }),
    );
    for (const document of vscode.workspace.textDocuments) this.startFor(document);
  }

  get state(): ServerState {
    return this.current;
  }

  /**
   * Asks the server, started if it is not there. A request that a crash ends is asked once more. Null for what the server
   * does not know, and where there is no server any more.
   */
  async ask<Params, Answer>(
    request: ServerRequest<Params, Answer>,
    params: Params,
    token: vscode.CancellationToken,
  ): Promise<Answer | null> {
    for (const isLast of [false, true]) {
      await this.start();
      if (this.current === "failed" || token.isCancellationRequested) return null;
      try {
        return (await this.server?.request(request, params, token)) ?? null;
      } catch (error) {
        if (token.isCancellationRequested) return null;
        if (isLast) this.log.error(messageOf(error));
      }
    }
    return null;
  }

  async restart(): Promise<void> {
    this.crashes.forget();
    const before = this.server;
    this.server = undefined;
    this.started = undefined;
    await before?.stop().catch((error) => this.log.error(messageOf(error)));
    await this.start();
  }

  showLog(): void {
    this.log.show();
  }

  dispose(): void {
    void this.server?.stop().catch(() => undefined); // the window ends, and so does the server
    this.server = undefined;
    this.subscriptions.dispose();
  }

  private startFor(document: vscode.TextDocument): void {
    if (isServed(document)) void this.start();
  }

  /** Resolves when the server is ready, or failed. */
  private start(): Promise<void> {
    this.started ??= this.launch();
    return this.started;
  }

  private async launch(): Promise<void> {
    this.become("starting");
    try {
      // A script of its own, loaded as late as this: it is larger than all the rest.
      const bundle = require(CLIENT) as { createClient: typeof createClient };
      const server = bundle.createClient({
        script: SERVER,
        log: this.log,
        onCrash: () => server === this.server && this.crashed(),
        onRunning: (running) => {
          if (running && server === this.server) void this.ready();
        },
      });
      this.server = server;
      await server.start();
    } catch (error) {
      this.log.error(messageOf(error));
      this.fail(
        vscode.l10n.t("The language server cannot start, so there are no lenses and no hints in the editor."),
      );
    }
  }

  private async ready(): Promise<void> {
    await this.trace();
    this.become("running");
  }

  private async trace(): Promise<void> {
    await this.server?.trace(setting("languageServer.trace"));
  }

  private crashed(): boolean {
    const again = this.crashes.mayRestart(Date.now());
    this.log.warn(again ? "The server ended; it is started again." : "The server ended too often.");
    if (again) this.become("starting");
    else
      this.fail(
        vscode.l10n.t("The language server ended five times in three minutes, and is not started again."),
      );
    return again;
  }

  private fail(message: string): void {
    this.become("failed");
    const restart = vscode.l10n.t("Restart");
    const show = vscode.l10n.t("Show Output");
    void vscode.window.showErrorMessage(message, restart, show).then((chosen) => {
      if (chosen === restart) void this.restart();
      else if (chosen === show) this.showLog();
    });
  }

  private become(state: ServerState): void {
    if (this.current === state) return;
    this.current = state;
    this.changed.fire(state);
  }
}

interface TableContext {
  readonly server: LanguageServer;
  readonly log: vscode.LogOutputChannel;
}

const table: Readonly<Record<LanguageServerCommandId, CommandHandler<TableContext>>> = {
  [commands.restartLanguageServer]: ({ server }) => server.restart(),
  [commands.showLanguageServerLog]: ({ server }) => server.showLog(),
};
