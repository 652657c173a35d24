import type { Disposable } from "../base/disposable";
import { withLineFeeds } from "../language/lineEnds";
import type { Grammar, Grammars } from "../language/syntax/grammars";
import { SyntaxText, type TextChange } from "../language/syntax/syntaxText";

/** Changes that are kept until the tree is wanted; with more of them, parsing anew is quicker. */
const MOST_PENDING = 200;

/**
 * The syntax tree of a document, made when it is first asked for, and brought up to date when it is asked for again.
 * Its text has line feeds for carriage returns that stand alone; offsets are those of the document.
 */
export class FollowedTree implements Disposable {
  private syntax: SyntaxText | undefined;
  private pending: TextChange[] = [];
  private disposed = false;

  constructor(
    private readonly grammars: Grammars,
    private readonly grammar: Grammar,
    private readonly currentText: () => string,
  ) {}

  /** Takes note of a change. `before` and `after` are the document's texts around it. */
  follow({ from, to, text }: TextChange, before: string, after: string): void {
    if (!this.syntax) return;
    if (this.pending.length >= MOST_PENDING) {
      this.forget();
      return;
    }
    // Whether a carriage return before the change stands alone is decided by what now follows it.
    const start = before[from - 1] === "\r" ? from - 1 : from;
    const end = from + text.length;
    const changed = withLineFeeds(after.slice(start, end + 1)).slice(0, end - start);
    this.pending.push({ from: start, to, text: changed });
  }

  /** The text changed in ways that are not known. */
  forget(): void {
    this.syntax?.dispose();
    this.syntax = undefined;
    this.pending = [];
  }

  /**
   * The tree of the text as it now is; void after the next change. Undefined when the document was closed meanwhile.
   * Rejects when the grammar cannot be read.
   */
  async get(): Promise<SyntaxText | undefined> {
    const parser = await this.grammars.parser(this.grammar);
    if (this.disposed) return undefined;
    if (this.syntax) this.syntax.change(this.pending.splice(0));
    else this.syntax = new SyntaxText(parser, withLineFeeds(this.currentText()));
    return this.syntax;
  }

  dispose(): void {
    this.disposed = true;
    this.forget();
  }
}
