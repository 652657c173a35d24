import type {
  Connection,
  DidChangeTextDocumentParams,
  DidOpenTextDocumentParams,
  TextDocumentIdentifier,
} from "vscode-languageserver";
import { type Disposable, DisposableStore } from "../base/disposable";
import { Emitter } from "../base/event";
import type { Grammars } from "../language/syntax/grammars";
import { ServerDocument } from "./serverDocument";

/** The documents that the client has open. */
export class Documents implements Disposable {
  private readonly open = new Map<string, ServerDocument>();
  private readonly subscriptions = new DisposableStore();
  private readonly opened = new Emitter<ServerDocument>();
  private readonly changed = new Emitter<ServerDocument>();
  private readonly saved = new Emitter<ServerDocument>();
  private readonly closed = new Emitter<ServerDocument>();
  readonly onDidOpen = this.opened.event;
  readonly onDidChange = this.changed.event;
  readonly onDidSave = this.saved.event;
  readonly onDidClose = this.closed.event;

  constructor(private readonly grammars: Grammars) {}

  /** Follows what a client tells of its documents. */
  listen(connection: Connection): void {
    const { subscriptions } = this;
    subscriptions.add(connection.onDidOpenTextDocument((params) => this.add(params)));
    subscriptions.add(connection.onDidChangeTextDocument((params) => this.change(params)));
    subscriptions.add(connection.onDidSaveTextDocument(({ textDocument }) => this.save(textDocument)));
    subscriptions.add(connection.onDidCloseTextDocument(({ textDocument }) => this.remove(textDocument)));
  }

  get all(): readonly ServerDocument[] {
    return [...this.open.values()];
  }

  get({ uri }: TextDocumentIdentifier): ServerDocument | undefined {
    return this.open.get(uri);
  }

  add({ textDocument }: DidOpenTextDocumentParams): void {
    this.remove(textDocument);
    const document = new ServerDocument(textDocument, this.grammars);
    this.open.set(textDocument.uri, document);
    this.opened.fire(document);
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.open.get(textDocument.uri);
    if (!document || contentChanges.length === 0) return;
    document.change(contentChanges, textDocument.version);
    this.changed.fire(document);
  }

  remove({ uri }: TextDocumentIdentifier): void {
    const document = this.open.get(uri);
    if (!document) return;
    this.open.delete(uri);
    this.closed.fire(document);
    document.dispose();
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const { uri } of this.all) this.remove({ uri });
    for (const emitter of [this.opened, this.changed, this.saved, this.closed]) emitter.dispose();
  }

  private save({ uri }: TextDocumentIdentifier): void {
    const document = this.open.get(uri);
    if (document) this.saved.fire(document);
  }
}
