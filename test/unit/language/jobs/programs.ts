/** Whole programs as people bring them. */

/** In the shape of a well-known blog post of 2010, as Python 2 wrote it, pasted with its old prints. */
export const BLOG = `#!/usr/bin/env python
# Which words open a title? Usage: titles.py BOOK
import sys
from multiprocessing import Pool

def sanitize(w):
  while len(w) > 0 and not w[0].isalnum():
    w = w[1:]
  while len(w) > 0 and not w[-1].isalnum():
    w = w[:-1]
  return w

"""
A list of words becomes a list of (token, 1) tuples
"""
def Map(L):
  results = []
  for w in L:
    w = sanitize(w)
    if w.istitle():
      results.append ((w, 1))
  return results

def Partition(L):
  tf = {}
  for sublist in L:
    for p in sublist:
      if tf.has_key(p[0]):
        tf[p[0]].append (p)
      else:
        tf[p[0]] = [p]
  return tf

def Reduce(Mapping):
  return (Mapping[0], sum(pair[1] for pair in Mapping[1]))

def load(path):
  word_list = []
  f = open(path, "r")
  for line in f:
    word_list.append (line)
  return (''.join(word_list)).split ()

def chunks(l, n):
  for i in xrange(0, len(l), n):
    yield l[i:i+n]

def tuple_sort (a, b):
  if a[1] < b[1]:
    return 1
  return cmp(b[0], a[0])

if __name__ == '__main__':
  if (len(sys.argv) != 2):
    print "Program requires path to file"
    sys.exit(1)
  text = load (sys.argv[1])
  pool = Pool(processes=8,)
  partitioned = list(chunks(text, len(text) / 8))
  single_count_tuples = pool.map(Map, partitioned)
  token_to_tuples = Partition(single_count_tuples)
  term_frequencies = pool.map(Reduce, token_to_tuples.items())
  term_frequencies.sort (tuple_sort)
  for pair in term_frequencies[:20]:
    print pair[0], ":", pair[1]
`;

/** In the shape of the SimpleMapReduce recipe. */
export const RECIPE = `import multiprocessing, string, collections

class SimpleMapReduce(object):
    def __init__(self, map_func, reduce_func, num_workers=None):
        self.map_func = map_func
        self.reduce_func = reduce_func
        self.pool = multiprocessing.Pool(num_workers)

    def partition(self, mapped_values):
        partitioned_data = collections.defaultdict(list)
        for key, value in mapped_values:
            partitioned_data[key].append(value)
        return partitioned_data.items()

def map_func(filename):
    """One file's words."""
    output = []
    with open(filename, 'rt') as f:
        for line in f:
            for word in line.split():
                output.append((word.lower(), 1))
    return output

def reduce_func(item):
    word, occurances = item
    return (word, sum(occurances))

if __name__ == '__main__':
    import glob
    mapper = SimpleMapReduce(map_func, reduce_func)
`;

/** In the style of mrjob's first example. */
export const MRJOB = `from mrjob.job import MRJob
import re

WORD_RE = re.compile(r"[\\w']+")


class MRWordFreqCount(MRJob):

    def mapper(self, _, line):
        for word in WORD_RE.findall(line):
            yield (word.lower(), 1)

    def combiner(self, word, counts):
        yield (word, sum(counts))

    def reducer(self, word, counts):
        yield (word, sum(counts))


if __name__ == '__main__':
    MRWordFreqCount.run()
`;

export const TYPESCRIPT = `import { readFileSync } from "node:fs";

type Pair = [string, number];
interface Options<T> { values: T[] }

/** Splits "don't" and /re'gex/ alike. */
export function* mapWords(line: string): Iterable<[string, number]> {
  for (const word of line.match(/[\\w']+/g) ?? []) yield [\`\${word.toLowerCase()}\`, 1];
}

export const reduceWords = (word: string, counts: Iterable<number>): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};
`;
