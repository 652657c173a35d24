import { describeRule } from "./describeRule";

const PRIMES = `def count_primes(low, high=100):
    count = 0
    for number in range(low, high):
        if all(number % divisor for divisor in range(2, number)):
            count += 1
    return count
`;

const SUM = `def total(n):
    s = 0
    for i in range(n):
        s += i * i
    return s
`;

describe("gil-threads", () => {
  describeRule({
    code: "gil-threads",
    found: {
      "an executor's map": `from concurrent.futures import ThreadPoolExecutor
${SUM}
with ThreadPoolExecutor(4) as executor:
    print(list(executor.map(⟦total⟧, [10**6] * 4)))
`,
      "a pool of threads": `from multiprocessing.pool import ThreadPool
import math
def work(n):
    return sum(math.sqrt(i) + i * i for i in range(n))
with ThreadPool(4) as pool:
    pool.map(⟦work⟧, [10**6] * 4)
`,
      "threads in a loop": `import threading
${SUM}
threads = []
for _ in range(4):
    threads.append(threading.Thread(target=⟦total⟧, args=(1000000,)))
`,
      "two threads": `from threading import Thread
${SUM}
one = Thread(target=⟦total⟧, args=(1,))
other = Thread(target=total, args=(2,))
`,
      "helpers of the file": `from concurrent.futures import ThreadPoolExecutor
def square(x):
    return x * x
def work(n):
    s = 0
    while s < n:
        s += square(2)
    return s
with ThreadPoolExecutor() as executor:
    [executor.submit(⟦work⟧, 10) for _ in range(4)]
`,
    },
    silent: {
      "threads that wait": `from concurrent.futures import ThreadPoolExecutor
import time
def work(n):
    for i in range(n):
        time.sleep(i * 2)
with ThreadPoolExecutor() as executor:
    executor.map(work, [1] * 4)
`,
      "threads that fetch pages": `from concurrent.futures import ThreadPoolExecutor
import requests
def fetch(page):
    total = 0
    for i in range(3):
        total += len(requests.get(page + str(i)).text)
    return total
with ThreadPoolExecutor() as executor:
    executor.map(fetch, ["a"])
`,
      processes: `from concurrent.futures import ProcessPoolExecutor
${SUM}
with ProcessPoolExecutor() as executor:
    executor.map(total, [1])
`,
      "compiled arithmetic": `from concurrent.futures import ThreadPoolExecutor
from numba import jit
@jit(nogil=True)
${SUM}
with ThreadPoolExecutor() as executor:
    executor.map(total, [1])
`,
      "arithmetic of arrays": `from concurrent.futures import ThreadPoolExecutor
def work(matrix):
    for _ in range(10):
        matrix = matrix @ matrix + matrix
    return matrix
with ThreadPoolExecutor() as executor:
    executor.map(work, [])
`,
      "one thread beside the program": `from threading import Thread
${SUM}
Thread(target=total, args=(1,)).start()
`,
      "threads that read files": `from concurrent.futures import ThreadPoolExecutor
def count(path):
    n = 0
    for line in open(path):
        n += 1
    return n
with ThreadPoolExecutor() as executor:
    executor.map(count, ["a"])
`,
      "a function from elsewhere": `from concurrent.futures import ThreadPoolExecutor
from work import total
${PRIMES.replace("all(", "check(")}
with ThreadPoolExecutor() as executor:
    executor.map(total, [1])
    executor.map(count_primes, [1])
`,
    },
  });
});
