import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";
import { isParameterList, useOf } from "./bindings";
import { importsIn } from "./imports";
import { type Name, Scope, type ScopeKind } from "./scope";

const SCOPES: Readonly<Record<string, ScopeKind>> = {
  module: "module",
  class_definition: "class",
  function_definition: "function",
  lambda: "lambda",
  list_comprehension: "comprehension",
  set_comprehension: "comprehension",
  dictionary_comprehension: "comprehension",
  generator_expression: "comprehension",
};

/** The names of a Python file: which scope defines them, and which of them each identifier means. */
export class PythonModule {
  readonly scope: Scope;
  /** Modules of which all names are imported: `from numpy import *`. */
  readonly starImports: string[] = [];
  /** Identifiers that are read and mean nothing that the file defines: builtins, mistakes, or names of `*`. */
  readonly unbound: SyntaxNode[] = [];
  /** The words of these. */
  readonly unboundWords: ReadonlySet<string>;
  private readonly scopes: Scope[] = [];
  private readonly inner = new Map<SyntaxNode, Scope>();
  private readonly meaning = new Map<SyntaxNode, Name>();

  constructor(readonly nodes: SyntaxNodes) {
    this.scope = new Scope("module", nodes.root, undefined);
    this.inner.set(nodes.root, this.scope);
    this.findScopes();
    this.findDeclarations();
    const reads = this.findDefinitions();
    for (const node of reads) {
      const name = this.scopeOf(node).lookUp(node.text);
      if (!name) this.unbound.push(node);
      else {
        name.reads.push(node);
        this.meaning.set(node, name);
      }
    }
    this.unboundWords = new Set(this.unbound.map(({ text }) => text));
  }

  /** The scope that a node's code is in; that of a function's node is the one around it. */
  scopeOf(node: SyntaxNode): Scope {
    return this.scopes[node.index] ?? this.scope;
  }

  /** The scope that a function, class, lambda or comprehension makes. */
  scopeIn(node: SyntaxNode): Scope {
    return this.inner.get(node) ?? this.scopeOf(node);
  }

  /** What an identifier means, whether it is read or defined there; absent where the file does not define it. */
  nameOf(identifier: SyntaxNode): Name | undefined {
    return this.meaning.get(identifier);
  }

  private findScopes(): void {
    const { all } = this.nodes;
    this.scopes.push(this.scope);
    for (let at = 1; at < all.length; at++) {
      const node = all[at] as SyntaxNode;
      const scope = this.scopeFor(node, node.parent as SyntaxNode);
      this.scopes.push(scope);
      const kind = SCOPES[node.type];
      if (kind) this.inner.set(node, new Scope(kind, node, scope));
    }
  }

  private scopeFor(node: SyntaxNode, parent: SyntaxNode): Scope {
    const around = this.scopes[parent.index] as Scope;
    const made = this.inner.get(parent);
    switch (parent.type) {
      case "function_definition":
      case "lambda":
        return made && (node.field === "body" || isParameterList(node)) ? made : around;
      case "class_definition":
        return made && node.field === "body" ? made : around;
      case "default_parameter":
      case "typed_default_parameter":
      case "typed_parameter":
        // Defaults and annotations belong to the code around the function.
        return node.field === "value" || node.type === "type" ? (around.parent ?? around) : around;
      case "for_in_clause": {
        const comprehension = parent.parent;
        const isFirst = comprehension?.children.find(({ type }) => type === "for_in_clause") === parent;
        return isFirst && node.field === "right" ? (around.parent ?? around) : around;
      }
      default:
        return made ?? around;
    }
  }

  private findDeclarations(): void {
    for (const [type, property] of [
      ["global_statement", "globals"],
      ["nonlocal_statement", "nonlocals"],
    ] as const) {
      for (const statement of this.nodes.ofType(type)) {
        for (const { text } of statement.children) this.scopeOf(statement)[property].add(text);
      }
    }
  }

  /** Files all definitions, and gives the identifiers that are read. */
  private findDefinitions(): SyntaxNode[] {
    for (const { identifier, definition } of importsIn(this.nodes, this.starImports)) {
      const scope = this.scopeOf(identifier);
      const name = scope.define(definition.text);
      const { node, path } = definition;
      name.definitions.push({ kind: "import", node, path, scope });
      this.meaning.set(identifier, name);
    }
    const reads: SyntaxNode[] = [];
    for (const identifier of this.nodes.ofType("identifier")) {
      const found = useOf(identifier);
      if (found.use === "none") continue;
      if (found.use === "read") {
        reads.push(identifier);
        continue;
      }
      const here = this.scopeOf(identifier);
      // `:=` in a comprehension defines a name of the function around it.
      const isWalrus = identifier.parent?.type === "named_expression";
      let scope = here;
      while (isWalrus && scope.kind === "comprehension" && scope.parent) scope = scope.parent;
      const name = scope.define(identifier.text);
      const { kind, value } = found;
      name.definitions.push({ kind, node: identifier, scope, ...(value ? { value } : {}) });
      this.meaning.set(identifier, name);
    }
    return reads;
  }
}
