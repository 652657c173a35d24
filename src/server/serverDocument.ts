import type {
  Position,
  Range,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Disposable } from "../base/disposable";
import { type LanguageFacts, languageOf } from "../language/languages";
import { withLineFeeds } from "../language/lineEnds";
import { type Grammars, grammarOf } from "../language/syntax/grammars";
import type { SyntaxText } from "../language/syntax/syntaxText";
import { FollowedTree } from "./followedTree";

/** A document that a client has open, as its last change left it. */
export class ServerDocument implements Disposable {
  readonly uri: string;
  /** The path in its address, decoded. */
  readonly path: string;
  /** Absent for what is no program, such as a lesson. */
  readonly facts: LanguageFacts | undefined;
  private readonly document: TextDocument;
  private readonly tree: FollowedTree | undefined;
  private plain: { readonly version: number; readonly text: string } | undefined;

  constructor({ uri, languageId, version, text }: TextDocumentItem, grammars: Grammars) {
    this.uri = uri;
    this.path = pathOf(uri);
    this.facts = languageOf(this.path, languageId);
    this.document = TextDocument.create(uri, languageId, version, text);
    if (this.facts) {
      const grammar = grammarOf(this.facts.language, this.path, languageId);
      this.tree = new FollowedTree(grammars, grammar, () => this.document.getText());
    }
  }

  get version(): number {
    return this.document.version;
  }

  get lineCount(): number {
    return this.document.lineCount;
  }

  /** Its text, with line feeds for carriage returns that stand alone. Offsets are those of the document. */
  get text(): string {
    if (this.plain?.version !== this.version)
      this.plain = { version: this.version, text: withLineFeeds(this.document.getText()) };
    return this.plain.text;
  }

  /** The syntax tree, void after the next change. Undefined for what is no program, and once it was closed. */
  async syntax(): Promise<SyntaxText | undefined> {
    return await this.tree?.get();
  }

  /** Applies a client's changes, each to what the one before it left. */
  change(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    for (const change of changes) {
      const before = this.document.getText();
      if ("range" in change) {
        const ends = [this.offsetAt(change.range.start), this.offsetAt(change.range.end)] as const;
        TextDocument.update(this.document, [change], version);
        const [from, to] = [Math.min(...ends), Math.max(...ends)];
        this.tree?.follow({ from, to, text: change.text }, before, this.document.getText());
      } else {
        TextDocument.update(this.document, [change], version);
        this.tree?.forget();
      }
    }
    this.plain = undefined;
  }

  positionAt(offset: number): Position {
    return this.document.positionAt(offset);
  }

  offsetAt(position: Position): number {
    return this.document.offsetAt(position);
  }

  range(from: number, to: number): Range {
    return { start: this.positionAt(from), end: this.positionAt(to) };
  }

  /** Offset at which a line begins. */
  start(line: number): number {
    return this.document.offsetAt({ line, character: 0 });
  }

  /** A line without its end. */
  line(line: number): string {
    return this.document
      .getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } })
      .replace(/[\r\n]+$/, "");
  }

  dispose(): void {
    this.tree?.dispose();
  }
}

function pathOf(uri: string): string {
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}
