import type * as acorn from "acorn";
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
 * The names that rewritten code uses; `compileCell` gives them as parameters of a function around the cell's.
 * `load` and `meta` are as long as the `import` and `import.meta` that they replace, so that columns stay.
 */
export const RUNTIME = {
  load: "$imprt",
  meta: "$importMeta",
  /** Checks that a module has the names that are imported from it. */
  named: "$named",
  /** Gives all names of a module to the namespace. */
  exportAll: "$exportAll",
  define: "$define",
  /** Called before an await with its line, and after it with what that returned. */
  waiting: "$waiting",
  resumed: "$resumed",
  /** Watches an async iterable between its items. */
  watched: "$watched",
} as const;

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
  private isAsync = false;
  private lineStarts: number[] | undefined;

  constructor(
    private readonly code: string,
    private readonly firstLine: number,
    private readonly program: acorn.Program,
  ) {
    this.edits = new TextEdits(code);
    if (code.startsWith("#!")) this.edits.replaceExactly(0, 2, "//");
    this.returnLast();
    for (const statement of program.body) this.statement(statement);
    walk(program, (node, depth) => this.expression(node, depth));
    for (const name of this.assigned) this.functions.delete(name);
  }

  result(): Omit<RewrittenCell, "strict"> {
    const { edits, isAsync, names, functions } = this;
    return { body: edits.apply(), edits, isAsync, names, functions };
  }

  /** The brackets begin where the statement before ends, so that the expression keeps its column. */
  private returnLast(): void {
    const last = this.program.body.at(-1);
    if (last?.type !== "ExpressionStatement") return;
    const from = this.program.body.at(-2)?.end ?? (this.code.startsWith("#!") ? last.start : 0);
    const to = this.code[last.end - 1] === ";" ? last.end - 1 : last.end;
    this.edits.surround(from, to, ";return (", ")");
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
      case "ImportDeclaration":
        this.importing(node);
        break;
      case "ExportNamedDeclaration":
        this.exporting(node);
        break;
      case "ExportDefaultDeclaration":
        this.exportingDefault(node);
        break;
      case "ExportAllDeclaration":
        this.exportingAll(node);
        break;
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

  private importing(node: acorn.ImportDeclaration): void {
    const from = this.load(node.source, node.attributes);
    const all = node.specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")?.local.name;
    const named = node.specifiers.flatMap((specifier) => {
      this.name(specifier.local.name);
      if (specifier.type === "ImportNamespaceSpecifier") return [];
      const imported = specifier.type === "ImportSpecifier" ? keyText(specifier.imported) : '"default"';
      return [{ imported, local: specifier.local.name }];
    });
    const pattern = `{${named.map(({ imported, local }) => `${imported}: ${local}`).join(", ")}}`;
    const wanted = `[${named.map(({ imported }) => imported).join()}]`;
    const checked = (module: string) => `${RUNTIME.named}(${module}, ${node.source.raw}, ${wanted})`;
    const text =
      all !== undefined
        ? `const ${all} = ${from}${named.length > 0 ? `, ${pattern} = ${checked(all)}` : ""};`
        : named.length > 0
          ? `const ${pattern} = ${checked(from)};`
          : `${from};`;
    this.edits.replace(node.start, node.end, text);
  }

  private exporting(node: acorn.ExportNamedDeclaration): void {
    if (node.declaration) {
      this.edits.blank(node.start, node.declaration.start);
      this.statement(node.declaration);
      return;
    }
    if (!node.source) {
      for (const { local, exported } of node.specifiers) {
        if (local.type === "Identifier" && exported.type === "Identifier")
          this.name(exported.name, local.name);
      }
      this.edits.blank(node.start, node.end);
      return;
    }
    const parts = node.specifiers.map(({ local, exported }) => {
      return `${keyText(exported)}: (${RUNTIME.named}($from, "", [${keyText(local)}]))[${keyText(local)}]`;
    });
    const from = this.load(node.source, node.attributes);
    this.edits.replace(
      node.start,
      node.end,
      `{ const $from = ${from}; ${RUNTIME.exportAll}({${parts.join(", ")}}); }`,
    );
  }

  /** A named function or class stays a declaration; anything else is reached as `exports.default` only. */
  private exportingDefault(node: acorn.ExportDefaultDeclaration): void {
    const { declaration } = node;
    if ("id" in declaration && declaration.id && declaration.type.endsWith("Declaration")) {
      this.edits.blank(node.start, declaration.start);
      this.statement(declaration as acorn.FunctionDeclaration | acorn.ClassDeclaration);
      return;
    }
    const end = this.code[node.end - 1] === ";" ? node.end - 1 : node.end;
    this.edits.replace(node.start, declaration.start, "exports.default = (");
    this.edits.surround(end, end, "", end === node.end ? ");" : ")");
  }

  private exportingAll(node: acorn.ExportAllDeclaration): void {
    const from = this.load(node.source, node.attributes);
    const names = node.exported ? `{${keyText(node.exported)}: ${from}}` : from;
    this.edits.replace(node.start, node.end, `${RUNTIME.exportAll}(${names});`);
  }

  private load(source: acorn.Literal, attributes: readonly acorn.ImportAttribute[]): string {
    this.isAsync = true;
    const given = attributes.map(({ key, value }) => `${keyText(key)}: ${value.raw}`).join(", ");
    return `await ${RUNTIME.load}(${source.raw}${given ? `, {with: {${given}}}` : ""})`;
  }

  /** The line, from 1, in the user's file. */
  private lineOf(offset: number): number {
    this.lineStarts ??= [...this.code.matchAll(/\n/g)].map(({ index }) => index + 1);
    let line = 0;
    while ((this.lineStarts[line] ?? Number.POSITIVE_INFINITY) <= offset) line += 1;
    return this.firstLine + line + 1;
  }
}

/** The name as a quoted key, which keywords and odd names allow, too. */
function keyText(name: acorn.Identifier | acorn.Literal): string {
  return name.type === "Identifier" ? JSON.stringify(name.name) : (name.raw ?? '""');
}
