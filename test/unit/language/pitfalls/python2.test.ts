import { describeRule } from "./describeRule";

describe("python2", () => {
  describeRule({
    code: "python2",
    found: {
      "print statements": `x = 1
⟦print⟧ "a", x
⟦print⟧ x,
import sys
⟦print⟧ >>sys.stderr, "a %s" % x
if x: ⟦print⟧ ("%d of %d") % (x, x)
`,
      "the blog's way to sort": `def tuple_sort(a, b):
    if a[1] < b[1]:
        return 1
    elif a[1] > b[1]:
        return -1
    else:
        return ⟦cmp⟧(a[0], b[0])

counts = [("a", 1), ("b", 2)]
counts.sort(⟦tuple_sort⟧)
for i in ⟦xrange⟧(2):
    ⟦print⟧ counts[i][0], ":", counts[i][1]
`,
      "sorting by cmp": `import operator
pairs = [(1, 2)]
print(sorted(pairs, ⟦cmp=lambda a, b: b[1] - a[1]⟧))
pairs.sort(⟦lambda a, b: a[0] - b[0]⟧)
`,
      "has_key and iteritems": `counts = {}
if counts.⟦has_key⟧("a") and not counts.⟦has_key⟧("b" or "c"):
    for key, value in counts.⟦iteritems⟧():
        print(key, value)
found = 1 + counts.⟦has_key⟧("a")
`,
      exceptions: `try:
    raise ⟦ValueError, "text"⟧
except ⟦ValueError, error⟧:
    pass
except (⟦KeyError, IndexError), problem⟧:
    pass
`.replace("(⟦KeyError", "⟦(KeyError"),
      "names that are gone": `name = ⟦unicode⟧(⟦raw_input⟧("name"))
if isinstance(name, ⟦basestring⟧):
    print(⟦unichr⟧(65), ⟦long⟧(3))
`,
      reduce: `"""Adds up."""
from __future__ import division
print(⟦reduce⟧(lambda a, b: a + b, [1, 2]))
`,
      "signs and numbers": `x = ⟦0777⟧ + ⟦10L⟧
if x ⟦<>⟧ 3:
    y = ⟦\`x\`⟧
    ⟦exec⟧ "y = 1"
    ⟦exec⟧ "y = 1" in {}
z = ⟦ur⟧"ab"
`,
      "divisions of a program that is old": `words = ["a"] * 100
⟦print⟧ words[0:⟦len(words) / 8⟧], len(words) // 8, 3 / 8
`,
      "parameters that are taken apart": `def add(⟦(a, b)⟧, c):
    return a + b + c
`,
    },
    fixed: {
      "print statements": `x = 1
print("a", x)
print(x, end=" ")
import sys
print("a %s" % x, file=sys.stderr)
if x: print(("%d of %d") % (x, x))
`,
      "the blog's way to sort": `import functools
def tuple_sort(a, b):
    if a[1] < b[1]:
        return 1
    elif a[1] > b[1]:
        return -1
    else:
        return ((a[0] > b[0]) - (a[0] < b[0]))

counts = [("a", 1), ("b", 2)]
counts.sort(key=functools.cmp_to_key(tuple_sort))
for i in range(2):
    print(counts[i][0], ":", counts[i][1])
`,
      "sorting by cmp": `import functools
import operator
pairs = [(1, 2)]
print(sorted(pairs, key=functools.cmp_to_key(lambda a, b: b[1] - a[1])))
pairs.sort(key=functools.cmp_to_key(lambda a, b: a[0] - b[0]))
`,
      "has_key and iteritems": `counts = {}
if "a" in counts and ("b" or "c") not in counts:
    for key, value in counts.items():
        print(key, value)
found = 1 + ("a" in counts)
`,
      exceptions: `try:
    raise ValueError("text")
except ValueError as error:
    pass
except (KeyError, IndexError) as problem:
    pass
`,
      reduce: `"""Adds up."""
from __future__ import division
import functools
print(functools.reduce(lambda a, b: a + b, [1, 2]))
`,
      "divisions of a program that is old": `words = ["a"] * 100
print(words[0:len(words) // 8], len(words) // 8, 3 / 8)
`,
      "signs and numbers": `x = 0o777 + 10
if x != 3:
    y = repr(x)
    exec("y = 1")
    exec("y = 1", {})
z = r"ab"
`,
    },
    silent: {
      "divisions of today": `words = ["a"]
print(len(words) / 8, sum([1]) / len(words))
`,
      "print calls": `print("a", end=" ")
print((1, 2))
print
show = print
`,
      "names that the file defines": `try:
    unicode
except NameError:
    unicode = str
from functools import reduce
def xrange(n):
    return range(n)
print(unicode(xrange(3)), reduce(max, [1]))
`,
      "a file for both Pythons": `import sys
if sys.version_info[0] < 3:
    text = unicode
else:
    text = str
`,
      "a guarded name": `try:
    numbers = xrange(3)
except NameError:
    numbers = range(3)
`,
      "methods of other classes": `class Bag:
    def has_key(self, key):
        return True
    def sort(self, order, other=None):
        pass
bag = Bag()
bag.has_key("a")
bag.sort("name")
table.iteritems()
`,
      "sorts by a key": `pairs = [(1, 2)]
pairs.sort(key=lambda pair: pair[1], reverse=True)
sorted(pairs, key=len)
array.sort(0)
`,
      "what is in strings and comments": `# print "a", xrange(3)
TEXT = """
print "a" <> \`b\`
"""
name = "has_key"
`,
      "numbers and names of today": `zero, octal, long_name = 00, 0o17, 10
url = ur_l = {}
`,
      "a list of problems, as since 3.14": `try:
    pass
except ValueError, TypeError:
    pass
`,
    },
  });
});
