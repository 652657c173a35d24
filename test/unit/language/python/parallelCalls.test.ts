import assert from "node:assert/strict";
import { PythonProgram } from "../../../../src/language/python/pythonProgram";
import { inspect } from "../pitfalls/describeRule";

/** Each parallel call of a text as "home method function". */
async function callsOf(text: string): Promise<string[]> {
  return await inspect(text, "python", ({ syntax }) =>
    PythonProgram.of(syntax.nodes).parallelCalls.map(
      ({ home, method, work }) => `${home} ${method} ${work?.child("name")?.text ?? work?.type ?? "?"}`,
    ),
  );
}

describe("Functions that are given to engines, processes and threads", () => {
  it("are found with pools and executors", async () => {
    const text = `import multiprocessing as mp, functools
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.pool import ThreadPool
from threading import Thread
from elsewhere import g
def f(x): pass
with mp.Pool(4, initializer=f) as pool, ThreadPool() as threads:
    pool.map(f, [1])
    pool.starmap_async(functools.partial(f, 1), [1])
    pool.apply(func=lambda: 1)
    pool.imap_unordered(g, [1])
    threads.map(f, [1])
    pool.close()
ProcessPoolExecutor().submit(f, 1)
with ThreadPoolExecutor() as executor:
    executor.map(f, [1])
mp.Process(target=f, args=(1,))
Thread(None, f)
map(f, [1])
`;
    assert.deepEqual(await callsOf(text), [
      "processes initializer f",
      "processes map f",
      "processes starmap_async f",
      "processes apply lambda",
      "processes imap_unordered ?",
      "threads map f",
      "processes submit f",
      "threads map f",
      "processes target f",
      "threads target f",
    ]);
  });

  it("are found with views and their decorators", async () => {
    const text = `import ipyparallel as ipp
rc = ipp.Client(profile="a")
dview, lview = rc[:], rc.load_balanced_view()
first = rc[0]
@dview.parallel(block=True)
def f(x): pass
@first.remote()
def g(): pass
lview.map_async(f, [1])
first.apply_sync(g)
rc[:].map(lambda x: x, [1])
def later(dv):
    dv.map_sync(f, [1])
def other(data):
    data.map(f)
`;
    assert.deepEqual(await callsOf(text), [
      "engines parallel f",
      "engines remote g",
      "engines map_async f",
      "engines apply_sync g",
      "engines map lambda",
      "engines map_sync f",
    ]);
  });
});
