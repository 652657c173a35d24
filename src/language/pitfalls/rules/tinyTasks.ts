import { keywordArgument, positionalArguments } from "../../python/calls";
import type { ParallelCall } from "../../python/parallelCalls";
import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallFinding, PitfallFix, PitfallRule } from "../pitfall";

/** So many elements that a message for each is a waste that can be felt. */
const MANY = 1000;
/** Messages that a pool is to get instead: enough for any number of processes, and few beside the work. */
const CHUNKS = 100;

/** Very many tasks that are over at once, each sent alone. */
export const tinyTasks: PitfallRule = {
  code: "tiny-tasks",
  severity: "information",
  languages: ["python"],
  mayApply: /multiprocessing|ProcessPoolExecutor|concurrent|ipyparallel/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    for (const call of program.parallelCalls) {
      if (!call.work || !isTrivial(call.work, program)) continue;
      const finding = mapped(call, program) ?? submitted(call, program);
      if (finding) yield finding;
    }
  },
};

/** Ways to map that send elements one by one unless they are told a chunk size. */
const ONE_BY_ONE =
  /ProcessPoolExecutor\(\)\.map$|Pool\(\)\.imap(?:_unordered)?$|load_balanced_view\(\)\.(?:map|map_sync|map_async|imap)$/;

function mapped(
  { home, path, node, work }: ParallelCall,
  program: PythonProgram,
): PitfallFinding | undefined {
  if (home === "threads") return undefined;
  const chunk =
    keywordArgument(node, "chunksize") ??
    (path.startsWith("multiprocessing.Pool()") ? positionalArguments(node)[2] : undefined);
  const isSingle = chunk
    ? chunk.text === "1" && /\.(?:i?map\w*|starmap\w*)$/.test(path)
    : ONE_BY_ONE.test(path);
  const [, elements] = positionalArguments(node);
  const count = isSingle ? countOf(elements, program) : undefined;
  if (count === undefined || count < MANY || !elements) return undefined;
  const size = Math.max(1, 10 ** Math.floor(Math.log10(count / CHUNKS)));
  const end = node.child("arguments");
  const changes = chunk
    ? [{ from: chunk.from, to: chunk.to, text: String(size) }]
    : end?.type === "argument_list"
      ? [{ from: elements.to, to: elements.to, text: `, chunksize=${size}` }]
      : [];
  const fix: PitfallFix = { title: `Use chunksize=${size}`, changes, isPreferred: true };
  const place = chunk?.parent?.type === "keyword_argument" ? chunk.parent : (chunk ?? elements);
  return {
    from: place.from,
    to: place.to,
    message: `${messages(count, work)} With chunksize=${size} there are ${Math.ceil(count / size).toLocaleString("en")} messages instead.`,
    fixes: size > 1 && changes.length > 0 ? [fix] : [],
  };
}

/** `[pool.apply_async(f, (x,)) for x in range(10000)]` */
function submitted(
  { home, method, node, work }: ParallelCall,
  program: PythonProgram,
): PitfallFinding | undefined {
  if (home === "threads" || !/^(?:submit|apply_async|apply|apply_sync)$/.test(method)) return undefined;
  const loop = node.closest(
    "for_statement",
    "list_comprehension",
    "generator_expression",
    "function_definition",
  );
  const clause =
    loop?.type === "for_statement" ? loop : loop?.children.find(({ type }) => type === "for_in_clause");
  const count = countOf(clause?.child("right"), program);
  const called = node.child("function");
  if (count === undefined || count < MANY || !called) return undefined;
  return {
    from: called.from,
    to: called.to,
    message: `${messages(count, work)} Use map with a chunksize, or let each task do many of them.`,
  };
}

function messages(count: number, work: SyntaxNode | undefined): string {
  const title = work?.child("name")?.text ?? "the lambda";
  return `This sends ${count.toLocaleString("en")} messages, one for each call of ${title}, and a message takes much longer than such a call.`;
}

/** How many elements there are, if the file says it. */
function countOf(elements: SyntaxNode | undefined, program: PythonProgram): number | undefined {
  if (elements?.type !== "call" && elements?.type !== "identifier") return undefined;
  if (elements.type === "identifier") {
    const [definition, another] = program.module.nameOf(elements)?.definitions ?? [];
    return another || definition?.value?.type !== "call" ? undefined : countOf(definition.value, program);
  }
  const path = program.symbols.of(elements.child("function"));
  const [first, second, third] = positionalArguments(elements);
  if (path === "builtins.list") return countOf(first, program);
  if (path !== "builtins.range" || third) return undefined;
  const [from, to] = second
    ? [numberOf(first, program), numberOf(second, program)]
    : [0, numberOf(first, program)];
  return from === undefined || to === undefined ? undefined : to - from;
}

function numberOf(node: SyntaxNode | undefined, program: PythonProgram): number | undefined {
  if (node?.type === "integer") {
    const number = Number(node.text.replaceAll("_", ""));
    return Number.isNaN(number) ? undefined : number;
  }
  const power = node?.type === "binary_operator" ? /^(\d+)\s*\*\*\s*(\d+)$/.exec(node.text) : undefined;
  if (power) return Number(power[1]) ** Number(power[2]);
  if (node?.type === "call" && /^int\(\s*\d+e\d+\s*\)$/.test(node.text))
    return Number(/\d+e\d+/.exec(node.text)?.[0]);
  if (node?.type !== "identifier") return undefined;
  const [definition, another] = program.module.nameOf(node)?.definitions ?? [];
  const value = definition?.value;
  return another || value?.type === "identifier" ? undefined : numberOf(value, program);
}

const QUICK = /^(?:builtins\.(?:abs|min|max|int|float|round|pow|divmod|len|str|bool|chr|ord)|math\.\w+)$/;

/** Whether a function does next to nothing: one expression, without loops and calls that may take long. */
function isTrivial(work: SyntaxNode, { nodes, symbols }: PythonProgram): boolean {
  const statements = (work.child("body")?.children ?? []).filter(
    ({ type, children }) =>
      type !== "comment" && !(type === "expression_statement" && children[0]?.type === "string"),
  );
  const isOne =
    work.type === "lambda" || (statements.length === 1 && statements[0]?.type === "return_statement");
  if (!isOne || work.parent?.type === "decorated_definition") return false;
  return nodes.within(work).every((node) => {
    if (/comprehension$|generator_expression|await|yield|lambda$/.test(node.type) && node !== work)
      return false;
    if (node.type === "binary_operator") return isQuickOperation(node);
    return node.type !== "call" || QUICK.test(symbols.of(node.child("function")) ?? "");
  });
}

/** Powers and products may be of huge numbers or of matrices; with a plain number they are not. */
function isQuickOperation(node: SyntaxNode): boolean {
  const [left, right] = [node.child("left"), node.child("right")];
  const operator = node.parent && left && right ? textBetween(left, right) : "";
  return (
    operator !== "@" &&
    (operator !== "**" ||
      (right?.type === "integer" && Number(right.text) <= 10) ||
      right?.type === "identifier")
  );
}

function textBetween(left: SyntaxNode, right: SyntaxNode): string {
  const { parent } = left;
  return parent?.text.slice(left.to - parent.from, right.from - parent.from).trim() ?? "";
}
