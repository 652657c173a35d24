import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";

interface Imported {
  /** A node of the import, for its scope. */
  readonly identifier: SyntaxNode;
  readonly definition: { readonly text: string; readonly node: SyntaxNode; readonly path: string };
}

/** What the imports of a file define; modules of which all is imported are added to `stars`. */
export function importsIn(nodes: SyntaxNodes, stars: string[]): Imported[] {
  const found: Imported[] = [];
  const add = (text: string, node: SyntaxNode, path: string) =>
    found.push({ identifier: node, definition: { text, node, path } });
  for (const statement of nodes.ofType("import_statement")) {
    for (const child of statement.childrenOf("name")) {
      const alias = child.child("alias");
      const path = dotted(alias ? (child.child("name") ?? child) : child);
      if (alias) add(alias.text, alias, path);
      else {
        // `import os.path` defines `os`.
        const first = child.children[0] ?? child;
        add(first.text, first, first.text);
      }
    }
  }
  for (const statement of nodes.ofType("import_from_statement")) {
    const module = dotted(statement.child("module_name"));
    if (statement.children.some(({ type }) => type === "wildcard_import")) stars.push(module);
    for (const child of statement.childrenOf("name")) {
      const alias = child.child("alias");
      const original = dotted(alias ? child.child("name") : child);
      add((alias ?? child).text, alias ?? child.children[0] ?? child, `${module}.${original}`);
    }
  }
  return found;
}

/** A dotted name without the spaces and comments that may be in it. */
function dotted(node: SyntaxNode | undefined): string {
  return node?.text.replace(/\s+|\\|#.*$/gm, "") ?? "";
}
