import type * as acorn from "acorn";
import { RUNTIME } from "./runtimeNames";
import type { TextEdits } from "./textEdits";

/** What a cell is told of its imports and exports. */
interface CellNames {
  /** The cell defines a name, which is the local one's. */
  name(name: string, local?: string): void;
  /** An exported declaration is a declaration. */
  statement(node: acorn.Statement): void;
}

/** Rewrites `import` and `export` declarations as code that may stand in a function. */
export class ModuleSyntax {
  /** Whether what it wrote awaits. */
  awaits = false;

  constructor(
    private readonly code: string,
    private readonly edits: TextEdits,
    private readonly cell: CellNames,
  ) {}

  /** Leaves all other statements alone. */
  rewrite(node: acorn.Statement | acorn.ModuleDeclaration): void {
    switch (node.type) {
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

  private importing(node: acorn.ImportDeclaration): void {
    const from = this.load(node.source, node.attributes);
    const all = node.specifiers.find(({ type }) => type === "ImportNamespaceSpecifier")?.local.name;
    const named = node.specifiers.flatMap((specifier) => {
      this.cell.name(specifier.local.name);
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
      this.cell.statement(node.declaration);
      return;
    }
    if (!node.source) {
      for (const { local, exported } of node.specifiers) {
        if (local.type === "Identifier" && exported.type === "Identifier")
          this.cell.name(exported.name, local.name);
      }
      this.edits.blank(node.start, node.end);
      return;
    }
    const parts = node.specifiers.map(({ local, exported }) => {
      return `${keyText(exported)}: (${RUNTIME.named}($from, ${node.source?.raw}, [${keyText(local)}]))[${keyText(local)}]`;
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
      this.cell.statement(declaration as acorn.FunctionDeclaration | acorn.ClassDeclaration);
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
    this.awaits = true;
    const given = attributes.map(({ key, value }) => `${keyText(key)}: ${value.raw}`).join(", ");
    return `await ${RUNTIME.load}(${source.raw}${given ? `, {with: {${given}}}` : ""})`;
  }
}

/** The name as a quoted key, which keywords and odd names allow, too. */
function keyText(name: acorn.Identifier | acorn.Literal): string {
  return name.type === "Identifier" ? JSON.stringify(name.name) : (name.raw ?? '""');
}
