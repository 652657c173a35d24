import { describeRule } from "./describeRule";

const SQUARE = "def square(x):\n    return x * x\n";

describe("tiny-tasks", () => {
  describeRule({
    code: "tiny-tasks",
    found: {
      "chunks of one": `from multiprocessing import Pool
${SQUARE}
if __name__ == "__main__":
    with Pool() as pool:
        pool.map(square, range(10000), ⟦chunksize=1⟧)
`,
      "chunks of one, by position": `from multiprocessing import Pool
${SQUARE}
if __name__ == "__main__":
    with Pool() as pool:
        pool.map(square, range(1_000_000), ⟦1⟧)
`,
      "an executor's map": `from concurrent.futures import ProcessPoolExecutor
${SQUARE}
N = 10 ** 5
if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        list(executor.map(square, ⟦range(N)⟧))
`,
      imap: `import multiprocessing as mp
${SQUARE}
if __name__ == "__main__":
    numbers = list(range(5, 20005))
    with mp.Pool() as pool:
        list(pool.imap_unordered(square, ⟦numbers⟧))
`,
      "a load-balanced view": `import ipyparallel as ipp
lview = ipp.Client().load_balanced_view()
lview.map_sync(lambda x: x ** 2, ⟦range(100000)⟧)
`,
      "one task after the other": `from multiprocessing import Pool
${SQUARE}
if __name__ == "__main__":
    with Pool() as pool:
        results = [⟦pool.apply_async⟧(square, (x,)) for x in range(10000)]
`,
    },
    fixed: {
      "chunks of one": `from multiprocessing import Pool
${SQUARE}
if __name__ == "__main__":
    with Pool() as pool:
        pool.map(square, range(10000), chunksize=100)
`,
      "an executor's map": `from concurrent.futures import ProcessPoolExecutor
${SQUARE}
N = 10 ** 5
if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        list(executor.map(square, range(N), chunksize=1000))
`,
    },
    silent: {
      "the pool's own chunks": `from multiprocessing import Pool
${SQUARE}
with Pool() as pool:
    pool.map(square, range(10000))
`,
      "large chunks": `from concurrent.futures import ProcessPoolExecutor
${SQUARE}
with ProcessPoolExecutor() as executor:
    executor.map(square, range(10000), chunksize=100)
`,
      "few elements": `from multiprocessing import Pool
${SQUARE}
with Pool() as pool:
    pool.map(square, range(8), chunksize=1)
`,
      "more work": `from multiprocessing import Pool
def work(n):
    return sum(i * i for i in range(n))
with Pool() as pool:
    pool.map(work, range(10000), chunksize=1)
`,
      "a function that may take long": `from multiprocessing import Pool
from model import train
def work(n):
    return train(n)
with Pool() as pool:
    pool.map(work, range(10000), chunksize=1)
`,
      threads: `from concurrent.futures import ThreadPoolExecutor
${SQUARE}
with ThreadPoolExecutor() as executor:
    executor.map(square, range(10000))
`,
      "a direct view, which divides beforehand": `import ipyparallel as ipp
ipp.Client()[:].map_sync(lambda x: x ** 2, range(100000))
`,
      "the builtin map": `${SQUARE}
list(map(square, range(100000)))
`,
    },
  });
});
