import { describeRule } from "./describeRule";

const MAPPER = "def mapper(line):\n    for word in line.split():\n        yield word, 1\n";

describe("not-associative", () => {
  describeRule({
    code: "not-associative",
    found: {
      "a mean that is combined": `# parallel-labs: combine
${MAPPER}
def reducer(word, counts):
    counts = list(counts)
    return ⟦sum(counts) / len(counts)⟧
`,
      "a mean of the library": `# parallel-labs: combine
from statistics import mean
${MAPPER}
def reducer(word, counts):
    yield word, ⟦mean(counts)⟧
`,
      "a combiner that divides": `${MAPPER}
def combiner(word, counts):
    total = 0
    for count in counts:
        total += count
    share = ⟦total / 1000⟧
    yield word, share

def reducer(word, counts):
    return sum(counts)
`,
      "a difference": `# parallel-labs: combine
${MAPPER}
def reducer(word, counts):
    counts = list(counts)
    return ⟦max(counts) - min(counts)⟧
`,
      "an accumulator that goes down": `# parallel-labs: combine
${MAPPER}
def reducer(word, counts):
    rest = 100
    for count in counts:
        ⟦rest -= count⟧
    return rest
`,
      "a fold": `INPUT = [1, 2, 3]
def mapper(item):
    return item * 2
def reducer(a, b):
    return ⟦(a + b) / 2⟧
`,
      "a count": `# parallel-labs: combine
${MAPPER}
def ⟦reducer⟧(word, counts):
    return len(list(counts))
`,
      "a combiner of mrjob": `from mrjob.job import MRJob

class Mean(MRJob):
    def mapper(self, _, line):
        yield "length", len(line)

    def combiner(self, key, lengths):
        lengths = list(lengths)
        yield key, ⟦sum(lengths) / len(lengths)⟧

    def reducer(self, key, lengths):
        yield key, sum(lengths)
`,
    },
    silent: {
      "a sum": `# parallel-labs: combine
${MAPPER}
def reducer(word, counts):
    return sum(counts)
`,
      "a mean that is not combined": `${MAPPER}
def reducer(word, counts):
    counts = list(counts)
    return sum(counts) / len(counts)
`,
      "a reducer that divides what a combiner added up": `${MAPPER}
def combiner(word, counts):
    yield word, sum(counts)
def reducer(word, counts):
    return sum(counts) / 1000
`,
      "sums and counts": `# parallel-labs: combine
def mapper(line):
    yield "length", (len(line), 1)
def reducer(key, values):
    total = number = 0
    for length, one in values:
        total, number = total + length, number + one
    yield key, (total, number - 0)
`,
      "a fold that adds": `INPUT = [1, 2, 3]
def mapper(item):
    return item * 2
def reducer(a, b):
    return a + b
`,
      "a subtraction beside the result": `# parallel-labs: combine
${MAPPER}
def reducer(word, counts):
    counts = sorted(counts, key=lambda count: 0 - count)
    last = counts[len(counts) - 1]
    print(len(counts) - 1, last)
    return max(counts)
`,
      "functions that are no job": `# combine
def reduce_rows(table):
    return table.sum() / len(table)
`,
    },
  });
});

describe("not-associative in JavaScript", () => {
  const mapper = "function* mapper(line) {\n  for (const word of line.split(' ')) yield [word, 1];\n}\n";
  describeRule({
    code: "not-associative",
    grammar: "javascript",
    found: {
      "a mean that is combined": `// parallel-labs: combine
${mapper}
function reducer(word, counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return ⟦total / counts.length⟧;
}
`,
      "a difference": `// parallel-labs: combine
${mapper}
const reducer = (word, counts) => counts.reduce((a, b) => ⟦a - b⟧);
`,
      "a combiner": `${mapper}
function* combiner(word, counts) {
  yield [word, ⟦Math.max(...counts) - Math.min(...counts)⟧];
}
function* reducer(word, counts) {
  yield [word, Math.max(...counts)];
}
`,
    },
    silent: {
      "a sum": `// parallel-labs: combine
${mapper}
function reducer(word, counts) {
  return counts.reduce((sum, count) => sum + count, 0);
}
`,
      "an order": `// parallel-labs: combine
${mapper}
function reducer(word, counts) {
  return counts.toSorted((a, b) => a - b)[0];
}
`,
      "a mean that is not combined": `${mapper}
function reducer(word, counts) {
  return counts.reduce((a, b) => a + b, 0) / counts.length;
}
`,
    },
  });
});
