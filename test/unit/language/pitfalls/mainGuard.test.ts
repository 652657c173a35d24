import { describeRule } from "./describeRule";

describe("main-guard", () => {
  describeRule({
    code: "main-guard",
    found: {
      "a pool at the top level": `from multiprocessing import Pool

def square(x):
    return x * x

pool = ⟦Pool⟧(4)
print(pool.map(square, range(10)))
pool.close()
`,
      "a with statement": `import multiprocessing as mp

def square(x):
    return x * x

with ⟦mp.Pool⟧() as pool:
    print("""a
text""", pool.map(square, range(10)))
`,
      "an executor in a loop": `from concurrent.futures import ProcessPoolExecutor

def square(x):
    return x * x

for count in (1, 2):
    with ⟦ProcessPoolExecutor⟧(count) as executor:
        print(list(executor.map(square, range(10))))
`,
      processes: `import multiprocessing

def work():
    pass

processes = [⟦multiprocessing.Process⟧(target=work) for _ in range(4)]
for process in processes:
    process.start()
`,
      "a function that is called at once": `from multiprocessing import Pool

def square(x):
    return x * x

def run():
    with Pool() as pool:
        return pool.map(square, [1])

def main():
    print(run())

⟦main⟧()
`,
      "a program that goes on below": `from multiprocessing import Pool
pool = ⟦Pool⟧()
def square(x):
    return x * x
print(pool.map(square, [1]))
`,
    },
    fixed: {
      "a pool at the top level": `from multiprocessing import Pool

def square(x):
    return x * x

if __name__ == "__main__":
    pool = Pool(4)
    print(pool.map(square, range(10)))
    pool.close()
`,
      "a with statement": `import multiprocessing as mp

def square(x):
    return x * x

if __name__ == "__main__":
    with mp.Pool() as pool:
        print("""a
text""", pool.map(square, range(10)))
`,
      "a program that goes on below": `from multiprocessing import Pool
pool = Pool()
def square(x):
    return x * x
print(pool.map(square, [1]))
`,
    },
    silent: {
      "the guard": `from multiprocessing import Pool
if __name__ == "__main__":
    pool = Pool()
`,
      "the guard the other way round": `from multiprocessing import Pool
if "__main__" == __name__ and True:
    for _ in range(2):
        Pool()
`,
      "a function": `from multiprocessing import Pool
def run():
    return Pool()
`,
      "a function that is called under the guard": `from multiprocessing import Pool
def main():
    Pool()
if __name__ == '__main__':
    main()
`,
      "a file that is left early": `from multiprocessing import Pool
if __name__ != "__main__":
    raise ImportError("no module")
pool = Pool()
`,
      "chosen forks": `import multiprocessing as mp
mp.set_start_method("fork")
pool = mp.Pool()
`,
      threads: `from multiprocessing.pool import ThreadPool
from concurrent.futures import ThreadPoolExecutor
pool, executor = ThreadPool(4), ThreadPoolExecutor()
`,
      "a Pool of something else": `from motion import Pool
pool = Pool()
class Process: pass
process = Process()
`,
      "methods and lambdas": `import multiprocessing
class Runner:
    def run(self):
        return multiprocessing.Pool()
make = lambda: multiprocessing.Pool()
`,
    },
  });
});
