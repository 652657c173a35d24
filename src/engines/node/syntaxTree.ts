import type * as acorn from "acorn";

/** How a text was understood. */
export interface Parsed {
  readonly program: acorn.Program;
  /** Whether it is strict, as modules are. */
  readonly strict: boolean;
}

/** Parses a cell or file, which may await at its top. Throws acorn's SyntaxError. */
export function parse(code: string): Parsed {
  // Loaded when first needed: it would cost every engine's start.
  const { parse: parseWith } = require("acorn") as typeof acorn;
  const options = {
    ecmaVersion: "latest",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    allowHashBang: true,
  } as const;
  try {
    const program = parseWith(code, { ...options, sourceType: "module" });
    return { program, strict: program.body.some(({ type }) => /^(Import|Export)/.test(type)) };
  } catch (error) {
    try {
      // CommonJS scripts may use what modules must not, like octal literals or `with`.
      return { program: parseWith(code, { ...options, sourceType: "script" }), strict: false };
    } catch {
      throw error;
    }
  }
}

/** Calls `visit` for every node below one, outer ones first; `depth` is the number of functions around it. */
export function walk(node: acorn.Node, visit: (node: acorn.AnyNode, depth: number) => void, depth = 0): void {
  visit(node as acorn.AnyNode, depth);
  const inner = /Function|^StaticBlock$/.test(node.type) ? depth + 1 : depth;
  for (const child of Object.values(node) as unknown[]) {
    if (Array.isArray(child)) {
      for (const item of child) if (isNode(item)) walk(item, visit, inner);
    } else if (isNode(child)) walk(child, visit, inner);
  }
}

/** The names that a pattern (`a`, `{a, b: [c]}`, `...rest`) binds. */
export function boundNames(pattern: acorn.Pattern | null): string[] {
  switch (pattern?.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(pattern.left);
    case "RestElement":
      return boundNames(pattern.argument);
    default:
      return [];
  }
}

function isNode(value: unknown): value is acorn.Node {
  return typeof value === "object" && value !== null && typeof (value as acorn.Node).type === "string";
}
