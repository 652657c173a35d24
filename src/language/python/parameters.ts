import type { SyntaxNode } from "../syntax/syntaxNodes";

export interface FunctionParameter {
  readonly name: string;
  readonly isRest: boolean;
  readonly isOptional: boolean;
}

/** The parameters of a function or lambda that a call may give by position, in their order. */
export function parametersOf(definition: SyntaxNode): readonly FunctionParameter[] {
  const found: FunctionParameter[] = [];
  for (const node of definition.child("parameters")?.children ?? []) {
    if (node.type === "keyword_separator") break;
    const parameter = parameterOf(node);
    if (parameter) found.push(parameter);
    if (parameter?.isRest) break;
  }
  return found;
}

function parameterOf(node: SyntaxNode): FunctionParameter | undefined {
  switch (node.type) {
    case "identifier":
      return { name: node.text, isRest: false, isOptional: false };
    case "tuple_pattern":
      return { name: "", isRest: false, isOptional: false };
    case "list_splat_pattern":
    case "dictionary_splat_pattern":
      return { name: node.children[0]?.text ?? "", isRest: true, isOptional: true };
    case "typed_parameter": {
      const [inner] = node.children;
      return inner && parameterOf(inner);
    }
    case "default_parameter":
    case "typed_default_parameter":
      return { name: node.child("name")?.text ?? "", isRest: false, isOptional: true };
    default:
      return undefined;
  }
}
