import type { ParallelCall } from "../../python/parallelCalls";
import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallRule } from "../pitfall";

/** Threads that are to make arithmetic in pure Python faster, which the GIL lets only one of them do at a time. */
export const gilThreads: PitfallRule = {
  code: "gil-threads",
  severity: "information",
  languages: ["python"],
  mayApply: /\bthreading\b|Thread|concurrent|multiprocessing\.dummy/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    const calls = program.parallelCalls.filter(
      ({ home, method }) => home === "threads" && method !== "initializer",
    );
    const told = new Set<SyntaxNode>();
    for (const call of calls) {
      const { work, given } = call;
      if (!work || !given || told.has(work) || !isDivided(call, calls) || !isArithmetic(work, program))
        continue;
      told.add(work);
      const title = work.type === "lambda" ? "This lambda" : work.child("name")?.text;
      const better =
        call.method === "target"
          ? "multiprocessing.Process"
          : "a ProcessPoolExecutor or a multiprocessing.Pool";
      yield {
        from: given.from,
        to: given.to,
        message: `${title} is arithmetic in pure Python, and of all threads only the one that holds the GIL runs Python code: these threads take turns, and are no faster than one. Use ${better}.`,
      };
    }
  },
};

/** Whether several threads do it: one alone may be there to keep the program answering. */
function isDivided({ many, node, work }: ParallelCall, calls: readonly ParallelCall[]): boolean {
  const repeats = node.closest(
    "for_statement",
    "while_statement",
    "list_comprehension",
    "generator_expression",
  );
  return many || repeats !== undefined || calls.filter((call) => call.work === work).length > 1;
}

const BUILTINS =
  /^builtins\.(?:range|len|abs|min|max|sum|int|float|round|pow|divmod|enumerate|zip|list|tuple|set|dict|sorted|reversed|bool|complex)$/;
const MODULES = /^(?:math|cmath|random)\.\w+$|^time\.(?:time|perf_counter|process_time|monotonic)$/;
const METHODS = /^(?:append|add|extend|pop|items|keys|values|copy|random|randint|uniform)$/;

/** Whether a function does nothing but loops of arithmetic on numbers of its own. */
function isArithmetic(work: SyntaxNode, program: PythonProgram): boolean {
  let counts = false;
  for (const one of program.reach([work])) {
    if (one.parent?.type === "decorated_definition") return false;
    for (const node of program.nodes.within(one)) {
      if (/^(?:await|yield|with_statement|import|raise_statement)/.test(node.type)) return false;
      if (node.type === "call" && !isPure(node, program)) return false;
      if (!counts) counts = isCounting(node, one);
    }
  }
  return counts;
}

function isPure(call: SyntaxNode, { module, symbols }: PythonProgram): boolean {
  const called = call.child("function");
  const path = symbols.of(called) ?? "";
  if (BUILTINS.test(path) || MODULES.test(path)) return true;
  if (path === "builtins.print") return call.closest("for_statement", "while_statement") === undefined;
  if (called?.type === "identifier") {
    return module.nameOf(called)?.definitions.every(({ kind }) => kind === "function") ?? false;
  }
  return (
    called?.type === "attribute" &&
    called.child("object")?.type === "identifier" &&
    !path &&
    METHODS.test(called.child("attribute")?.text ?? "")
  );
}

/** Whether it is arithmetic in a loop on the loop's number, or on one that began as a plain number. */
function isCounting(node: SyntaxNode, work: SyntaxNode): boolean {
  if (node.type !== "binary_operator" && node.type !== "augmented_assignment") return false;
  const loop = node.closest("for_statement", "while_statement", "list_comprehension", "generator_expression");
  if (!loop || !work.contains(loop)) return false;
  const operands = [node.child("left"), node.child("right")].flatMap((one) =>
    one?.type === "identifier" ? [one.text] : [],
  );
  return operands.some((name) => countsWith(name, loop, work));
}

function countsWith(name: string, loop: SyntaxNode, work: SyntaxNode): boolean {
  for (let at: SyntaxNode | undefined = loop; at && work.contains(at); at = at.parent) {
    const clause =
      at.type === "for_statement" ? at : at.children.find(({ type }) => type === "for_in_clause");
    if (clause?.child("left")?.text === name) return /^range\b/.test(clause.child("right")?.text ?? "");
  }
  const begins = new RegExp(`(?:^|[^\\w.])${name}\\s*=\\s*-?\\d`, "m");
  return begins.test(work.text);
}
