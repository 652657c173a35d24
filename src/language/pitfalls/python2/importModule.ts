import type { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { TextChange } from "../../syntax/syntaxText";
import { lineBreakOf } from "../edits";

/** What imports a module at the top of a file; nothing where the file does so already. */
export function importModule(name: string, { module, nodes, text }: PythonProgram): TextChange[] {
  const known = module.scope.names.get(name)?.definitions ?? [];
  if (known.some(({ kind, path, node }) => kind === "import" && path === name && isTopLevel(node))) return [];
  const lineBreak = lineBreakOf(text);
  const statements = nodes.root.children;
  const isHead = (type: string, at: number) =>
    type === "comment" ||
    type === "future_import_statement" ||
    (at === statements.findIndex((one) => one.type !== "comment") && isDocstring(statements[at]));
  const first = statements.find(({ type }, at) => !isHead(type, at));
  const before = statements.find(({ type }) => /^import/.test(type)) ?? first;
  const at = before?.from ?? text.length;
  return [{ from: at, to: at, text: `import ${name}${lineBreak}` }];
}

function isTopLevel(node: SyntaxNode): boolean {
  return node.closest("import_statement")?.parent?.type === "module";
}

function isDocstring(node: SyntaxNode | undefined): boolean {
  return node?.type === "expression_statement" && node.children[0]?.type === "string";
}
