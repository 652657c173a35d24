import { describeRule } from "./describeRule";

describe("racy-update", () => {
  describeRule({
    code: "racy-update",
    found: {
      "a Value that processes are given": `from multiprocessing import Process, Value

def count(val, times):
    for _ in range(times):
        ⟦val.value += 1⟧

if __name__ == "__main__":
    total = Value("i", 0)
    processes = [Process(target=count, args=(total, 100)) for _ in range(4)]
`,
      "a global Value": `import multiprocessing as mp
total = mp.Value("i", 0)

def count(n):
    ⟦total.value = total.value + n⟧  # a race

if __name__ == "__main__":
    with mp.Pool() as pool:
        pool.map(count, range(10))
`,
      "a Value that an initializer sets": `from multiprocessing import Pool, Value
total = None

def begin(given):
    global total
    total = given

def count(n):
    ⟦total.value += n⟧

if __name__ == "__main__":
    with Pool(4, begin, (Value("d", 0),)) as pool:
        pool.map(count, range(10))
`,
      "one place of an Array": `from multiprocessing import Array, Process
places = Array("i", 4)

def count():
    ⟦places[0] += 1⟧
    for place in range(len(places)):
        ⟦places[place] += 1⟧

if __name__ == "__main__":
    Process(target=count).start()
`,
      "a helper of the function": `import multiprocessing
total = multiprocessing.Value("i", 0)

def add(n):
    ⟦total.value += n⟧

def work(n):
    add(n * n)

if __name__ == "__main__":
    with multiprocessing.Pool() as pool:
        pool.map(work, range(10))
`,
      "memory without a lock": `from multiprocessing import RawValue, Process

def count(val):
    ⟦val.value -= 1⟧

if __name__ == "__main__":
    Process(target=count, args=[RawValue("i", 0)]).start()
`,
    },
    fixed: {
      "a Value that processes are given": `from multiprocessing import Process, Value

def count(val, times):
    for _ in range(times):
        with val.get_lock():
            val.value += 1

if __name__ == "__main__":
    total = Value("i", 0)
    processes = [Process(target=count, args=(total, 100)) for _ in range(4)]
`,
      "a global Value": `import multiprocessing as mp
total = mp.Value("i", 0)

def count(n):
    with total.get_lock():
        total.value = total.value + n  # a race

if __name__ == "__main__":
    with mp.Pool() as pool:
        pool.map(count, range(10))
`,
    },
    silent: {
      "its lock": `from multiprocessing import Process, Value
def count(val):
    with val.get_lock():
        val.value += 1
Process(target=count, args=(Value("i", 0),))
`,
      "a lock of its own": `from multiprocessing import Process, Value, Lock
def count(val, lock):
    lock.acquire()
    val.value += 1
    lock.release()
Process(target=count, args=(Value("i", 0), Lock()))
`,
      "a place for each process": `from multiprocessing import Process, Array
def count(slots, process, times):
    for _ in range(times):
        slots[process] += 1
Process(target=count, args=(Array("i", 4), 0, 3))
`,
      "the program itself": `from multiprocessing import Value
total = Value("i", 0)
total.value += 1
`,
      "a value of another kind": `from multiprocessing import Process
class Box: value = 0
def count(box):
    box.value += 1
Process(target=count, args=(Box(),))
`,
      "setting without reading": `from multiprocessing import Process, Value
def end(flag):
    flag.value = 1
Process(target=end, args=(Value("b", 0),))
`,
      "an ordinary list": `from multiprocessing import Process
counts = [0, 0]
def count():
    counts[0] += 1
Process(target=count)
`,
    },
  });
});
