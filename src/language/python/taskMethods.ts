/** Where a function runs: on ipyparallel's engines, in other processes of this machine, or in threads. */
export type Home = "engines" | "processes" | "threads";

export const PROCESS_POOLS: ReadonlySet<string> = new Set([
  "multiprocessing.Pool",
  "concurrent.futures.ProcessPoolExecutor",
]);
export const THREAD_POOLS: ReadonlySet<string> = new Set([
  "multiprocessing.pool.ThreadPool",
  "concurrent.futures.ThreadPoolExecutor",
]);

/** What views are called by convention, in ipyparallel's documentation and the Duke lesson. */
export const VIEW_NAMES = /^(?:dv|lv|bv|dview|lview|bview|direct_view|lbview|lbv|load_balanced_view)$/;

interface TaskMethod {
  readonly homes: readonly Home[];
  readonly many: boolean;
  /** What the function is called where it is given by name. */
  readonly keyword: string;
}

const POOLS: readonly Home[] = ["processes", "threads"];
const ALL: readonly Home[] = ["processes", "threads", "engines"];

/** Methods of pools and views that take a function as their first argument. */
export const TASK_METHODS: Readonly<Record<string, TaskMethod>> = {
  map: { homes: ALL, many: true, keyword: "func" },
  map_async: { homes: ALL, many: true, keyword: "func" },
  map_sync: { homes: ["engines"], many: true, keyword: "f" },
  imap: { homes: ALL, many: true, keyword: "func" },
  imap_unordered: { homes: POOLS, many: true, keyword: "func" },
  starmap: { homes: POOLS, many: true, keyword: "func" },
  starmap_async: { homes: POOLS, many: true, keyword: "func" },
  apply: { homes: ALL, many: false, keyword: "func" },
  apply_async: { homes: ALL, many: false, keyword: "func" },
  apply_sync: { homes: ["engines"], many: false, keyword: "f" },
  submit: { homes: POOLS, many: false, keyword: "fn" },
};

/** Whether a path is a view of ipyparallel. */
export function isView(path: string): boolean {
  return /^ipyparallel\.Client\(\)(?:\[\]|\.(?:load_balanced_view|direct_view|broadcast_view)\(\))$/.test(
    path,
  );
}
