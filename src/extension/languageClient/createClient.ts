/**
 * The client of the language server, a bundle of its own (dist/languageClient.js): it is large, and the extension is to be
 * active in an instant.
 */
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  Trace,
  TransportKind,
} from "vscode-languageclient/node";
import { commands, settingsPrefix } from "../../protocol/ids";
import type { ServerOptions, ServerRequest } from "../../protocol/languageServer";
import { explanationLinks } from "./explanationLinks";
import { isServed, selector } from "./servedDocuments";

/** What the client works with. */
export interface ClientParts {
  /** Path of the server's script. */
  readonly script: string;
  readonly log: vscode.LogOutputChannel;
  /** The server ended although nobody asked it to: says whether to start it again. */
  onCrash(): boolean;
  /** It is ready for requests, or is no more. */
  onRunning(running: boolean): void;
}

/** A server that runs, or will in a moment. */
export interface ServerConnection {
  /** Resolves when it is ready for requests. Rejects when it cannot start. */
  start(): Promise<void>;
  /** Ends the server's process. */
  stop(): Promise<void>;
  /** Rejects when the server fails, or is not there any more. */
  request<Params, Answer>(
    request: ServerRequest<Params, Answer>,
    params: Params,
    token: vscode.CancellationToken,
  ): Promise<Answer | null>;
  /** Logs messages from now on, or does so no more. */
  trace(level: "off" | "messages" | "verbose"): Promise<void>;
}

/** Errors in a row that the connection may have before it is given up. */
const MOST_ERRORS = 3;

export function createClient({ script, log, onCrash, onRunning }: ClientParts): ServerConnection {
  const options: ServerOptions = {
    ownLenses: true,
    lowTokens: true,
    lessonCommand: commands.openLesson,
    explanations: explanationLinks(),
  };
  const client = new LanguageClient(
    `${settingsPrefix}.languageServer`,
    "Parallel Labs",
    { module: script, transport: TransportKind.ipc },
    {
      documentSelector: selector,
      initializationOptions: options,
      synchronize: { configurationSection: settingsPrefix },
      outputChannel: log,
      traceOutputChannel: telling(log),
      markdown: { isTrusted: { enabledCommands: [commands.openLesson] } },
      errorHandler: {
        error: (_error, _message, count = 0) => ({
          action: count <= MOST_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
          handled: true,
        }),
        closed: () => ({ action: onCrash() ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }),
      },
      middleware: {
        // The server's tokens are registered for whatever document, so that any other server's come first.
        provideDocumentSemanticTokens: (document, token, next) =>
          isServed(document) ? next(document, token) : undefined,
        workspace: {
          // Of a document, not of its address alone: settings may differ by its language.
          configuration: ({ items }) =>
            items.map(({ scopeUri, section }) => {
              const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === scopeUri);
              const scope = open ?? (scopeUri === undefined ? undefined : vscode.Uri.parse(scopeUri));
              return vscode.workspace.getConfiguration(section, scope) as unknown;
            }),
        },
      },
    },
  );
  client.onDidChangeState(({ newState }) => {
    if (newState !== State.Starting) onRunning(newState === State.Running);
  });
  return {
    start: () => client.start(),
    stop: () => client.dispose(),
    request: (request, params, token) => client.sendRequest(request.method, params, token),
    trace: (level) => client.setTrace(Trace.fromString(level)),
  };
}

/** A log that shows traces at any level: our own setting turns them on. */
function telling(log: vscode.LogOutputChannel): vscode.LogOutputChannel {
  return new Proxy(log, {
    get(target, name) {
      if (name === "trace") return (message: string) => target.info(message);
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
