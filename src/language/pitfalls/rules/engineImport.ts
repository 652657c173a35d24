import { type ParallelCall, pathOfCalled } from "../../python/parallelCalls";
import { PythonProgram } from "../../python/pythonProgram";
import type { Definition, Name } from "../../python/scope";
import { isView } from "../../python/taskMethods";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import { indentAt, indentUnitOf, isFirstOnLine, lineBreakOf } from "../edits";
import type { PitfallFinding, PitfallFix, PitfallRule } from "../pitfall";

/** A module that a file imports for itself, and uses in a function that it sends to engines. */
export const engineImport: PitfallRule = {
  code: "engine-import",
  severity: "warning",
  languages: ["python"],
  mayApply: /\bipyparallel\b|IPython\.parallel|^[ \t]*%%?px\b/m,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    // These bring a function's modules along, or run whole cells on the engines.
    if (/\buse_(?:dill|cloudpickle)\b|^[ \t]*%autopx\b/m.test(program.text)) return;
    const codes = codeOnEngines(program);
    if (!codes) return;
    const engines = program.parallelCalls.filter(({ home, work }) => home === "engines" && work);
    const brought = new Set(codes.flatMap(importedNames));
    const seen = new Set<SyntaxNode>();
    for (const { work } of engines as readonly (ParallelCall & { readonly work: SyntaxNode })[]) {
      if (seen.has(work)) continue;
      seen.add(work);
      const required = requiredBy(work, program);
      for (const [name, use] of program.freeNames(work)) {
        const lacking = lackingImport(name);
        if (!lacking || brought.has(name.text) || required.has(name.text)) continue;
        yield findingFor(name, lacking, use, work, program);
      }
    }
  },
};

/** The import that gives a name its meaning, unless engines get it as well. */
function lackingImport({ definitions, text }: Name): Definition | undefined {
  const imports = definitions.filter(({ kind }) => kind === "import");
  if (imports.length === 0 || imports.length < definitions.length) return undefined;
  const reachesEngines = (one: Definition) => isSynchronized(one.node) && !isRenamed(one, text);
  if (imports.some((one) => reachesEngines(one) || one.path?.startsWith("__future__"))) return undefined;
  return imports[0];
}

/** Whether it is `import numpy as np`: `sync_imports` brings the module by its own name only. */
function isRenamed({ node, path = "" }: Definition, text: string): boolean {
  return node.closest("import_statement") !== undefined && path.split(".")[0] !== text;
}

function isSynchronized(node: SyntaxNode): boolean {
  const context = node.closest("with_statement")?.children.find(({ type }) => type === "with_clause");
  return context?.text.includes("sync_imports") ?? false;
}

/** Code that `%px`, a `%%px` cell or `execute` runs on the engines; absent where they run a file, which may do anything. */
function codeOnEngines({ text, nodes, module, symbols }: PythonProgram): string[] | undefined {
  const codes = [...text.matchAll(/^[ \t]*%px[ \t]+(.*)$/gm)].map(([, code = ""]) => code);
  for (const { index } of text.matchAll(/^[ \t]*%%px\b.*$/gm)) {
    const rest = text.slice(index).replace(/^.*\n/, "");
    codes.push(rest.split(/^(?:# ?%%|# In ?\[|%%)/m)[0] ?? "");
  }
  for (const call of nodes.ofType("call")) {
    const called = call.child("function");
    const [, view = "", method] =
      /^(.*)\.(execute|run)$/.exec(pathOfCalled(called, module, symbols) ?? "") ?? [];
    if (!isView(view)) continue;
    if (method === "run") return undefined;
    codes.push(call.child("arguments")?.text.replace(/^\(\s*[rbuf]*["']+/i, "") ?? "");
  }
  return codes;
}

/** Names that the imports in a piece of code define. */
function importedNames(code: string): string[] {
  return [
    ...code.matchAll(/(?:^|[;\n])[ \t]*(?:import|from[ \t]+[\w.]+[ \t]+import)[ \t]+([\w., \t()]+)/g),
  ].flatMap(([, list = ""]) =>
    list.split(",").map((one) => {
      const words = one.trim().replace(/^\(/, "").split(/\s+/);
      return words[1] === "as" ? (words[2] ?? "") : ((words[0] ?? "").split(".")[0] ?? "");
    }),
  );
}

/** Names of modules that the function's `@require` has engines import. */
function requiredBy(work: SyntaxNode, { symbols }: PythonProgram): ReadonlySet<string> {
  const decorators = work.parent?.children.filter(({ type }) => type === "decorator") ?? [];
  const required = new Set<string>();
  for (const { children } of decorators) {
    const [call] = children;
    if (
      call?.type !== "call" ||
      !/(?:^|\.)require$/.test(symbols.of(call.child("function")) ?? call.child("function")?.text ?? "")
    )
      continue;
    for (const argument of call.child("arguments")?.children ?? []) {
      required.add(argument.text.replace(/^[rbu]*["']+|["']+$/gi, "").split(".")[0] ?? "");
    }
  }
  return required;
}

function findingFor(
  { text }: Name,
  lacking: Definition,
  use: SyntaxNode,
  work: SyntaxNode,
  program: PythonProgram,
): PitfallFinding {
  const path = lacking.path ?? text;
  const title = work.type === "lambda" ? "This lambda" : (work.child("name")?.text ?? "This function");
  const where = isSynchronized(lacking.node)
    ? `sync_imports() brings ${path} by its full name, not as ${text}`
    : `the import of ${path} above runs here alone`;
  const fix = importInside(text, lacking, work, program);
  return {
    from: use.from,
    to: use.to,
    message: `Engines do not know ${text}: ${where}, and engines have names of their own. ${title} will fail there with a NameError.`,
    fixes: fix ? [fix] : [],
  };
}

function importInside(
  text: string,
  { node, path = text }: Definition,
  work: SyntaxNode,
  { nodes }: PythonProgram,
): PitfallFix | undefined {
  const body = work.type === "function_definition" ? work.child("body") : undefined;
  const statement = importStatement(text, path, node);
  const statements = body?.children.filter(({ type }) => type !== "comment") ?? [];
  const isDocstring =
    statements[0]?.type === "expression_statement" && statements[0].children[0]?.type === "string";
  const first = statements[isDocstring ? 1 : 0];
  if (!first || !statement) return undefined;
  const lineBreak = lineBreakOf(nodes.text);
  const title = `Import ${path} inside the function`;
  if (isFirstOnLine(nodes.text, first.from)) {
    const change = {
      from: first.from,
      to: first.from,
      text: `${statement}${lineBreak}${indentAt(nodes.text, first.from)}`,
    };
    return { title, changes: [change], isPreferred: true };
  }
  if (isDocstring) return undefined;
  const indent = `${lineBreak}${indentAt(nodes.text, work.from)}${indentUnitOf(nodes.text)}`;
  const colon = nodes.text.lastIndexOf(":", first.from) + 1;
  const change = { from: colon, to: first.from, text: `${indent}${statement}${indent}` };
  return { title, changes: [change], isPreferred: true };
}

function importStatement(text: string, path: string, node: SyntaxNode): string | undefined {
  if (path.startsWith(".")) return undefined;
  if (node.closest("import_from_statement")) {
    const dot = path.lastIndexOf(".");
    const original = path.slice(dot + 1);
    return `from ${path.slice(0, dot)} import ${original}${original === text ? "" : ` as ${text}`}`;
  }
  if (path !== text) return `import ${path} as ${text}`;
  return `import ${node.parent?.type === "dotted_name" ? node.parent.text : path}`;
}
