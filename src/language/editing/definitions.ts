import type { Node, SyntaxText } from "../syntax/syntaxText";

const DEFINITION =
  /^(decorated_definition|function_definition|class_definition|function_declaration|generator_function_declaration|class_declaration|method_definition|lexical_declaration|variable_declaration|expression_statement|export_statement)$/;

/** Last line of the definition that begins on a line or has its name there; that line where there is none. */
export function lastLineOfDefinition(syntax: SyntaxText, line: number): number {
  const from = syntax.offsetAt({ row: line, column: 0 });
  const text = syntax.text.slice(from, syntax.offsetAt({ row: line + 1, column: 0 }));
  const indent = text.length - text.trimStart().length;
  let node: Node | null = syntax.root.descendantForIndex(from + indent);
  let last = line;
  while (node) {
    if (node.startPosition.row < line && !/^decorated/.test(node.type)) break;
    if (DEFINITION.test(node.type)) last = node.endPosition.row;
    node = node.parent;
  }
  return last;
}
