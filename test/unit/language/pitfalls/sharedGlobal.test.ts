import { describeRule } from "./describeRule";

describe("shared-global", () => {
  describeRule({
    code: "shared-global",
    found: {
      "a counter in a pool": `from multiprocessing import Pool
counter = 0

def count(_):
    global counter
    ⟦counter⟧ += 1

if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(count, range(100))
    print(counter)
`,
      "a list that processes fill": `from multiprocessing import Process
results = []

def work(n):
    ⟦results⟧.append(n * n)

def main():
    processes = [Process(target=work, args=(n,)) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(sum(results))
`,
      "a dictionary on engines": `import ipyparallel as ipp
from collections import defaultdict
dview = ipp.Client()[:]
found = defaultdict(int)

def look(word):
    ⟦found⟧[word] += 1

dview.map_sync(look, ["a", "b"])
print(found)
`,
      "what a helper of the function reads": `from concurrent.futures import ProcessPoolExecutor
seen = set()

def remember(x):
    ⟦seen⟧.add(x)
    return x

if __name__ == "__main__":
    with ProcessPoolExecutor() as executor:
        list(executor.map(remember, range(3)))
        print(len(seen))
`,
      "a global of a mapper": `total = 0

def mapper(line):
    global total
    for word in line.split():
        ⟦total⟧ += 1
        yield word, 1

def reducer(word, counts):
    return sum(counts) / total
`,
      "a list that a mapper fills": `longest = []

def mapper(line):
    ⟦longest⟧.append(len(line))
    yield "lines", 1

def reducer(key, counts):
    return sum(counts), max(longest)
`,
    },
    silent: {
      "a result": `from multiprocessing import Pool
counter = 0
def count(_):
    return 1
if __name__ == "__main__":
    with Pool() as pool:
        counter = sum(pool.map(count, range(4)))
    print(counter)
`,
      "a global that only the processes use": `from multiprocessing import Pool
cache = {}
def look(x):
    if x not in cache:
        cache[x] = x * x
    return cache[x]
if __name__ == "__main__":
    with Pool() as pool:
        print(pool.map(look, range(4)))
`,
      "what an initializer sets": `from multiprocessing import Pool
data = None
def begin(given):
    global data
    data = given
def look(x):
    return data[x]
if __name__ == "__main__":
    with Pool(initializer=begin, initargs=([1],)) as pool:
        print(pool.map(look, [0]), data)
`,
      "threads, which share globals": `from concurrent.futures import ThreadPoolExecutor
results = []
def work(x):
    results.append(x)
with ThreadPoolExecutor() as executor:
    executor.map(work, range(3))
print(results)
`,
      "a global that the program sets anew": `from multiprocessing import Pool
counter = 0
def count(_):
    global counter
    counter += 1
    return counter
if __name__ == "__main__":
    with Pool() as pool:
        counter = max(pool.map(count, range(4)))
    print(counter)
`,
      "lists of a manager": `from multiprocessing import Manager, Process
if __name__ == "__main__":
    results = Manager().list()
def work(n):
    results.append(n)
if __name__ == "__main__":
    Process(target=work, args=(1,)).start()
    print(results)
`,
      "a list of the function itself": `from multiprocessing import Pool
results = []
def work(n):
    results = []
    results.append(n)
    return results
if __name__ == "__main__":
    with Pool() as pool:
        results = pool.map(work, [1])
    print(results)
`,
      "a function that the program calls, too": `from multiprocessing import Pool
counter = 0
def count(_):
    global counter
    counter += 1
count(1)
print(counter)
with Pool() as pool:
    pool.map(count, [1])
print(counter)
`,
      "a mapper's own memory": `cache = {}
def mapper(line):
    cache[line] = cache.get(line, 0) + 1
    yield line, cache[line]
def reducer(line, counts):
    return max(counts)
`,
    },
  });
});

describe("shared-global in JavaScript", () => {
  describeRule({
    code: "shared-global",
    grammar: "javascript",
    found: {
      "a count that a mapper keeps": `let words = 0;
function mapper(line) {
  ⟦words⟧ += line.length;
  return [[line, 1]];
}
function reducer(key, values) {
  return values.length / words;
}
`,
      "a map that a mapper fills": `const seen = new Map();
function* mapWords(line) {
  ⟦seen⟧.set(line, 1);
  yield [line, 1];
}
function* reduceWords(word, counts) {
  yield [word, seen.get(word)];
}
`,
    },
    silent: {
      "a constant": `const WORD = /[a-z]+/g;
function mapper(line) {
  return line.match(WORD).map((word) => [word, 1]);
}
function reducer(key, values) {
  return values.length + WORD.lastIndex;
}
`,
      "variables of the functions": `let total = 0;
function mapper(line) {
  let total = 0;
  total += 1;
  return [[line, total]];
}
function reducer(key, values) {
  return values.length + total;
}
`,
    },
  });
});
