import { describeRule } from "./describeRule";

describe("same-seed", () => {
  describeRule({
    code: "same-seed",
    found: {
      "a seed in a mapped function": `import random
from multiprocessing import Pool

def draw(n):
    ⟦random.seed(42)⟧
    return [random.random() for _ in range(n)]

if __name__ == "__main__":
    with Pool() as pool:
        pool.map(draw, [10] * 4)
`,
      "a constant of the file": `import numpy as np
from concurrent.futures import ProcessPoolExecutor
SEED = 7

def draw(n):
    rng = ⟦np.random.default_rng(SEED)⟧
    return rng.random(n)

if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        executor.map(draw, [10] * 4)
`,
      "a seed in an initializer": `from multiprocessing import Pool
from numpy.random import seed, rand

def begin():
    ⟦seed(0)⟧

if __name__ == "__main__":
    with Pool(4, initializer=begin) as pool:
        pool.map(rand, [10] * 4)
`,
      "NumPy's generator before a pool": `import numpy as np
from multiprocessing import Pool
⟦np.random.seed(1)⟧

def draw(n):
    return np.random.uniform(size=n).mean()

if __name__ == "__main__":
    with Pool() as pool:
        print(pool.map(draw, [1000] * 8))
`,
      "processes in a loop": `import random
from multiprocessing import Process

def draw():
    ⟦random.seed(3)⟧
    print(random.random())

if __name__ == "__main__":
    for _ in range(4):
        Process(target=draw).start()
`,
      "a cell that every engine runs": `import random
⟦random.seed(42)⟧
inside = sum(random.random() ** 2 + random.random() ** 2 < 1 for _ in range(10000))
print(engine_id, inside)
`,
      "engines of ipyparallel": `import ipyparallel as ipp
view = ipp.Client()[:]

@view.remote(block=True)
def draw():
    import random
    ⟦random.seed(1)⟧
    return random.random()
`,
    },
    fixed: {
      "a cell that every engine runs": `import random
random.seed(42 + engine_id)
inside = sum(random.random() ** 2 + random.random() ** 2 < 1 for _ in range(10000))
print(engine_id, inside)
`,
    },
    silent: {
      "a seed from the element": `import random
from multiprocessing import Pool
def draw(seed):
    random.seed(seed)
    return random.random()
with Pool() as pool:
    pool.map(draw, range(4))
`,
      "a generator of its own": `import numpy as np
from multiprocessing import Pool
np.random.seed(1)
def draw(seed):
    return np.random.default_rng(seed).random()
with Pool() as pool:
    pool.map(draw, range(4))
`,
      "a program without processes": `import random
random.seed(42)
print(random.random())
`,
      "the program's own numbers": `import numpy as np
from multiprocessing import Pool
np.random.seed(1)
data = np.random.rand(10)
def double(x):
    return 2 * x
with Pool() as pool:
    pool.map(double, data)
`,
      "threads, which share the generator": `import random
from concurrent.futures import ThreadPoolExecutor
def draw(n):
    random.seed(1)
    return random.random()
ThreadPoolExecutor().map(draw, [1])
`,
      "the same data on every engine, then a share": `import random
random.seed(42)
data = [random.random() for _ in range(1000)]
mine = data[engine_id::engine_count]
`,
      "a seed with the engine's number": `import random
random.seed(42 + engine_id)
print(random.random())
`,
      "no seed": `import random
from multiprocessing import Pool
def draw(n):
    random.seed()
    return random.random()
with Pool() as pool:
    pool.map(draw, [1])
`,
    },
  });
});
