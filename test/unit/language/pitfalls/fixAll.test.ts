import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findPitfalls } from "../../../../src/language/pitfalls/findPitfalls";
import { fixAll } from "../../../../src/language/pitfalls/fixAll";
import { temporaryFolder } from "../../../support/cleanUp";
import { skip } from "../../../support/skip";
import { applied, inspect } from "./describeRule";

/** A program of the shape of the blog post's, as it is after copying it from the page. */
const PASTED = `from multiprocessing import Pool
import sys

def pieces(words, size):
    for at in xrange(0, len(words), size):
        yield words[at:at + size]

def by_count(a, b):
    if a[1] != b[1]:
        return cmp(b[1], a[1])
    return cmp(a[0], b[0])

def sanitize(w):
    return w.strip(".,!")

def Map(L):
    results = []
    for w in L:
        w = sanitize <img src="w.png" alt="(w)" class="wp-smiley" />
        if w.istitle():
            results.append((w, 1))
    return results

def Partition(L):
    groups = {}
    for pairs in L:
        for pair in pairs:
            if not groups.has_key(pair[0]):
                groups[pair[0]] = []
            groups[pair[0]].append(pair)
    return groups

def Reduce(Mapping):
    return (Mapping[0], sum(pair[1] for pair in Mapping[1]))

if __name__ == &quot;__main__&quot;:
    if len(sys.argv) &lt; 2:
        print "Say which file."
        sys.exit(1)
    words = open(sys.argv[1]).read().split()
    pool = Pool(processes=2)
    partitioned = Partition(pool.map(Map, pieces(words, len(words) / 2)))
    counts = pool.map(Reduce, partitioned.items())
    counts.sort(by_count)
    for pair in counts[:20]:
        print pair[0], ":", pair[1]
`;

async function repaired(text: string): Promise<string> {
  return await inspect(text, "python", (file) => applied(text, fixAll(findPitfalls(file))));
}

describe("fix all", () => {
  it("makes the blog post's program run that was copied from its page", async function () {
    const once = await repaired(PASTED);
    const text = await repaired(once);
    assert.deepEqual(await inspect(text, "python", (file) => findPitfalls(file)), [], text);
    const folder = temporaryFolder("parallel-labs-fixed-");
    try {
      writeFileSync(join(folder.path, "count.py"), text);
      writeFileSync(
        join(folder.path, "words.txt"),
        "The owl said: Ann! Ann, the owl. Bob and Ann (said the owl)",
      );
      const { stdout, stderr, error } = spawnSync("python3", ["count.py", "words.txt"], {
        cwd: folder.path,
        encoding: "utf8",
      });
      if (error) skip(this, "there is no python3 to run what was repaired");
      assert.equal(stderr, "", text);
      assert.equal(stdout.replaceAll("\r", ""), "Ann : 3\nBob : 1\nThe : 1\n");
    } finally {
      folder.remove();
    }
  });

  it("makes what two fixes need once, and leaves overlapping fixes for another time", async () => {
    const text = "x.sort(lambda a, b: 0)\ny.sort(lambda a, b: 0)\nprint unicode(1)\n";
    assert.equal(
      await repaired(text),
      "import functools\nx.sort(key=functools.cmp_to_key(lambda a, b: 0))\ny.sort(key=functools.cmp_to_key(lambda a, b: 0))\nprint(str(1))\n",
    );
    const nested = "print d.has_key(e.has_key(1))\n";
    assert.equal(await repaired(nested), "print(e.has_key(1) in d)\n");
  });

  it("indents lines once at a time", async () => {
    const text = `from multiprocessing import Pool
def square(x):
    return x * x
pool = Pool(4)
found = pool.map(square, xrange(10))
for x in found:
    print x
`;
    const once = await repaired(text);
    const guarded = `from multiprocessing import Pool
def square(x):
    return x * x
if __name__ == "__main__":
    pool = Pool(4)
    found = pool.map(square, range(10))
    for x in found:
        print(x)
`;
    assert.equal(once, guarded);
    assert.equal(
      await repaired(once),
      guarded.replace("pool = Pool(4)", "with Pool(4) as pool:").replace("found = pool", "    found = pool"),
    );
  });

  it("imports two modules into one function", async () => {
    const text = `import ipyparallel as ipp
import numpy as np, os
view = ipp.Client()[:]
view.apply_sync(f)
@view.remote()
def f():
    return np.zeros(1), os.getpid()
`;
    assert.equal(
      await repaired(text),
      text.replace("    return", "    import numpy as np\n    import os\n    return"),
    );
  });
});
