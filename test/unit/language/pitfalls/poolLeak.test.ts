import { describeRule } from "./describeRule";

describe("pool-leak", () => {
  describeRule({
    code: "pool-leak",
    found: {
      "a pool in a function": `from multiprocessing import Pool
def squares(numbers):
    pool = ⟦Pool⟧(4)
    found = pool.map(abs, numbers)
    return found
`,
      "a pool of the program": `import multiprocessing as mp
if __name__ == "__main__":
    pool = ⟦mp.Pool⟧(processes=8)
    print(pool.map(abs, [1]))
`,
      "a pool without a name": `from multiprocessing import Pool
def squares(numbers):
    return ⟦Pool⟧().map(abs, numbers)
`,
      "a pool of threads": `from multiprocessing.pool import ThreadPool
def fetch(pages):
    workers = ⟦ThreadPool⟧(4)
    return workers.imap(len, pages)
`,
      "a pool that is joined only": `from multiprocessing import Pool
def run(numbers):
    pool = ⟦Pool⟧()
    pool.map_async(abs, numbers)
    pool.join()
`,
    },
    fixed: {
      "a pool in a function": `from multiprocessing import Pool
def squares(numbers):
    with Pool(4) as pool:
        found = pool.map(abs, numbers)
    return found
`,
      "a pool that is joined only": `from multiprocessing import Pool
def run(numbers):
    pool = Pool()
    pool.map_async(abs, numbers)
    pool.join()
`,
    },
    silent: {
      "a with statement": `from multiprocessing import Pool
with Pool() as pool:
    pool.map(abs, [1])
`,
      "a pool that is closed": `from multiprocessing import Pool
pool = Pool()
pool.map(abs, [1])
pool.close()
pool.join()
`,
      "a pool that is closed in the end": `from multiprocessing import Pool
pool = Pool()
try:
    pool.map(abs, [1])
finally:
    pool.terminate()
`,
      "a pool that is given back": `from multiprocessing import Pool
def make():
    pool = Pool()
    return pool
`,
      "a pool that others have": `from multiprocessing import Pool
from contextlib import closing
def run(work):
    pool = Pool()
    with closing(pool):
        pool.map(abs, [1])
    other = Pool()
    work(other)
`,
      "a pool of an object": `from multiprocessing import Pool
class Runner:
    def __init__(self):
        self.pool = Pool()
`,
      "a with statement further down": `from multiprocessing import Pool
pool = Pool()
with pool:
    pool.map(abs, [1])
`,
      "executors, which end by themselves": `from concurrent.futures import ProcessPoolExecutor
executor = ProcessPoolExecutor()
executor.map(abs, [1])
`,
    },
  });
});
