/** A name of parallel Python that lessons teach. */
export interface Term {
  readonly names: readonly string[];
  /** What it does, in a sentence or two; Markdown. */
  readonly says: string;
  /** Heading of the lesson that tells more. */
  readonly heading: string;
  /** The package that it is of: it is meant only in a file that names it. */
  readonly of: "multiprocessing" | "futures" | "ipyparallel" | "labs";
  /** Whether it is meant only behind a dot: `view.push`. */
  readonly isMethod: boolean;
}

/** The lesson that tells of all terms. */
export const TERMS_LESSON = { id: "intro-to-parallelization", title: "Intro to Parallelization" };

const PROCESSES = "Processes: multiprocessing";
const SHARED = "Shared memory, races and deadlocks";
const GIL = "The GIL";
const VIEWS = "Engines and views: ipyparallel";
const NODES = "Nodes and engines";

type Row = readonly [names: string, heading: string, says: string];

const MULTIPROCESSING: readonly Row[] = [
  [
    "Pool",
    PROCESSES,
    'A number of worker processes, each with an interpreter and a memory of its own. Make it below `if __name__ == "__main__":`, and close it with `with`.',
  ],
  [
    "Process",
    PROCESSES,
    "One process that runs one function. It has a copy of every global: what it changes, nobody else sees.",
  ],
  [
    "Value",
    SHARED,
    "A number in memory that several processes see. `+=` on it reads, adds and writes, and another process may come in between: hold `get_lock()` meanwhile.",
  ],
  [
    "Array",
    SHARED,
    "A row of numbers in memory that several processes see. One slot for each process needs no lock.",
  ],
  ["get_lock", SHARED, "The lock of a shared value: who holds it is alone with the value."],
  [
    "Lock",
    SHARED,
    "Only one process or thread holds it at a time. Take several locks in the same order everywhere, or they end in a deadlock.",
  ],
  ["Queue", PROCESSES, "Carries picklable values from one process to another, in order."],
  [
    "cpu_count",
    "How much faster?",
    "The cores of this machine. More workers than cores share them, and are no faster for work that computes.",
  ],
];
const POOL_METHODS: readonly Row[] = [
  [
    "map",
    PROCESSES,
    "Calls a function for every element, on the workers, and gives the results in the order of the elements. `chunksize` says how many elements travel together.",
  ],
  ["starmap", PROCESSES, "As `map`, where each element is a tuple of arguments."],
  [
    "imap imap_unordered",
    PROCESSES,
    "As `map`, but gives each result as soon as it may: in order, or as they come. Give a `chunksize`, which is 1 otherwise.",
  ],
  [
    "apply_async map_async",
    VIEWS,
    "Does not wait: it gives a handle at once, and `get()` on that waits for the result.",
  ],
];
const FUTURES: readonly Row[] = [
  [
    "ThreadPoolExecutor",
    GIL,
    "Threads of this one process. They take turns at the global interpreter lock: good for work that waits, of no use for pure Python that computes.",
  ],
  [
    "ProcessPoolExecutor",
    GIL,
    "Worker processes, each with an interpreter lock of its own: pure Python that computes gets faster, as far as there are cores.",
  ],
];
const IPYPARALLEL: readonly Row[] = [
  [
    "Client",
    VIEWS,
    "The connection to a cluster. `ids` are its engines; a view is made from it, as `rc[:]`.",
  ],
  ["DirectView", VIEWS, "A view of engines that you name: work is divided among them beforehand."],
  [
    "LoadBalancedView load_balanced_view",
    VIEWS,
    "A view that gives the next task to whichever engine is free: right when tasks are not equally long.",
  ],
  ["require", VIEWS, "Says which modules a function needs, so that engines import them before it runs."],
];
const VIEW_METHODS: readonly Row[] = [
  [
    "map_sync",
    VIEWS,
    "Calls a function for every element, divided among the engines, and waits for the results.",
  ],
  ["map_async", VIEWS, "As `map_sync`, without waiting: `get()` on what it gives does."],
  [
    "apply_sync",
    VIEWS,
    "Calls a function once on each engine of the view with these arguments, and waits for all results.",
  ],
  ["apply_async", VIEWS, "As `apply_sync`, without waiting."],
  ["scatter", VIEWS, "Cuts a sequence in parts, and gives each engine one of them under this name."],
  [
    "gather",
    VIEWS,
    "Fetches what each engine has under this name, and puts the parts together in the engines' order.",
  ],
  ["push", VIEWS, "Gives all engines of the view the same names and values."],
  ["pull", VIEWS, "Fetches what each engine has under a name: a list with one value an engine."],
  [
    "sync_imports",
    VIEWS,
    "Imports here and on all engines. What is imported here alone is not there on the engines.",
  ],
  ["remote", VIEWS, "Makes calls of this function run on every engine of the view."],
  ["parallel", VIEWS, "Makes calls of this function divide the elements among the engines of the view."],
];
const LABS: readonly Row[] = [
  ["engine_id", NODES, "The number of the engine that runs this, from 0."],
  [
    "engine_count",
    NODES,
    "How many engines run this. `tasks[engine_id::engine_count]` is a different part on each of them.",
  ],
];

const terms = (of: Term["of"], rows: readonly Row[], isMethod = false): Term[] =>
  rows.map(([names, heading, says]) => ({ names: names.split(" "), heading, says, of, isMethod }));

/** Every term, the more special one first where a name has several. */
export const TERMS: readonly Term[] = [
  ...terms("labs", LABS),
  ...terms("ipyparallel", VIEW_METHODS, true),
  ...terms("ipyparallel", IPYPARALLEL),
  ...terms("multiprocessing", POOL_METHODS, true),
  ...terms("multiprocessing", MULTIPROCESSING),
  ...terms("futures", FUTURES),
];
