import { findJobs } from "../../jobs/findJobs";
import { factsOf } from "../../languages";
import type { ParallelCall } from "../../python/parallelCalls";
import { PythonProgram } from "../../python/pythonProgram";
import type { Name } from "../../python/scope";
import type { SyntaxNode, SyntaxNodes } from "../../syntax/syntaxNodes";
import type { PitfallFinding, PitfallRule } from "../pitfall";

const MAY_SEND = /multiprocessing|ProcessPoolExecutor|concurrent|ipyparallel|IPython\.parallel|%px/;

function mayHaveJob(text: string): boolean {
  return /\b(?:[mM]ap|mapper)/.test(text) && /\b(?:[rR]educe|reducer)/.test(text);
}

/** A function that runs elsewhere, writes a global and hopes that others see it. */
export const sharedGlobal: PitfallRule = {
  code: "shared-global",
  severity: "warning",
  languages: ["python", "javascript"],
  mayApply: { test: (text) => MAY_SEND.test(text) || mayHaveJob(text) },
  *find({ language, syntax }) {
    if (language === "python") yield* inPython(PythonProgram.of(syntax.nodes));
    else yield* inJavaScript(syntax.nodes);
  },
};

/** Values that change in place; those of a manager or of shared memory are not of these. */
const CONTAINERS = new Set([
  "list",
  "dictionary",
  "set",
  "list_comprehension",
  "dictionary_comprehension",
  "set_comprehension",
]);
const MAKERS =
  /^(?:builtins\.(?:list|dict|set|bytearray)|collections\.(?:defaultdict|Counter|deque|OrderedDict))\(\)$/;
const CHANGES =
  /^(?:append|extend|insert|add|update|setdefault|pop|popleft|popitem|remove|discard|clear|appendleft|extendleft)$/;

function* inPython(program: PythonProgram): Iterable<PitfallFinding> {
  const told = new Set<Name>();
  for (const call of program.parallelCalls) {
    const { home, work, method } = call;
    // An initializer is there to write globals, and threads share them.
    if (home === "threads" || !work || method === "initializer") continue;
    const elsewhere = program.reach([work]);
    if (isCalledHere(elsewhere, program)) continue;
    for (const [name, write] of writesOf(work, program)) {
      if (told.has(name) || !isReadAfter(name, call, elsewhere, program)) continue;
      told.add(name);
      const [where, here] =
        home === "engines" ? ["on an engine", "here"] : ["in a process of its own", "in this process"];
      yield {
        from: write.from,
        to: write.to,
        message: `${titleOf(work)} runs ${where}, and what it does to ${name.text} is done there: ${here}, ${name.text} stays as it is. Return what was found, and put the results together.`,
      };
    }
  }
  if (mayHaveJob(program.text)) yield* inJobs(program, told);
}

/** A mapper's global is one on each engine: no reducer, and no line of the file, sees what all of them wrote. */
function* inJobs(program: PythonProgram, told: Set<Name>): Iterable<PitfallFinding> {
  const parts = program.jobParts;
  for (const { role, work } of parts) {
    if (role !== "mapper") continue;
    const others = parts
      .filter((part) => part.work !== work && part.role !== "mapper")
      .map((part) => part.work);
    if (others.length === 0) continue;
    for (const [name, write] of writesOf(work, program)) {
      const reader = others.find((other) => readsIn(name, other).length > 0);
      if (told.has(name) || !reader) continue;
      told.add(name);
      yield {
        from: write.from,
        to: write.to,
        message: jobMessage(titleOf(work), name.text, titleOf(reader)),
      };
    }
  }
}

function jobMessage(mapper: string, name: string, reader: string): string {
  return `Each engine has a ${name} of its own, and ${mapper} changes that of the engine it runs on. ${reader} may run on another, and sees little or nothing of it: give it to the reducer as a (key, value) pair.`;
}

function titleOf(work: SyntaxNode): string {
  return work.type === "lambda" ? "This lambda" : (work.child("name")?.text ?? "This function");
}

/** Globals that a function writes: by `global`, or by changing a container of the top level. */
function writesOf(work: SyntaxNode, program: PythonProgram): ReadonlyMap<Name, SyntaxNode> {
  const { module, nodes } = program;
  const found = new Map<Name, SyntaxNode>();
  for (const node of nodes.within(work)) {
    const name = node.type === "identifier" ? module.nameOf(node) : undefined;
    if (name?.scope !== module.scope || found.has(name)) continue;
    if (isAssigned(node, name) || (isChanged(node) && isContainer(name, program))) found.set(name, node);
  }
  return found;
}

function isAssigned(node: SyntaxNode, { definitions }: Name): boolean {
  const holder = node.parent;
  const isTarget = holder?.type === "assignment" || holder?.type === "augmented_assignment";
  return isTarget && node.field === "left" && definitions.length > 0;
}

function isContainer({ definitions }: Name, { symbols }: PythonProgram): boolean {
  return (
    definitions.length > 0 &&
    definitions.every(({ kind, value }) => {
      if (kind !== "assignment" || !value) return false;
      const plain = value.type === "binary_operator" ? (value.child("left") ?? value) : value;
      return CONTAINERS.has(plain.type) || MAKERS.test(symbols.of(plain) ?? "");
    })
  );
}

/** Whether a name is read there in order to change what it stands for: `found.append(x)`, `found[k] = v`. */
function isChanged(read: SyntaxNode): boolean {
  const holder = read.parent;
  if (holder?.type === "attribute" && read.field === "object") {
    const isCalled = holder.parent?.type === "call" && holder.field === "function";
    return isCalled && CHANGES.test(holder.child("attribute")?.text ?? "");
  }
  if (holder?.type !== "subscript" || read.field !== "value") return false;
  const user = holder.parent;
  return (
    ((user?.type === "assignment" || user?.type === "augmented_assignment") && holder.field === "left") ||
    user?.type === "delete_statement"
  );
}

function readsIn({ reads }: Name, work: SyntaxNode): SyntaxNode[] {
  return reads.filter((read) => work.contains(read));
}

/** Whether the code that gave the work away reads the name afterwards, without having written it since. */
function isReadAfter(
  name: Name,
  { node }: ParallelCall,
  elsewhere: ReadonlySet<SyntaxNode>,
  { module }: PythonProgram,
): boolean {
  const here = module.scopeOf(node).function;
  const isElsewhere = (place: SyntaxNode) => [...elsewhere].some((work) => work.contains(place));
  const readable = name.reads.filter((read) => {
    if (read.from < node.to || isElsewhere(read) || isChanged(read)) return false;
    const around = module.scopeOf(read).function;
    return around === here || around === undefined;
  });
  const [first] = readable;
  if (!first) return false;
  return !name.definitions.some(({ node: written, scope, kind }) => {
    if (kind === "augmented" || isElsewhere(written)) return false;
    const statement = written.closest("assignment", "with_item", "for_statement") ?? written;
    // `counter = sum(pool.map(…))` writes it with what came back.
    const isSince = written.from > node.to || statement.contains(node);
    return isSince && written.from < first.from && (scope.function === here || scope.function === undefined);
  });
}

/** Whether code of this process calls one of the functions, too: then it did write the global here. */
function isCalledHere(elsewhere: ReadonlySet<SyntaxNode>, program: PythonProgram): boolean {
  const isElsewhere = (call: SyntaxNode) => [...elsewhere].some((work) => work.contains(call));
  return [...elsewhere].some((work) => !program.callsOf(work).every(isElsewhere));
}

const WRITERS = /^(?:push|pop|shift|unshift|splice|set|add|delete|clear)$/;

/** In JavaScript only jobs tell which functions run elsewhere. */
function* inJavaScript(nodes: SyntaxNodes): Iterable<PitfallFinding> {
  const { jobs } = findJobs(nodes.text, factsOf("javascript"));
  for (const { mapper, reducer, mrjobClass } of jobs) {
    const [mapping, reducing] = [functionNamed(mapper, nodes), functionNamed(reducer, nodes)];
    if (mrjobClass || !mapping || !reducing || mapping === reducing) continue;
    for (const name of moduleVariables(nodes)) {
      const uses = (work: SyntaxNode) =>
        nodes.within(work).filter(({ type, text }) => type === "identifier" && text === name);
      if (isLocal(name, mapping, nodes) || isLocal(name, reducing, nodes)) continue;
      const write = uses(mapping).find(isWritten);
      if (!write || uses(reducing).length === 0) continue;
      yield { from: write.from, to: write.to, message: jobMessage(mapper, name, reducer) };
    }
  }
}

function functionNamed(name: string, { root }: SyntaxNodes): SyntaxNode | undefined {
  for (const one of root.children) {
    const statement = one.type === "export_statement" ? (one.child("declaration") ?? one) : one;
    if (
      /^(?:generator_)?function_declaration$/.test(statement.type) &&
      statement.child("name")?.text === name
    )
      return statement;
    for (const part of statement.children) {
      if (part.type === "variable_declarator" && part.child("name")?.text === name)
        return part.child("value");
    }
  }
  return undefined;
}

function moduleVariables({ root }: SyntaxNodes): string[] {
  return root.children
    .filter(({ type }) => type === "lexical_declaration" || type === "variable_declaration")
    .flatMap(({ children }) => children.map((one) => one.child("name")))
    .flatMap((name) => (name?.type === "identifier" ? [name.text] : []));
}

/** Whether a function has a parameter or variable of that name itself. */
function isLocal(name: string, work: SyntaxNode, nodes: SyntaxNodes): boolean {
  return nodes.within(work).some(({ type, text, parent, field }) => {
    if (type !== "identifier" || text !== name) return false;
    const isDeclared = parent?.type === "variable_declarator" && field === "name";
    return isDeclared || parent?.closest("formal_parameters") !== undefined || field === "parameter";
  });
}

function isWritten(use: SyntaxNode): boolean {
  const holder = use.parent;
  if (!holder) return false;
  if (holder.type === "update_expression") return true;
  if (/assignment_expression$/.test(holder.type)) return use.field === "left";
  if (holder.type === "subscript_expression") {
    const user = holder.parent;
    return (
      use.field === "object" &&
      ((/assignment_expression$/.test(user?.type ?? "") && holder.field === "left") ||
        user?.type === "update_expression")
    );
  }
  const isCalled =
    holder.type === "member_expression" &&
    holder.parent?.type === "call_expression" &&
    holder.field === "function";
  return isCalled && use.field === "object" && WRITERS.test(holder.child("property")?.text ?? "");
}
