/** Other ways to say the same, longest first where one begins as another does. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/^multiprocessing\.get_context\(\)/, "multiprocessing"],
  [/^multiprocessing\.(?:context|process|pool|queues|managers)\.(Pool|Process)\b/, "multiprocessing.$1"],
  [/^multiprocessing\.context\.(?:Spawn|Fork|ForkServer)(Context\(\)\.)/, "multiprocessing."],
  [/^multiprocessing\.dummy\.Pool\b/, "multiprocessing.pool.ThreadPool"],
  [/^multiprocessing\.dummy\.Process\b/, "threading.Thread"],
  [/^multiprocessing\.sharedctypes\.(Raw)?(Value|Array)\b/, "multiprocessing.$1$2"],
  [/^concurrent\.futures\.(?:process|thread)\./, "concurrent.futures."],
  [/^IPython\.parallel\b/, "ipyparallel"],
  [/^ipyparallel\.client\.client\b/, "ipyparallel"],
  [
    /^ipyparallel\.Cluster(?:\.from_\w+)?\(\)\.(?:start_and_connect|start_and_connect_sync|connect_client|connect_client_sync)\(\)/,
    "ipyparallel.Client()",
  ],
  // As a context manager, a cluster gives a client.
  [/^ipyparallel\.Cluster\(\)(?=\[|\.load_|\.direct_|\.broadcast_|$)/, "ipyparallel.Client()"],
  [/^numpy\.random\.mtrand\b/, "numpy.random"],
];

/** What `from … import *` brings of the modules that rules know. */
const STARS: Readonly<Record<string, RegExp>> = {
  multiprocessing: /^(?:Pool|Process|Value|Array|RawValue|RawArray|Lock|RLock|Manager|Queue)$/,
  "multiprocessing.pool": /^(?:Pool|ThreadPool)$/,
  "concurrent.futures": /^(?:ProcessPoolExecutor|ThreadPoolExecutor)$/,
  threading: /^(?:Thread|Lock|RLock)$/,
  ipyparallel: /^(?:Client|Cluster|require)$/,
  functools: /^(?:partial|reduce|cmp_to_key)$/,
  random: /^(?:random|seed|randint|uniform|choice|gauss|shuffle)$/,
};

/** The one path by which rules know a thing. */
export function canonicalPath(path: string): string {
  for (const [pattern, same] of SAME) if (pattern.test(path)) return path.replace(pattern, same);
  return path;
}

/** The path of a name that one of these modules brings by `*`. */
export function starPath(modules: readonly string[], name: string): string | undefined {
  const module = modules.find((one) => Object.hasOwn(STARS, one) && STARS[one]?.test(name));
  return module && `${module}.${name}`;
}
