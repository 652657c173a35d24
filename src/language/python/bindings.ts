import type { SyntaxNode } from "../syntax/syntaxNodes";
import type { DefinitionKind } from "./scope";

/** What an identifier does where it stands. */
export type IdentifierUse =
  | { readonly use: "read" }
  | { readonly use: "none" }
  | { readonly use: "define"; readonly kind: DefinitionKind; readonly value?: SyntaxNode };

const READ: IdentifierUse = { use: "read" };
const NONE: IdentifierUse = { use: "none" };

/** Lists and tuples of targets: what is in them is taken apart. */
const GROUPS = new Set([
  "pattern_list",
  "tuple_pattern",
  "list_pattern",
  "list_splat_pattern",
  "tuple",
  "list",
  "parenthesized_expression",
  "expression_list",
]);
const PARAMETERS = new Set(["parameters", "lambda_parameters"]);

/** What an identifier does: defines a name, reads one, or is a label such as an attribute. Imports are read apart. */
export function useOf(identifier: SyntaxNode): IdentifierUse {
  let target = identifier;
  let holder = identifier.parent;
  while (holder && GROUPS.has(holder.type)) {
    target = holder;
    holder = holder.parent;
  }
  if (!holder) return READ;
  const isWhole = target === identifier;
  switch (holder.type) {
    case "assignment": {
      if (target.field !== "left") return READ;
      const value = isWhole ? holder.child("right") : valueBeside(identifier, target, holder);
      return { use: "define", kind: "assignment", ...(value ? { value } : {}) };
    }
    case "augmented_assignment":
      return target.field === "left" ? { use: "define", kind: "augmented" } : READ;
    case "named_expression": {
      if (identifier.field !== "name") return READ;
      const value = holder.child("value");
      return { use: "define", kind: "assignment", ...(value ? { value } : {}) };
    }
    case "for_statement":
    case "for_in_clause":
      return target.field === "left" ? { use: "define", kind: "loop" } : READ;
    case "function_definition":
      return identifier.field === "name" ? { use: "define", kind: "function", value: holder } : READ;
    case "class_definition":
      return identifier.field === "name" ? { use: "define", kind: "class", value: holder } : READ;
    case "parameters":
    case "lambda_parameters":
    case "dictionary_splat_pattern":
      return { use: "define", kind: "parameter" };
    case "default_parameter":
    case "typed_default_parameter":
      return target.field === "name" ? { use: "define", kind: "parameter" } : READ;
    case "typed_parameter":
      return { use: "define", kind: "parameter" };
    case "as_pattern_target":
      return useOfAlias(holder, isWhole);
    case "except_clause":
      return isSecondValue(identifier, holder) ? { use: "define", kind: "other" } : READ;
    case "delete_statement":
      return { use: "define", kind: "delete" };
    case "keyword_argument":
    case "keyword_pattern":
      return holder.children[0] === identifier ? NONE : READ;
    case "attribute":
      return identifier.field === "attribute" ? NONE : READ;
    case "dotted_name":
      return useInDottedName(identifier, holder);
    case "splat_pattern":
      return { use: "define", kind: "other" };
    case "as_pattern":
      // `case P() as name` has no target node.
      return holder.parent?.type === "case_pattern" && holder.children.at(-1) === identifier
        ? { use: "define", kind: "other" }
        : READ;
    case "global_statement":
    case "nonlocal_statement":
    case "aliased_import":
    case "import_statement":
    case "import_from_statement":
      return NONE;
    default:
      return READ;
  }
}

/** Whether an identifier is in the parameters of a function rather than in its body. */
export function isParameterList(node: SyntaxNode): boolean {
  return PARAMETERS.has(node.type);
}

/** Which value a name gets in `a, b = 1, 2`; none where a star takes any number of them. */
function valueBeside(
  identifier: SyntaxNode,
  targets: SyntaxNode,
  assignment: SyntaxNode,
): SyntaxNode | undefined {
  const values = assignment.child("right");
  const isList = /^(?:expression_list|tuple|list)$/.test(values?.type ?? "");
  const at = identifier.parent === targets ? targets.children.indexOf(identifier) : -1;
  if (!values || !isList || at < 0 || values.children.length !== targets.children.length) return undefined;
  const hasStar = [...values.children, ...targets.children].some(({ type }) => /splat/.test(type));
  return hasStar ? undefined : values.children[at];
}

function useOfAlias(target: SyntaxNode, isWhole: boolean): IdentifierUse {
  const pattern = target.parent;
  const isContext = pattern?.parent?.type === "with_item";
  const value = isContext && isWhole ? pattern?.children[0] : undefined;
  return { use: "define", kind: isContext ? "with" : "other", ...(value ? { value } : {}) };
}

/** Python 2's `except Problem, error`. */
function isSecondValue(identifier: SyntaxNode, clause: SyntaxNode): boolean {
  const values = clause.childrenOf("value");
  return values.length === 2 && values[1] === identifier;
}

/** In a pattern a single word captures and the first of several is read; elsewhere, dotted names are those of imports. */
function useInDottedName(identifier: SyntaxNode, dotted: SyntaxNode): IdentifierUse {
  const around = dotted.parent?.type ?? "";
  if (!/_pattern$/.test(around)) return NONE;
  if (dotted.children[0] !== identifier) return NONE;
  const captures = around !== "class_pattern" && dotted.children.length === 1;
  return captures ? { use: "define", kind: "other" } : READ;
}
