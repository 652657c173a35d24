import { describeRule } from "./describeRule";

describe("unpicklable", () => {
  describeRule({
    code: "unpicklable",
    found: {
      "a lambda for a pool": `from multiprocessing import Pool
if __name__ == "__main__":
    with Pool(4) as pool:
        print(pool.map(⟦lambda x: x * x⟧, range(10)))
`,
      "a lambda with a name": `import multiprocessing as mp
square = lambda x, y=2: x ** y
if __name__ == "__main__":
    pool = mp.Pool()
    pool.imap(⟦square⟧, range(10))
    pool.close()
`,
      "a nested function": `from concurrent.futures import ProcessPoolExecutor as Executor
def main():
    def square(x):
        return x * x
    with Executor() as executor:
        return list(executor.map(⟦square⟧, range(10)))
`,
      "partial of a lambda": `from multiprocessing import get_context
from functools import partial
def main():
    with get_context("spawn").Pool() as pool:
        pool.starmap(⟦partial(lambda a, b: a + b, 1)⟧, [(1,)])
`,
      "a submitted lambda": `import concurrent.futures
def main():
    with concurrent.futures.ProcessPoolExecutor() as executor:
        executor.submit(⟦lambda: 1⟧)
`,
      "the target of a process": `from multiprocessing import Process
def main():
    def work():
        pass
    Process(target=⟦work⟧).start()
`,
    },
    fixed: {
      "a lambda with a name": `import multiprocessing as mp
def square(x, y=2): return x ** y
if __name__ == "__main__":
    pool = mp.Pool()
    pool.imap(square, range(10))
    pool.close()
`,
    },
    silent: {
      "a function of the file": `from multiprocessing import Pool
def square(x):
    return x * x
if __name__ == "__main__":
    with Pool() as pool:
        pool.map(square, [1])
`,
      threads: `from multiprocessing.pool import ThreadPool
from concurrent.futures import ThreadPoolExecutor
with ThreadPool() as pool, ThreadPoolExecutor() as executor:
    pool.map(lambda x: x, [1])
    executor.map(lambda x: x, [1])
`,
      "a lambda beside the function": `from multiprocessing import Pool
def square(x):
    return x * x
with Pool() as pool:
    pool.map_async(square, [1], callback=lambda result: print(result))
    pool.map(square, sorted([1], key=lambda x: -x))
`,
      "a nested function that is made global": `from multiprocessing import Pool
def main():
    global square
    def square(x):
        return x
    with Pool() as pool:
        pool.map(square, [1])
`,
      "a forked process": `import multiprocessing
multiprocessing.set_start_method("fork")
multiprocessing.Process(target=lambda: print(1)).start()
`,
      "what dill pickles": `import dill, multiprocessing
with multiprocessing.Pool() as pool:
    pool.map(lambda x: x, [1])
`,
      "a pool of another kind": `from pathos.multiprocessing import ProcessingPool as Pool
Pool().map(lambda x: x, [1])
`,
      "ipyparallel, which sends code": `import ipyparallel as ipp
ipp.Client()[:].map_sync(lambda x: x, [1])
`,
    },
  });
});
