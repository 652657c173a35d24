import type { PitfallFile } from "../pitfalls/pitfall";
import { PythonProgram } from "../python/pythonProgram";
import type { Name } from "../python/scope";
import type { SyntaxNode } from "../syntax/syntaxNodes";
import { lacking } from "./lacking";
import type { Need, NeedKind } from "./need";
import { preflight, type Target } from "./preflight";

/** What lines can give engines. A file or a lock of each engine is another one, so these are left to people. */
const GIVEN: ReadonlySet<NeedKind> = new Set(["module", "definition", "value", "generator"]);

/** More parts than these are the whole file. */
const MOST_PARTS = 50;

/**
 * The parts of a file to run on engines before another, so that they have what it needs: the lines of an import, else the
 * cell that defines a name, or its lines in a file without cells. In the order of the text; none if the file cannot give all of it.
 * @param cells all cells of the file, as far as their code goes
 */
export function provision(
  file: PitfallFile,
  target: Target,
  engineNames: ReadonlySet<string>,
  cells: readonly Target[],
): Target[] {
  const program = PythonProgram.of(file.syntax.nodes);
  const chosen: Target[] = [];
  const open: Target[] = [target];
  for (const part of open) {
    const needs = part === target ? lacking(file, part, engineNames) : preflight(file, part, engineNames);
    for (const need of needs) {
      const parts = partsFor(need, program, target, cells);
      if (part === target && parts.length === 0) return [];
      for (const one of parts) {
        if (chosen.some(({ from, to }) => from <= one.from && one.to <= to)) continue;
        chosen.push(one);
        open.push(one);
      }
    }
    if (chosen.length > MOST_PARTS) return [];
  }
  const ordered = chosen
    .filter((one) => !chosen.some((other) => other !== one && other.from <= one.from && one.to <= other.to))
    .sort((a, b) => a.from - b.from);
  return suffices(file, target, engineNames, ordered) ? ordered : [];
}

function partsFor(
  { kind, name, isImportedHere, from }: Need,
  program: PythonProgram,
  target: Target,
  cells: readonly Target[],
): Target[] {
  if (!GIVEN.has(kind) || isImportedHere) return [];
  const known = program.module.scope.names.get(name);
  if (!known || program.nodes.at(from).text !== name) return [];
  const statements = program.nodes.root.children.filter(
    (one) => (gives(one, known) || changes(one, name)) && !overlap(one, target),
  );
  const before = statements.filter(({ to }) => to <= target.from);
  const good = (before.some((one) => gives(one, known)) ? before : statements).filter(isHarmless);
  if (!good.some((one) => gives(one, known))) return [];
  if (kind === "module") return good.filter((one) => gives(one, known)).slice(-1);
  const around = cells.filter((cell) => good.some((one) => overlap(one, cell)) && !overlap(cell, target));
  return cells.length > 0 ? around : good;
}

/** Whether a statement of the top level gives a name a value. */
function gives(statement: SyntaxNode, { definitions, scope }: Name): boolean {
  return definitions.some(
    ({ kind, node, scope: at }) => kind !== "delete" && statement.contains(node) && at === scope,
  );
}

/** Whether it changes what the name stands for: `words.append("a")`, `table["a"] = 1`. */
function changes(statement: SyntaxNode, name: string): boolean {
  if (statement.type !== "expression_statement") return false;
  let node: SyntaxNode | undefined = statement.children[0];
  while (node && node.type !== "identifier") node = node.children[0];
  return node?.text === name && statement.children[0] !== node;
}

/** A program's main part is nothing to run for the sake of a name. */
function isHarmless({ type, text }: SyntaxNode): boolean {
  return type !== "if_statement" || !text.includes("__name__");
}

function overlap(one: Target, other: Target): boolean {
  return one.from < other.to && other.from < one.to;
}

/** Whether all parts find what they need when they run in their order, and the target after them. */
function suffices(
  file: PitfallFile,
  target: Target,
  engineNames: ReadonlySet<string>,
  parts: readonly Target[],
): boolean {
  const { module } = PythonProgram.of(file.syntax.nodes);
  const names = new Set(engineNames);
  for (const part of [...parts, target]) {
    if (lacking(file, part, names).some(({ isImportedHere }) => !isImportedHere)) return false;
    for (const { text, definitions } of module.scope.names.values())
      if (definitions.some(({ node }) => node.from >= part.from && node.to <= part.to)) names.add(text);
  }
  return parts.length > 0;
}
