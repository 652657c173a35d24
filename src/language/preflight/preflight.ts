import type { PitfallFile } from "../pitfalls/pitfall";
import { PythonProgram } from "../python/pythonProgram";
import type { DefinitionKind, Name } from "../python/scope";
import type { SyntaxNode } from "../syntax/syntaxNodes";
import { isBuiltin } from "./builtins";
import { kindOfValue } from "./kindOfValue";
import type { Need, NeedKind } from "./need";

export type { Need };

/** A part of a file: a cell, a function, a selection. Offsets count UTF-16 units. */
export interface Target {
  readonly from: number;
  readonly to: number;
}

/**
 * What a part of a Python file needs that the engines it is to run on may lack, each need once, in the order of the text.
 * `engineNames` are names that the engines are known to have. It reads the text alone; JavaScript has no needs here,
 * since its engines run whole files and cells.
 * @param counts whether a node is to be looked at
 */
export function preflight(
  { language, syntax }: PitfallFile,
  target: Target,
  engineNames: ReadonlySet<string> = new Set(),
  counts: (node: SyntaxNode) => boolean = () => true,
): Need[] {
  if (language !== "python") return [];
  const program = PythonProgram.of(syntax.nodes);
  const needs = new Map<string, Need>();
  const isInside = ({ from, to }: SyntaxNode) => from >= target.from && to <= target.to;
  const add = (kind: NeedKind, node: SyntaxNode, name: string, module?: string, isImportedHere = false) => {
    const key = module ? `module ${module}` : name;
    const { from, to } = node;
    const message = MESSAGES[kind](name, module ?? name);
    if (!needs.has(key)) {
      needs.set(key, { kind, name, ...(module ? { module } : {}), isImportedHere, from, to, message });
    }
  };
  for (const node of program.nodes.all) {
    if (node.from >= target.to || !isInside(node) || !counts(node)) continue;
    if (node.type === "import_statement" || node.type === "import_from_statement") {
      for (const module of importedBy(node)) add("module", node, module, module, true);
    }
    if (node.type !== "identifier") continue;
    const name = program.module.nameOf(node);
    if (!name) continue;
    const isDefinedHere = name.definitions.some(({ kind, node: at }) => givesValue(kind) && isInside(at));
    if (isDefinedHere || engineNames.has(node.text)) continue;
    const { kind, module } = needOf(name, node, program);
    add(kind, node, node.text, module);
  }
  if (program.module.starImports.length === 0) {
    for (const node of program.module.unbound) {
      const isKnown = isBuiltin(node.text) || engineNames.has(node.text);
      if (isInside(node) && !isKnown && counts(node)) add("unknown", node, node.text);
    }
  }
  return [...needs.values()].sort((one, other) => one.from - other.from);
}

/** Whether a place of that kind gives a name a value, and does not only change the one it has. */
function givesValue(kind: DefinitionKind): boolean {
  return kind !== "augmented" && kind !== "delete";
}

function needOf(name: Name, node: SyntaxNode, program: PythonProgram): { kind: NeedKind; module?: string } {
  const definition = program.symbols.definitionAt(name, node);
  switch (definition?.kind) {
    case "import":
      return { kind: "module", module: topLevel(definition.path ?? name.text) };
    case "function":
    case "class":
      return { kind: "definition" };
    default:
      return { kind: kindOfValue(definition?.value, program) };
  }
}

/** The packages or modules that an import statement brings; those of the file's own package begin with a dot. */
function importedBy(statement: SyntaxNode): string[] {
  const from = statement.child("module_name");
  if (from) return [topLevel(from.text)];
  return statement.childrenOf("name").map((one) => topLevel((one.child("name") ?? one).text));
}

function topLevel(path: string): string {
  return path.startsWith(".") ? path : (path.split(".")[0] ?? path).trim();
}

const MESSAGES: Readonly<Record<NeedKind, (name: string, module: string) => string>> = {
  module: (_, module) => `The module ${module} must be installed on the engines, and imported there.`,
  definition: (name) => `${name} is defined elsewhere in the file: run that on the engines first.`,
  value: (name) => `${name} gets its value elsewhere in the file: run that on the engines first, or push it.`,
  unknown: (name) => `Nothing in the file defines ${name}: the engines must have it.`,
  file: (name) => `${name} is an open file, which is open in this process only: open it on the engines.`,
  lock: (name) =>
    `${name} is a lock, which keeps nobody out on other engines: let each engine write its own result.`,
  generator: (name) => `${name} is a generator, which cannot be sent: make a list of it.`,
  connection: (name) =>
    `${name} belongs to the process that made it and cannot be sent: make it on the engines.`,
};
