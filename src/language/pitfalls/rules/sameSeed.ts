import { keywordArgument, positionalArguments } from "../../python/calls";
import { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallFinding, PitfallFix, PitfallRule } from "../pitfall";

/** Calls that begin a sequence of random numbers. */
const SEEDS = /^(?:random\.(?:seed|Random)|numpy\.random\.(?:seed|RandomState|default_rng|SeedSequence))$/;
/** Numbers that come from NumPy's one generator, which a forked process inherits as it is. */
const NUMPY_DRAWS =
  /^numpy\.random\.(?!seed|RandomState|default_rng|SeedSequence|Generator|get_state|set_state)\w+$/;
const DRAWS =
  /^random\.(?:random|randint|randrange|uniform|gauss|choice|choices|sample|shuffle|normalvariate|expovariate|betavariate|triangular)$/;

/** One seed for all engines or processes, so that all of them draw the same numbers. */
export const sameSeed: PitfallRule = {
  code: "same-seed",
  severity: "warning",
  languages: ["python"],
  mayApply: /\b(?:seed|Random|RandomState|default_rng)\s*\(/,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    yield* inWorkers(program);
    yield* beforeWorkers(program);
    yield* onAllEngines(program);
  },
};

/** A constant seed in what processes or engines do for each element, or when they begin. */
function* inWorkers(program: PythonProgram): Iterable<PitfallFinding> {
  const seen = new Set<SyntaxNode>();
  for (const { home, many, work, node, method } of program.parallelCalls) {
    const repeats = node.closest(
      "for_statement",
      "while_statement",
      "list_comprehension",
      "generator_expression",
    );
    if (home === "threads" || !work || (!many && !repeats)) continue;
    for (const call of program.nodes.within(work)) {
      if (seen.has(call) || !isConstantSeed(call, program)) continue;
      seen.add(call);
      const each = method === "initializer" ? "Every process of the pool" : "Every call";
      const title = work.child("name")?.text;
      const of = title ? ` of ${title}` : "";
      const fix = byEngine(call, program);
      yield {
        from: call.from,
        to: call.to,
        message: `${each}${method === "initializer" ? "" : of} begins with this seed and draws the same numbers, so all of them together find out no more than one. Make the seed from something that differs, such as the element or the number of the process.`,
        fixes: fix ? [fix] : [],
      };
    }
  }
}

/** A constant seed at the top level, before a pool whose processes draw from the same generator. */
function* beforeWorkers(program: PythonProgram): Iterable<PitfallFinding> {
  const { module, nodes, symbols } = program;
  const calls = program.parallelCalls.filter(({ home, work, many }) => home === "processes" && work && many);
  const works = program.reach(calls.flatMap(({ work }) => (work ? [work] : [])));
  if (works.size === 0) return;
  const paths = [...works].flatMap((work) =>
    nodes
      .within(work)
      .flatMap((node) => (node.type === "call" ? (symbols.of(node.child("function")) ?? []) : [])),
  );
  for (const call of nodes.ofType("call")) {
    const path = symbols.of(call.child("function"));
    if (path !== "numpy.random.seed" || module.scopeOf(call).function || !isConstantSeed(call, program))
      continue;
    if (paths.some((one) => SEEDS.test(one)) || !paths.some((one) => NUMPY_DRAWS.test(one))) continue;
    yield {
      from: call.from,
      to: call.to,
      message:
        "Every process of the pool begins with the state of NumPy's generator that this seed leaves, so all of them draw the same numbers. Give each call a generator of its own, seeded by its element.",
    };
  }
}

/** A constant seed in a file or cell that every engine runs. */
function* onAllEngines(program: PythonProgram): Iterable<PitfallFinding> {
  const { module, nodes, symbols } = program;
  if (!knowsEngine(program) || isDivided(program)) return;
  const draws = nodes.ofType("call").some((call) => {
    const path = symbols.of(call.child("function")) ?? "";
    return DRAWS.test(path) || NUMPY_DRAWS.test(path);
  });
  if (!draws) return;
  for (const call of nodes.ofType("call")) {
    if (module.scopeOf(call).function || !/\.seed$/.test(symbols.of(call.child("function")) ?? "")) continue;
    if (!isConstantSeed(call, program)) continue;
    const fix = byEngine(call, program);
    yield {
      from: call.from,
      to: call.to,
      message:
        "Every engine begins with this seed and draws the same numbers, so all of them together find out no more than one. Make the seed from engine_id.",
      fixes: fix ? [fix] : [],
    };
  }
}

/** Whether the engine's number does more than to be shown: then all may draw the same on purpose, to divide it. */
function isDivided({ module, symbols }: PythonProgram): boolean {
  return module.unbound.some((node) => {
    if (node.text !== "engine_id" || node.parent?.type === "interpolation") return false;
    const call = node.parent?.type === "argument_list" ? node.parent.parent : undefined;
    return symbols.of(call?.child("function")) !== "builtins.print";
  });
}

/** Whether a call begins a sequence of random numbers with a number that is always the same. */
function isConstantSeed(call: SyntaxNode, { symbols, module }: PythonProgram): boolean {
  if (call.type !== "call" || !SEEDS.test(symbols.of(call.child("function")) ?? "")) return false;
  const seed = seedOf(call);
  if (seed?.type === "integer") return true;
  const name = seed?.type === "identifier" ? module.nameOf(seed) : undefined;
  const [definition, another] = name?.definitions ?? [];
  return !another && name?.scope.kind === "module" && definition?.value?.type === "integer";
}

function seedOf(call: SyntaxNode): SyntaxNode | undefined {
  return positionalArguments(call)[0] ?? keywordArgument(call, "seed") ?? keywordArgument(call, "a");
}

/** The seed plus `engine_id`, where the file knows that name. */
function byEngine(call: SyntaxNode, program: PythonProgram): PitfallFix | undefined {
  const seed = seedOf(call);
  if (!seed || !knowsEngine(program)) return undefined;
  return {
    title: "Add engine_id to the seed",
    changes: [{ from: seed.to, to: seed.to, text: " + engine_id" }],
    isPreferred: true,
  };
}

/** Whether the file uses a name that only engines have. */
function knowsEngine({ module }: PythonProgram): boolean {
  return module.unboundWords.has("engine_id") || module.unboundWords.has("engine_count");
}
