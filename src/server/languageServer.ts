import {
  type CancellationToken,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
  type TextDocumentIdentifier,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { DisposableStore } from "../base/disposable";
import type { Grammars } from "../language/syntax/grammars";
import { isLessonText } from "../lessons/editing/lessonText";
import { settingsPrefix } from "../protocol/ids";
import {
  type LensesParams,
  lensesRequest,
  type PreflightParams,
  preflightRequest,
  type ServerOptions,
} from "../protocol/languageServer";
import { codeActionKinds, codeActions } from "./codeActions";
import { fieldItems, optionItems, triggerCharacters } from "./completion";
import { Diagnostics, toDiagnostics } from "./diagnostics";
import { Documents } from "./documents";
import { type FileView, FileViews } from "./fileView";
import { Findings } from "./findings";
import { foldingRanges } from "./foldingRanges";
import { fieldHover, programHover } from "./hover";
import { codeLens, Lenses } from "./lenses";
import { preflightAnswer } from "./preflight";
import { selectionRanges } from "./selectionRanges";
import { legend, semanticTokens } from "./semanticTokens";
import type { ServerDocument } from "./serverDocument";
import { SettingsStore } from "./settings";
import { documentSymbols } from "./symbols";

/** Builds the language server's parts and connects them with a client. It reads texts, and never runs any. */
export function serve(connection: Connection, grammars: Grammars, version: string): void {
  connection.onInitialize((params) => {
    const options = (params.initializationOptions ?? {}) as ServerOptions;
    const session = new Session(connection, grammars, params, options);
    connection.onShutdown(() => session.dispose());
    return { serverInfo: { name: "parallel-labs", version }, capabilities: capabilities(options) };
  });
}

function capabilities(options: ServerOptions): InitializeResult["capabilities"] {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    documentSymbolProvider: { label: "Parallel Labs" },
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    semanticTokensProvider: {
      legend,
      full: true,
      // An editor that takes tokens from one server alone is to prefer any other.
      ...(options.lowTokens && { documentSelector: [{ language: "*" }] }),
    },
    completionProvider: { triggerCharacters },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds },
    ...(!options.ownLenses && { codeLensProvider: {} }),
    ...(options.diagnostics === "pull" && {
      diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false },
    }),
  };
}

/** What is there from a client's `initialize` to its `shutdown`. */
class Session {
  private readonly owned = new DisposableStore();
  private readonly documents: Documents;
  private readonly settings: SettingsStore;
  private readonly views: FileViews;
  private readonly findings: Findings;
  private readonly lenses: Lenses;
  private readonly diagnostics: Diagnostics | undefined;

  constructor(
    private readonly connection: Connection,
    grammars: Grammars,
    { capabilities: client }: InitializeParams,
    private readonly options: ServerOptions,
  ) {
    this.documents = this.owned.add(new Documents(grammars));
    this.settings = new SettingsStore(client.workspace?.configuration ? connection : undefined);
    this.views = new FileViews(this.documents, this.settings);
    this.findings = new Findings(this.views);
    this.lenses = new Lenses(this.documents);
    if (options.diagnostics !== "pull") {
      const { documents, findings } = this;
      this.diagnostics = new Diagnostics(connection, documents, findings, options);
      this.owned.add(this.diagnostics);
    }
    this.documents.onDidClose(({ uri }) => this.settings.forget(uri));
    this.documents.listen(connection);
    this.followSettings(client);
    this.answerRequests();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private followSettings({ workspace }: InitializeParams["capabilities"]): void {
    const { connection, settings, findings, diagnostics } = this;
    connection.onInitialized(() => {
      if (workspace?.didChangeConfiguration?.dynamicRegistration)
        void connection.client.register(DidChangeConfigurationNotification.type, { section: settingsPrefix });
    });
    connection.onDidChangeConfiguration(() => {
      settings.forget();
      findings.forget();
      diagnostics?.refresh();
      if (!this.options.ownLenses && workspace?.codeLens?.refreshSupport)
        void connection.sendRequest(CodeLensRefreshRequest.type);
      if (workspace?.semanticTokens?.refreshSupport) void connection.languages.semanticTokens.refresh();
    });
  }

  private answerRequests(): void {
    const { connection, lenses } = this;
    const { lessonCommand } = this.options;
    connection.onRequest(lensesRequest.method, (params: LensesParams, token: CancellationToken) =>
      this.ofProgram(params, token, (view) => lenses.of(view)),
    );
    connection.onRequest(preflightRequest.method, (params: PreflightParams, token: CancellationToken) =>
      this.ofProgram(params, token, (view) => preflightAnswer(view, params)),
    );
    connection.onCodeLens((params, token) =>
      this.ofProgram(params, token, (view) =>
        lenses.of(view).map((spec) => codeLens(spec, view.document.uri)),
      ),
    );
    connection.onDocumentSymbol((params, token) => this.ofProgram(params, token, documentSymbols));
    connection.onFoldingRanges((params, token) => this.ofProgram(params, token, foldingRanges));
    connection.onSelectionRanges((params, token) =>
      this.ofProgram(params, token, (view) => selectionRanges(view, params.positions)),
    );
    connection.languages.semanticTokens.on(
      async (params, token) => (await this.ofProgram(params, token, semanticTokens)) ?? { data: [] },
    );
    connection.onCompletion((params, token) => {
      const lesson = this.lesson(params);
      if (lesson) return fieldItems(lesson, params.position);
      return this.ofProgram(params, token, (view) => optionItems(view, params.position));
    });
    connection.onHover((params, token) => {
      const lesson = this.lesson(params);
      if (lesson) return fieldHover(lesson, params.position);
      return this.ofProgram(params, token, (view) => programHover(view, params.position, lessonCommand));
    });
    connection.onCodeAction(async (params, token) => {
      const document = this.documents.get(params.textDocument);
      if (!document) return null;
      const findings = await this.findings.of(document);
      if (this.lesson(params)) return codeActions(document, findings, params);
      return await this.ofProgram(params, token, ({ facts, syntax }) =>
        codeActions(document, findings, params, { language: facts.language, syntax }, lessonCommand),
      );
    });
    if (this.options.diagnostics !== "pull") return;
    connection.languages.diagnostics.on(async ({ textDocument }) => {
      const document = this.documents.get(textDocument);
      const items = document
        ? toDiagnostics(document, await this.findings.of(document), this.options.explanations)
        : [];
      return { kind: DocumentDiagnosticReportKind.Full, items };
    });
  }

  /** Answers on a program as it is now; null for what is none. A request that was cancelled meanwhile fails as such. */
  private async ofProgram<Answer>(
    { textDocument }: { readonly textDocument: TextDocumentIdentifier },
    token: CancellationToken,
    answer: (view: FileView) => Answer,
  ): Promise<Answer | null> {
    const view = await this.views.of(textDocument.uri);
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
    return view ? answer(view) : null;
  }

  private lesson({ textDocument }: { textDocument: TextDocumentIdentifier }): ServerDocument | undefined {
    const document = this.documents.get(textDocument);
    return document && !document.facts && isLessonText(document.path, document.text) ? document : undefined;
  }
}
