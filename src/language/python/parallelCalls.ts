import type { SyntaxNode } from "../syntax/syntaxNodes";
import { argumentNodes, keywordArgument, positionalArguments } from "./calls";
import type { PythonModule } from "./pythonModule";
import type { Symbols } from "./symbols";
import { type Home, isView, PROCESS_POOLS, TASK_METHODS, THREAD_POOLS, VIEW_NAMES } from "./taskMethods";

/** Code that gives a function to engines, processes or threads. */
export interface ParallelCall {
  readonly home: Home;
  /** The call, or the decorator. */
  readonly node: SyntaxNode;
  /** `map`, `submit`, …; `target` of a process or thread, `initializer` of a pool, `remote` and `parallel` as decorators. */
  readonly method: string;
  /** Whether one call of it makes many tasks. */
  readonly many: boolean;
  /** What is given as the function. */
  readonly given: SyntaxNode | undefined;
  /** The function or lambda of this file that it is, without `partial`. */
  readonly work: SyntaxNode | undefined;
  /** What is called: `multiprocessing.Pool().map`. */
  readonly path: string;
}

/** All places of a file that give functions to engines, processes or threads, in their order. */
export function findParallelCalls(module: PythonModule, symbols: Symbols): ParallelCall[] {
  const found: ParallelCall[] = [];
  for (const node of module.nodes.ofType("call")) {
    const called = node.child("function");
    const path = pathOfCalled(called, module, symbols);
    if (path) found.push(...readCall(node, path, module, symbols));
  }
  for (const node of module.nodes.ofType("decorator")) {
    const call = readDecorator(node, module, symbols);
    if (call) found.push(call);
  }
  return found.sort((one, other) => one.node.from - other.node.from);
}

/** The path of what is called, be it that a view is known by its name alone. */
export function pathOfCalled(
  called: SyntaxNode | undefined,
  module: PythonModule,
  symbols: Symbols,
): string | undefined {
  return called && (symbols.of(called) ?? conventionalPath(module, called));
}

/** The function or lambda of this file that an expression is; `partial` is looked through. */
export function functionOf(
  given: SyntaxNode | undefined,
  module: PythonModule,
  symbols: Symbols,
): SyntaxNode | undefined {
  let node = given;
  for (let steps = 0; node && steps < 8; steps++) {
    if (node.type === "lambda" || node.type === "function_definition") return node;
    if (node.type === "parenthesized_expression") node = node.children[0];
    else if (node.type === "call") {
      if (symbols.of(node.child("function")) !== "functools.partial") return undefined;
      node = positionalArguments(node)[0];
    } else if (node.type === "identifier") {
      const name = module.nameOf(node);
      const definition = name && symbols.definitionAt(name, node);
      if (definition?.kind !== "function" && definition?.kind !== "assignment") return undefined;
      node = definition.value;
    } else return undefined;
  }
  return undefined;
}

function readCall(node: SyntaxNode, path: string, module: PythonModule, symbols: Symbols): ParallelCall[] {
  const call = (home: Home, method: string, many: boolean, given: SyntaxNode | undefined): ParallelCall => ({
    home,
    node,
    method,
    many,
    given,
    work: functionOf(given, module, symbols),
    path,
  });
  if (path === "multiprocessing.Process" || path === "threading.Thread") {
    const home = path === "threading.Thread" ? "threads" : "processes";
    return [call(home, "target", false, keywordArgument(node, "target") ?? positionalArguments(node)[1])];
  }
  const home = poolHome(path);
  if (home) {
    const initializer = keywordArgument(node, "initializer") ?? positionalArguments(node)[1];
    return initializer ? [call(home, "initializer", true, initializer)] : [];
  }
  const dot = path.lastIndexOf(".");
  const [owner, method] = [path.slice(0, dot), path.slice(dot + 1)];
  const ownerHome = owner.endsWith("()") ? poolHome(owner.slice(0, -2)) : undefined;
  const taskHome = ownerHome ?? (isView(owner) ? "engines" : undefined);
  const task = taskHome && Object.hasOwn(TASK_METHODS, method) ? TASK_METHODS[method] : undefined;
  if (!taskHome || !task?.homes.includes(taskHome)) return [];
  const given = keywordArgument(node, task.keyword) ?? positionalArguments(node)[0];
  return [call(taskHome, method, task.many, given)];
}

function poolHome(path: string): Home | undefined {
  if (PROCESS_POOLS.has(path)) return "processes";
  return THREAD_POOLS.has(path) ? "threads" : undefined;
}

/** `dview.map` where the file does not say what dview is, but speaks of ipyparallel or is a part of a notebook. */
function conventionalPath(module: PythonModule, called: SyntaxNode): string | undefined {
  const object = called.type === "attribute" ? called.child("object") : undefined;
  if (object?.type !== "identifier" || !VIEW_NAMES.test(object.text)) return undefined;
  const definitions = module.nameOf(object)?.definitions;
  const isUnsaid = !definitions || definitions.every(({ kind }) => kind === "parameter");
  const speaksOfIt = /\bipyparallel\b|IPython\.parallel|^[ \t]*%%?px\b/m.test(module.nodes.text);
  if (!isUnsaid || !speaksOfIt) return undefined;
  const view = /^l/.test(object.text) ? ".load_balanced_view()" : "[]";
  return `ipyparallel.Client()${view}.${called.child("attribute")?.text ?? ""}`;
}

/** `@dview.remote(block=True)`, `@lview.parallel`. */
function readDecorator(node: SyntaxNode, module: PythonModule, symbols: Symbols): ParallelCall | undefined {
  const [expression] = node.children;
  const decorator = expression?.type === "call" ? expression.child("function") : expression;
  const path = pathOfCalled(decorator, module, symbols);
  const found = path && /^(.*)\.(remote|parallel)$/.exec(path);
  const work = node.parent?.child("definition");
  if (!found || !isView(found[1] ?? "") || work?.type !== "function_definition") return undefined;
  const method = found[2] as string;
  return { home: "engines", node, method, many: true, given: undefined, work, path };
}

/** The expressions that a call hands to the parameters of the function, by the parameter's place; as far as they are told. */
export function handedArguments({ node, method }: ParallelCall): readonly (SyntaxNode | undefined)[] {
  const list = (given: SyntaxNode | undefined) =>
    given?.type === "tuple" || given?.type === "list" ? given.children : [];
  switch (method) {
    case "target":
      return list(keywordArgument(node, "args") ?? positionalArguments(node)[3]);
    case "initializer":
      return list(keywordArgument(node, "initargs") ?? positionalArguments(node)[2]);
    case "submit":
    case "apply_sync":
      return argumentNodes(node).slice(1);
    case "apply":
    case "apply_async":
      return list(keywordArgument(node, "args") ?? positionalArguments(node)[1]);
    default:
      return [];
  }
}
