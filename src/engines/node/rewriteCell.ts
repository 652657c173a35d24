import type * as acorn from "acorn";
import { ModuleSyntax } from "./moduleSyntax";
import { RUNTIME } from "./runtimeNames";
import { boundNames, type Parsed, parse, walk } from "./syntaxTree";
import { TextEdits } from "./textEdits";

/** A cell as the body of a function. */
export interface RewrittenCell {
  /** The body. Its lines are those of the cell. */
  readonly body: string;
  readonly edits: TextEdits;
  /** Whether the body awaits, so that its function must be `async`. */
  readonly isAsync: boolean;
  readonly strict: boolean;
  /** Names that the cell defines at its top, by the local name that each stands for. */
  readonly names: ReadonlyMap<string, string>;
  /** Those of them that are functions and never assigned to. */
  readonly functions: ReadonlySet<string>;
}

/**
 * Rewrites a cell as the body of a function that returns the value of the last expression.
 * - `import` declarations become `await`ed dynamic imports in their places, `export` is dropped;
 * - `import()` and `import.meta` go through {@link RUNTIME}, for V8 has neither in such code;
 * - every `await` asks on its return whether the run was interrupted meanwhile.
 * Throws acorn's SyntaxError.
 */
export function rewriteCell(code: string, firstLine: number): RewrittenCell {
  const parsed = parse(code);
  const cell = new Rewriting(code, firstLine, parsed.program);
  return { ...cell.result(), strict: parsed.strict } satisfies RewrittenCell & Pick<Parsed, "strict">;
}

class Rewriting {
  private readonly edits: TextEdits;
  private readonly names = new Map<string, string>();
  private readonly functions = new Set<string>();
  private readonly assigned = new Set<string>();
  private readonly moduleSyntax: ModuleSyntax;
  private isAsync = false;
  private lineStarts: number[] | undefined;

  constructor(
    private readonly code: string,
    private readonly firstLine: number,
    private readonly program: acorn.Program,
  ) {
    this.edits = new TextEdits(code);
    this.moduleSyntax = new ModuleSyntax(code, this.edits, {
      name: (name, local) => this.name(name, local),
      statement: (node) => this.statement(node),
    });
    if (code.startsWith("#!")) this.edits.replaceExactly(0, 2, "//");
    this.returnLast();
    for (const statement of program.body) this.statement(statement);
    walk(program, (node, depth) => this.expression(node, depth));
    for (const name of this.assigned) this.functions.delete(name);
  }

  result(): Omit<RewrittenCell, "strict"> {
    const { edits, names, functions } = this;
    const isAsync = this.isAsync || this.moduleSyntax.awaits;
    return { body: edits.apply(), edits, isAsync, names, functions };
  }

  /** `return` stands on the expression's own line, for V8 gives some errors the place of their statement. */
  private returnLast(): void {
    const last = this.program.body.at(-1);
    if (last?.type !== "ExpressionStatement") return;
    const end = this.code[last.end - 1] === ";" ? last.end - 1 : last.end;
    this.edits.surround(last.start, end, "return (", ")");
  }

  private statement(node: acorn.Statement | acorn.ModuleDeclaration): void {
    switch (node.type) {
      case "FunctionDeclaration":
      case "ClassDeclaration":
        this.name(node.id.name);
        if (node.type === "FunctionDeclaration") this.functions.add(node.id.name);
        break;
      case "VariableDeclaration":
        if (node.kind !== "var") this.declare(node); // `var` is found in inner blocks, too
        break;
      default:
        this.moduleSyntax.rewrite(node);
    }
  }

  private expression(node: acorn.AnyNode, depth: number): void {
    switch (node.type) {
      case "VariableDeclaration":
        if (node.kind === "var" && depth === 0) this.declare(node);
        if ((node.kind as string) === "await using" && depth === 0) this.isAsync = true;
        break;
      case "AssignmentExpression":
        for (const name of boundNames(node.left as acorn.Pattern)) this.assigned.add(name);
        break;
      case "UpdateExpression":
        if (node.argument.type === "Identifier") this.assigned.add(node.argument.name);
        break;
      case "AwaitExpression": {
        const before = `${RUNTIME.resumed}(${RUNTIME.waiting}(${this.lineOf(node.start)}),`;
        this.edits.surround(node.start, node.end, before, ")");
        if (depth === 0) this.isAsync = true;
        break;
      }
      case "ForOfStatement":
        if (!node.await) break;
        this.edits.surround(node.right.start, node.right.end, `${RUNTIME.watched}(`, ")");
        if (depth === 0) this.isAsync = true;
        break;
      case "ImportExpression":
        this.edits.replaceExactly(node.start, node.start + "import".length, RUNTIME.load);
        break;
      case "MetaProperty":
        if (node.meta.name === "import") this.edits.replaceExactly(node.start, node.end, RUNTIME.meta);
        break;
    }
  }

  private declare(node: acorn.VariableDeclaration): void {
    for (const { id } of node.declarations) for (const name of boundNames(id)) this.name(name);
  }

  private name(name: string, local = name): void {
    this.names.set(name, local);
  }

  /** The line, from 1, in the user's file. */
  private lineOf(offset: number): number {
    this.lineStarts ??= [...this.code.matchAll(/\n/g)].map(({ index }) => index + 1);
    let line = 0;
    while ((this.lineStarts[line] ?? Number.POSITIVE_INFINITY) <= offset) line += 1;
    return this.firstLine + line + 1;
  }
}
